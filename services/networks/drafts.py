"""What is composed for a network: its abilities and limits, a draft, its measure, its final form, a way to share by hand.

All values are frozen; those that are stored are plain JSON, or come back whole through `networks.stored`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

State = dict[str, Any]
Metric = Literal[
    "impressions", "reach", "views", "likes", "comments", "reposts", "quotes", "saves", "clicks", "profile_clicks",
    "video_views", "followers", "following", "posts",
]  # fmt: skip
Counts = dict[Metric, int | None]
Unit = Literal["graphemes", "utf16", "code_points", "weighted"]
CardKind = Literal["none", "large", "small"]
Visibility = Literal["public", "unlisted", "private"]
Severity = Literal["error", "warning"]
Part = Literal["text", "link", "pictures", "card", "content_warning"]


@dataclass(frozen=True)
class Caps:
    """What may be done for one connection (or, before there is one, what the network offers at best)."""

    mode: Literal["api", "assisted"]
    text: bool
    link_card: bool
    images: int
    video: bool
    alt_text: bool
    native_schedule: bool
    metrics: tuple[Metric, ...]
    followers: bool
    refresh: Literal["none", "static", "rotating"]
    idempotency: Literal["none", "key", "record_key", "container"]
    media_by_url: bool
    rewards_allowed: bool


@dataclass(frozen=True)
class PictureRule:
    """What pictures a network takes. `max_bytes` and `max_pixels` (width × height) are per picture; None = unknown.

    `narrowest` and `widest` are width ÷ height; None = any shape.
    """

    count: int
    max_bytes: int | None
    max_pixels: int | None
    media_types: tuple[str, ...]
    narrowest: float | None = None
    widest: float | None = None


@dataclass(frozen=True)
class Limits:
    """The rules of one network, or of one server of it, as known on `checked`.

    `url_units` is what each link counts as, whatever its length (None = its own length). `fold` is after how many
    characters the network hides the rest behind "more" (None = it does not, or nobody knows).
    """

    max_text: int | None
    unit: Unit
    max_bytes: int | None
    url_units: int | None
    max_links: int | None
    max_hashtags: int | None
    pictures: PictureRule
    alt_max: int | None
    fold: int | None
    card: CardKind
    checked: date


@dataclass(frozen=True)
class Picture:
    """A picture to post. `ref` names its bytes to the caller's `Media`; `size` is in bytes."""

    ref: str
    media_type: str
    size: int
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Card:
    """What the linked page says of itself (Open Graph)."""

    title: str
    description: str
    image: Picture | None = None


@dataclass(frozen=True)
class Draft:
    """What one person wants to say on one profile. The disclosure is already part of `text`.

    `advertisement`: the disclosure calls it one, so a network that marks paid promotion itself has to be told.
    """

    text: str
    link: str | None = None
    card: Card | None = None
    pictures: tuple[Picture, ...] = ()
    language: str | None = None
    content_warning: str | None = None
    visibility: Visibility = "public"
    advertisement: bool = False


@dataclass(frozen=True)
class Issue:
    """One remark on a draft: a stable code the SPA translates, what it is about, and its figures."""

    code: str
    severity: Severity
    part: Part
    values: dict[str, int | str]


@dataclass(frozen=True)
class Measure:
    """How much of the network's room a draft takes. `limit` None = the network sets none we know of."""

    used: int
    limit: int | None
    unit: Unit
    issues: tuple[Issue, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return all(issue.severity != "error" for issue in self.issues)


@dataclass(frozen=True)
class Rendered:
    """A draft in the network's own form. `text` is exactly what will be shown; `payload` (JSON) is frozen in the post."""

    network: str
    text: str
    payload: State
    card: Card | None
    link: str | None
    fold: int | None


@dataclass(frozen=True)
class Intent:
    """How a person posts it themselves: where to go, what to copy, and what the network will not fill in for them."""

    url: str | None
    ios_url: str | None
    android_url: str | None
    copy_text: str
    fills_text: bool
    fills_link: bool
    needs_share_sheet: bool
    media: Literal["none", "attach", "required"]
