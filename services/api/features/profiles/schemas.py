"""What comes in and goes out of profiles and networks."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Way = Literal["instance", "handle", "app_password", "declare"]
LinkPlace = Literal["appended", "card", "none"]
Opens = Literal["publish", "dialog", "share_sheet"]


class Inward(BaseModel):
    """What comes in: nothing unknown, no blanks around."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Connect(Inward):
    """Begin a connection: at `instance` (host, for Mastodon) or for `handle` (for Bluesky)."""

    network: str
    instance: str | None = Field(default=None, max_length=255)
    handle: str | None = Field(default=None, max_length=255)
    return_to: str = Field(default="/you/profiles", max_length=200)


class Renew(Inward):
    """Ask for consent again."""

    return_to: str = Field(default="/you/profiles", max_length=200)


class Declare(Inward):
    """A profile that is shared to by hand."""

    network: str
    handle: str | None = Field(default=None, max_length=255)


class Authorization(BaseModel):
    """Where to send the person."""

    authorize_url: str


class ProfileLimits(BaseModel):
    """What fits into a post there; empty = unlimited or unknown."""

    max_text: int | None
    unit: str
    url_units: int | None
    images: int
    alt_max: int | None


class ProfileAbilities(BaseModel):
    """What we may do on the profile, and which numbers its network gives."""

    text: bool
    images: int
    metrics: list[str]
    followers: bool


class Profile(BaseModel):
    """One of the person's own profiles."""

    id: UUID
    network: str
    instance: str | None
    kind: str
    handle: str
    display_name: str
    practice: bool
    mode: Literal["api", "assisted"]
    state: str
    state_reason: str | None
    expires_at: datetime | None
    can: ProfileAbilities
    limits: ProfileLimits
    connected_at: datetime


class Profiles(BaseModel):
    """All of them; a person has a handful."""

    items: list[Profile]


class NetworkRules(BaseModel):
    """A network's rules, as last read on `checked_on`. `fold`: characters before "more"."""

    max_text: int | None
    unit: str
    max_bytes: int | None
    url_units: int | None
    max_links: int | None
    max_hashtags: int | None
    images: int
    alt_max: int | None
    fold: int | None
    card: str
    link: LinkPlace
    checked_on: date


class Practice(BaseModel):
    """The practice network of this installation."""

    instance: str
    url: str


class NetworkInfo(BaseModel):
    """What can be done at a network, and by which ways one connects."""

    key: str
    name: str
    mode: Literal["api", "assisted"]
    ways: list[Way]
    opens: Opens
    rules: NetworkRules
    rewards_allowed: bool
    practice: Practice | None


class Networks(BaseModel):
    """All networks."""

    items: list[NetworkInfo]
