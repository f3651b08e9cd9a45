"""Who may connect profiles, what becomes of their posts, and what is said about a network: no session, no network."""

from collections.abc import Collection
from typing import Literal

from api.auth.actor import Actor
from api.features.profiles.errors import NetworkUnknown, NotThisWay
from api.features.profiles.schemas import CardSize, LinkPlace, Opens, Way
from kernel.kit.errors import Forbidden
from kernel.lifecycles.posts import posts
from networks.contract import HasPages, Network, TakesApps
from networks.drafts import CardKind
from networks.registry import API_NETWORKS, ASSISTED, NETWORKS, PAGES_ONLY

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


def ways_of(network: str, registered: Collection[str]) -> list[Way]:
    """By which ways one comes to a profile there, in an organisation with apps of its own at these networks."""
    ways = list(_WAYS.get(network, ()))
    if network in registered and takes_app(network):
        ways.append("consent")
    return [*ways, "declare"] if network in ASSISTED else ways


def takes_app(network: str) -> bool:
    """Whether people connect there through an app that their organisation registered by hand."""
    return isinstance(API_NETWORKS.get(network), TakesApps)


def connects(network: str, ways: Collection[Way]) -> list[Literal["personal", "page"]]:
    """What is connected there by the other ways than declaring: Facebook lets nobody post on a personal profile."""
    if set(ways) <= {"declare"}:
        return []
    pages: list[Literal["personal", "page"]] = ["page"] if isinstance(API_NETWORKS.get(network), HasPages) else []
    return pages if network in PAGES_ONLY else ["personal", *pages]


def network_here(network: str, ways: Collection[Way]) -> Network:
    """The network as these ways let it be used: by its API, or by hand where nothing but declaring is left."""
    return ASSISTED[network] if set(ways) == {"declare"} else NETWORKS[network]


def hand_of(network: str) -> Network:
    """The network that people post to by hand. Raises NetworkUnknown, or NotThisWay where there is a better way only."""
    if network not in NETWORKS:
        raise NetworkUnknown(field="network")
    if network not in ASSISTED:
        raise NotThisWay("Connect this network instead: then Fortaler can publish for you", field="network")
    return ASSISTED[network]


def link_place(network: str, mode: str) -> LinkPlace:
    """Where the link goes: after the words, or in a card of its own, which LinkedIn lets us make but not a person."""
    return "card" if network == "bluesky" or (network, mode) == ("linkedin", "api") else "appended"


def opens(network: str, mode: str) -> Opens:
    """What sharing there opens."""
    if mode == "api":
        return "publish"
    return "share_sheet" if network == "instagram" else "dialog"
