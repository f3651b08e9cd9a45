"""Which networks there are. Adapters are stateless, so one of each is enough."""

from networks.assisted.email import Email
from networks.assisted.facebook import Facebook
from networks.assisted.instagram import Instagram
from networks.assisted.linkedin import LinkedIn
from networks.assisted.threads import Threads
from networks.assisted.whatsapp import WhatsApp
from networks.assisted.x import X
from networks.bluesky.network import Bluesky
from networks.contract import ApiNetwork, Network
from networks.mastodon.network import Mastodon

API_NETWORKS: dict[str, ApiNetwork] = {adapter.key: adapter for adapter in (Mastodon(), Bluesky())}
ASSISTED: dict[str, Network] = {
    adapter.key: adapter for adapter in (LinkedIn(), X(), Facebook(), Instagram(), Threads(), WhatsApp(), Email())
}
NETWORKS: dict[str, Network] = {**API_NETWORKS, **ASSISTED}


def networks() -> tuple[Network, ...]:
    """Every network, those we can post to first."""
    return tuple(NETWORKS.values())


def network(key: str) -> Network:
    """The network of that key. Raises KeyError when there is none."""
    return NETWORKS[key]


def api_network(key: str) -> ApiNetwork:
    """The network of that key that we can post to. Raises KeyError when there is none."""
    return API_NETWORKS[key]
