"""Who may connect profiles, what becomes of their posts, and what is said about a network: no session, no network."""

from urllib.parse import urlsplit

from api.auth.actor import Actor
from api.features.profiles.errors import InstanceUnknown, NetworkUnknown, NotThisWay, ReturnElsewhere
from api.features.profiles.schemas import CardSize, LinkPlace, Opens, Way
from kernel.kit.errors import Forbidden
from kernel.lifecycles.posts import posts
from networks.contract import ApiNetwork
from networks.drafts import CardKind
from networks.registry import API_NETWORKS, NETWORKS

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
CARDS: dict[CardKind, CardSize] = {"none": "none", "large": "wide", "small": "compact"}
MAY_BE_OUT = ("ask_person", "opened")
"""States of posts that may be on the network already: giving a profile up does not make them untrue."""
GIVEN_UP = tuple(state for state in posts.before("cancelled") if state not in MAY_BE_OUT)
"""States of posts that are cancelled when their profile is given up."""
_WAYS: dict[str, list[Way]] = {"mastodon": ["instance"], "bluesky": ["handle", "app_password"]}


def need_profiles(actor: Actor) -> None:
    """Raise Forbidden for one who is not an ambassador anywhere here."""
    if not actor.programmes_with("profiles:write"):
        raise Forbidden("Only ambassadors connect profiles")


def ways_of(network: str) -> list[Way]:
    """By which ways a profile there is connected."""
    return _WAYS.get(network, ["declare"])


def link_place(network: str) -> LinkPlace:
    """Where the link goes: after the words, or in a card of its own."""
    return "card" if network == "bluesky" else "appended"


def opens(network: str, mode: str) -> Opens:
    """What sharing there opens."""
    if mode == "api":
        return "publish"
    return "share_sheet" if network == "instagram" else "dialog"


def check_return(path: str) -> str:
    """The path, if it is one of our own pages. Raises ReturnElsewhere."""
    elsewhere = not path.startswith("/") or path.startswith(("//", "/api/", "/l/")) or "\\" in path or "#" in path
    if elsewhere or any(ord(character) <= ord(" ") for character in path):
        raise ReturnElsewhere(field="return_to")
    return path


def adapter_of(network: str) -> ApiNetwork:
    """The network that we can post to. Raises NetworkUnknown, or NotThisWay where people post by hand."""
    if network not in NETWORKS:
        raise NetworkUnknown(field="network")
    if network not in API_NETWORKS:
        raise NotThisWay("This network lets nobody post for you: note your profile there instead", field="network")
    return API_NETWORKS[network]


def host_to_ask(network: str, *, instance: str | None, handle: str | None) -> str:
    """Which server to ask for consent, "" where the handle tells. Raises NotThisWay without what the network's way needs."""
    ways = ways_of(network)
    if "handle" in ways and not handle:
        raise NotThisWay("Say the handle of your profile, such as asta.bsky.social", field="handle")
    if "instance" not in ways:
        return ""
    if not instance:
        raise NotThisWay("Say which server your profile is on, such as mastodon.social", field="instance")
    return host_of(instance)


def host_of(typed: str) -> str:
    """The host (and port) in what people write: a host, an address, or @name@host. Raises InstanceUnknown."""
    text = typed.strip().lower()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:
        raise InstanceUnknown(field="instance") from None
    host = parts.netloc.rpartition("@")[2].rstrip(".")
    if not host:
        raise InstanceUnknown(field="instance")
    return host
