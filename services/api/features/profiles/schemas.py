"""What comes in and goes out of profiles and networks."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from api.web.shapes import Incoming, Line, Outgoing, Personal
from kernel.tables.base import Visibility
from kernel.tables.profiles import ProfileKind, ProfileState
from networks.drafts import Unit

Way = Literal["instance", "handle", "app_password", "consent", "declare"]
LinkPlace = Literal["appended", "card"]
Opens = Literal["publish", "dialog", "share_sheet"]
CardSize = Literal["wide", "compact", "none"]
Mine = Personal(Visibility.SELF)


class Declare(Incoming):
    """A profile that is shared to by hand."""

    network: Line
    handle: Line | None = None


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
    """One of the person's own profiles. `instance_rules` are what its server asks of everybody on it.

    `renewable`: consent may be asked for again, before or after `expires_at`.
    """

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
    renewable: bool
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
    """What can be done at a network here, and by which ways one connects.

    `connects`: what a consent there lets us post on; empty where people share by hand. `app_missing`: profiles could be connected, had the organisation an app there; until then people share by hand.
    """

    key: str
    name: str
    ways: list[Way]
    mode: Literal["api", "assisted"]
    rules: NetworkRules
    rewards_allowed: bool
    practice: Practice | None
    opens: Opens
    connects: list[Literal["personal", "page"]]
    app_missing: bool


class Networks(Outgoing):
    """All networks."""

    items: list[NetworkInfo]
    next: str | None
