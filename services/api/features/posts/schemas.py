"""A post as its owner sees it, and what they may say about it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.features.stories.service import web_address
from api.web.figures import Figure
from api.web.shapes import Incoming, Outgoing, Personal, Zone
from kernel.tables.base import Visibility
from kernel.tables.shares import AttemptOutcome, Evidence, PostMode, PostState

Mine = Personal(Visibility.SELF)
LONGEST_WALL_TIME = len("2026-11-25T08:30:00")
PostAddress = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(web_address)]


class WhenNow(Incoming):
    """In ten seconds, which is the undo."""

    kind: Literal["now"]


class WhenAt(Incoming):
    """When a clock on the wall in `zone` shows `wall_time`, such as 2026-11-25T08:30."""

    kind: Literal["at"]
    wall_time: Annotated[str, StringConstraints(max_length=LONGEST_WALL_TIME)]
    zone: Zone


When = Annotated[WhenNow | WhenAt, Field(discriminator="kind")]


class Reschedule(Incoming):
    """Another time."""

    when: WhenAt


class Answer(Incoming):
    """What the person saw on their profile, and where if they say."""

    on_profile: bool
    url: PostAddress | None = None


class DeclarePost(Incoming):
    """That it was posted by hand, and where if they say."""

    url: PostAddress | None = None


class PostProfile(Outgoing):
    """Where the post goes."""

    id: UUID
    handle: Annotated[str, Mine]
    display_name: Annotated[str, Mine]
    instance: Annotated[str | None, Mine]


class PostReason(Outgoing):
    """Why it is in its state: a stable type, and the network's or our own words where there are any."""

    type: str
    detail: str | None


class PostCan(Outgoing):
    """What its owner can do about it now."""

    undo: bool
    cancel: bool
    reschedule: bool
    answer: bool
    share_now: bool
    declare: bool


class Intent(Outgoing):
    """How to post it by hand: what opens, what to copy, and which of it the network fills in by itself."""

    url: str | None
    text: Annotated[str, Mine]
    media: bool
    opens: Literal["dialog", "share_sheet"]
    prefilled: list[Literal["text", "link"]]


class Attempt(Outgoing):
    """One try to publish; `outcome` is null while it is under way.

    `error_kind` is what went wrong, if anything did: one of `networks.errors.Kind`.
    """

    number: int
    started_at: datetime
    finished_at: datetime | None
    outcome: AttemptOutcome | None
    error_kind: str | None


class PostImage(Outgoing):
    """A picture of a post, and what it shows, for people who cannot see it."""

    url: str
    alt: Annotated[str, Mine]


class Post(Outgoing):
    """One share on one profile. `wall_time` is what a clock on the wall in `zone` shows at `due_at`.

    `next_at` is when we next do something about it by ourselves, if we will. `tries` counts calls that were not taken,
    also those before an attempt, and `looks` how often a lost answer was looked for on the profile.
    """

    id: UUID
    share_id: UUID
    network: Annotated[str, Mine]
    mode: PostMode
    profile: PostProfile
    text: Annotated[str, Mine]
    images: list[PostImage]
    state: Annotated[PostState, Mine]
    reason: PostReason | None
    due_at: datetime
    wall_time: str
    zone: str
    published_at: datetime | None
    url: Annotated[str | None, Mine]
    evidence: Annotated[Evidence | None, Mine]
    link: str | None
    figures: list[Figure]
    can: PostCan
    intent: Intent | None
    next_at: datetime | None
    tries: int
    looks: int
    attempts: list[Attempt]
