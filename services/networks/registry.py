"""Which networks there are, and which of them is spoken to by API. Adapters are stateless, so one of each is enough."""

from kernel.kit.settings import FacebookSettings, InstagramSettings, LinkedInSettings, read
from networks.assisted.email import Email
from networks.assisted.facebook import Facebook
from networks.assisted.instagram import Instagram
from networks.assisted.linkedin import LinkedIn
from networks.assisted.threads import Threads
from networks.assisted.whatsapp import WhatsApp
from networks.assisted.x import X
from networks.bluesky.network import Bluesky
from networks.contract import ApiNetwork, Network
from networks.drafts import Caps
from networks.facebook.network import Facebook as FacebookByApi
from networks.graph.versions import version_of as graph_version
from networks.instagram.network import Instagram as InstagramByApi
from networks.linkedin.network import LinkedIn as LinkedInByApi
from networks.linkedin.surroundings import version_of
from networks.mastodon.network import Mastodon
from networks.threads.network import Threads as ThreadsByApi
from networks.versions import Version
from networks.x.network import X as XByApi

API_NETWORKS: dict[str, ApiNetwork] = {
    adapter.key: adapter
    for adapter in (
        Mastodon(),
        Bluesky(),
        LinkedInByApi(),
        XByApi(),
        ThreadsByApi(),
        InstagramByApi(),
        FacebookByApi(),
    )
}
ASSISTED: dict[str, Network] = {
    adapter.key: adapter for adapter in (LinkedIn(), X(), Facebook(), Instagram(), Threads(), WhatsApp(), Email())
}
NETWORKS: dict[str, Network] = {
    **API_NETWORKS,
    **{key: one for key, one in ASSISTED.items() if key not in API_NETWORKS},
}
"""Each network once, at its best: by its API where it has one."""
NAMES = {
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "linkedin": "LinkedIn",
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "threads": "Threads",
    "whatsapp": "WhatsApp",
    "email": "E-mail",
}
"""What they call themselves."""
TELL_WITHDRAWALS = ("threads", "instagram", "facebook")
"""Networks that call us when a person removes the app there, or wants their data deleted: signed by the app's secret."""
PAGES_ONLY = ("facebook",)
"""Networks whose API posts on pages alone, never on a personal profile."""


def network_for(key: str, caps: Caps) -> Network:
    """The network as a profile with these abilities uses it: by its API, or by hand. Raises KeyError."""
    return API_NETWORKS[key] if caps.mode == "api" else ASSISTED[key]


def api_network(key: str) -> ApiNetwork:
    """The network of that key that we can post to. Raises KeyError when there is none."""
    return API_NETWORKS[key]


def versions_in_use() -> tuple[Version, ...]:
    """The versions of networks' APIs that are set for this process, of those that end."""
    return (
        version_of(read(LinkedInSettings)),
        graph_version("facebook", read(FacebookSettings).version, "FORTALER_FACEBOOK_VERSION"),
        graph_version("instagram", read(InstagramSettings).version, "FORTALER_INSTAGRAM_VERSION"),
    )
