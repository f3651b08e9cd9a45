"""Who may connect profiles, and what may be said about a network: no session, no network."""

from urllib.parse import urlsplit

from api.auth.actor import Actor
from api.features.profiles.errors import ReturnElsewhere
from api.features.profiles.schemas import LinkPlace, Opens, Way
from kernel.kit.errors import Forbidden

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
_WAYS: dict[str, list[Way]] = {"mastodon": ["instance"], "bluesky": ["handle", "app_password"]}


def need_profiles(actor: Actor) -> None:
    """Raise Forbidden for one who is not an ambassador anywhere here."""
    if not actor.programmes_with("profiles:write"):
        raise Forbidden("Only ambassadors connect profiles")


def ways_of(network: str) -> list[Way]:
    """By which ways a profile there is connected."""
    return _WAYS.get(network, ["declare"])


def link_place(network: str) -> LinkPlace:
    """Where the link goes: after the words, in a card of its own, or nowhere that it could be clicked."""
    return {"bluesky": "card", "instagram": "none"}.get(network, "appended")  # pyright: ignore[reportReturnType]


def opens(network: str, mode: str) -> Opens:
    """What sharing there opens."""
    if mode == "api":
        return "publish"
    return "share_sheet" if network == "instagram" else "dialog"


def check_return(path: str) -> str:
    """The path, if it is one of our own pages. Raises ReturnElsewhere."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith(("//", "/\\", "/api/")):
        raise ReturnElsewhere(field="return_to")
    return path
