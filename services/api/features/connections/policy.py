"""Who may connect what, where the network is asked, and where the person comes back to: no session, no network."""

from urllib.parse import urlsplit

from api.auth.actor import Actor
from api.features.connections.errors import InstanceUnknown, ReturnElsewhere
from api.features.connections.schemas import Connectable
from api.features.profiles.errors import NetworkUnknown, NotThisWay
from kernel.kit.errors import Forbidden
from networks.contract import ApiNetwork, HasPages
from networks.registry import API_NETWORKS, NETWORKS, PAGES_ONLY

BY_INSTANCE, BY_HANDLE = ("mastodon",), ("bluesky",)
"""Networks of many servers, by what tells which of them to ask."""


def need_right(actor: Actor, kind: Connectable = "personal") -> None:
    """Raise Forbidden for one who may not connect that: profiles are for ambassadors, pages for those who write stories.

    A page speaks for the organisation, so curators, administrators and owners connect it. To post on it they share as
    anybody does, as ambassadors of a programme.
    """
    if kind == "personal" and not actor.programmes_with("profiles:write"):
        raise Forbidden("Only ambassadors connect profiles")
    if kind == "page" and not actor.owner and not actor.programmes_with("stories:write"):
        raise Forbidden("Only those who write stories connect the organisation's pages")


def check_kind(network: ApiNetwork, kind: Connectable) -> None:
    """Raise NotThisWay where the network has no pages that a consent opens, or nothing else."""
    if kind == "page" and not isinstance(network, HasPages):
        raise NotThisWay("A consent there opens no pages", field="kind")
    if kind == "personal" and network.key in PAGES_ONLY:
        raise NotThisWay("This network lets nobody post on a personal profile for you: note it instead", field="kind")


def check_return(path: str) -> str:
    """The path, if it is one of our own pages. Raises ReturnElsewhere."""
    elsewhere = not path.startswith("/") or path.startswith(("//", "/api/", "/l/")) or "\\" in path or "#" in path
    if elsewhere or any(ord(character) <= ord(" ") for character in path):
        raise ReturnElsewhere(field="return_to")
    return path


def adapter_of(network: str) -> ApiNetwork:
    """The network that we can post to. Raises NetworkUnknown, or NotThisWay where people post by hand only."""
    if network not in NETWORKS:
        raise NetworkUnknown(field="network")
    if network not in API_NETWORKS:
        raise NotThisWay("This network lets nobody post for you: note your profile there instead", field="network")
    return API_NETWORKS[network]


def host_to_ask(network: str, *, instance: str | None, handle: str | None) -> str:
    """Which server to ask for consent, "" where it is clear. Raises NotThisWay without what the network's way needs."""
    if network in BY_HANDLE and not handle:
        raise NotThisWay("Say the handle of your profile, such as asta.bsky.social", field="handle")
    if network not in BY_INSTANCE:
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
