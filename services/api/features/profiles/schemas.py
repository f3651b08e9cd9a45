"""What comes in and goes out of profiles and networks."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.web.shapes import Incoming, Line, Outgoing, Personal
from kernel.tables.base import Visibility
from kernel.tables.profiles import ProfileKind, ProfileState
from networks.drafts import Unit

Way = Literal["instance", "handle", "app_password", "declare"]
LinkPlace = Literal["appended", "card"]
Opens = Literal["publish", "dialog", "share_sheet"]
CardSize = Literal["wide", "compact", "none"]
Mine = Personal(Visibility.SELF)
ReturnTo = Annotated[str, Field(max_length=200)]


class Connect(Incoming):
    """Begin a connection: at `instance` (its host, for Mastodon) or for `handle` (for Bluesky)."""

    network: Line
    instance: str | None = Field(default=None, max_length=300)
    handle: str | None = Field(default=None, max_length=255)
    return_to: ReturnTo


class AppPassword(Incoming):
    """Connect by a password that the person made at the network for us alone."""

    network: Line
    handle: str = Field(min_length=1, max_length=255)
    password: str = Field(min_length=1, max_length=255, repr=False)


class Renew(Incoming):
    """Ask for consent again."""

    return_to: ReturnTo


class Declare(Incoming):
    """A profile that is shared to by hand."""

    network: Line
    handle: Line | None = None


class Authorize(Outgoing):
    """Where to send the person."""

    authorize_url: str


class ProfileLimits(Outgoing):
    """What fits into a post there; null where there is no limit that we know of. `url_cost`: what each link counts."""

    max_text: int | None
    unit: Unit
    url_cost: int | None
    images: int
    alt_max: int | None


class Can(Outgoing):
    """What we may do on the profile, and which numbers its network gives."""

    text: bool
    images: int
    metrics: list[str]
    followers: bool


class Profile(Outgoing):
    """One of the person's own profiles. `instance_rules` are what its server asks of everybody on it."""

    id: UUID
    network: Annotated[str, Mine]
    instance: Annotated[str | None, Mine]
    kind: ProfileKind
    handle: Annotated[str, Mine]
    display_name: Annotated[str, Mine]
    avatar_url: Annotated[str | None, Mine]
    state: ProfileState
    state_reason: str | None
    expires_at: datetime | None
    can: Can
    limits: ProfileLimits
    instance_rules: list[str]
    connected_at: datetime


class Profiles(Outgoing):
    """All of them; a person has a handful."""

    items: list[Profile]
    next: str | None


class Fold(Outgoing):
    """After how many characters the network hides the rest behind "more"."""

    characters: int


class NetworkRules(Outgoing):
    """A network's rules, as last read on `checked_on`; null where it sets no limit that we know of."""

    unit: Unit
    max_text: int | None
    url_cost: int | None
    link: LinkPlace
    fold: Fold | None
    card: CardSize
    images: int
    alt_max: int | None
    checked_on: date


class Practice(Outgoing):
    """The practice network of this installation."""

    instance: str
    url: str


class NetworkInfo(Outgoing):
    """What can be done at a network, and by which ways one connects."""

    key: str
    name: str
    ways: list[Way]
    mode: Literal["api", "assisted"]
    rules: NetworkRules
    rewards_allowed: bool
    practice: Practice | None
    opens: Opens


class Networks(Outgoing):
    """All networks."""

    items: list[NetworkInfo]
    next: str | None
