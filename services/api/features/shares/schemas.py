"""What comes in and goes out of shares."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["da", "en"]
LONGEST = 70_000


class Inward(BaseModel):
    """What comes in: nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class PostDraft(Inward):
    """The words for one profile. `shown` is the digest from the check, needed to create."""

    profile_id: UUID
    text: str = Field(max_length=LONGEST)
    content_warning: str | None = Field(default=None, max_length=500)
    visibility: Literal["public", "unlisted"] = "public"
    shown: str | None = Field(default=None, max_length=64)


class Check(Inward):
    """What somebody is about to share. Without `story_id` it is a post of one's own, and `link` may be given."""

    programme_id: UUID
    story_id: UUID | None = None
    language: Language
    posts: list[PostDraft] = Field(min_length=1, max_length=10)
    asset_id: UUID | None = None
    alt: str | None = Field(default=None, max_length=4000)
    link: str | None = Field(default=None, max_length=2000)
    with_link: bool = True


class Now(Inward):
    """In ten seconds, which is the undo."""

    kind: Literal["now"]


class At(Inward):
    """When a clock on the wall in `zone` shows `wall_time`."""

    kind: Literal["at"]
    wall_time: datetime
    zone: str = Field(max_length=60)


When = Annotated[Now | At, Field(discriminator="kind")]


class Create(Check):
    """The same, confirmed: exactly what was shown, at this time."""

    when: When
    confirmed: bool


class Reschedule(Inward):
    """Another time."""

    when: When


class Answer(Inward):
    """What the person saw on their profile."""

    on_profile: bool
    url: str | None = Field(default=None, max_length=2000)


class Declared(Inward):
    """That it was posted by hand, and where if they say."""

    url: str | None = Field(default=None, max_length=2000)


class Issue(BaseModel):
    """One remark: a stable type, what it is about, and its figures."""

    type: str
    severity: Literal["error", "warning"]
    part: str
    values: dict[str, int | str]


class ShownCard(BaseModel):
    """The link's card, as the network will draw it."""

    title: str
    description: str
    host: str
    image_url: str | None


class ShownImage(BaseModel):
    """A picture of the post."""

    url: str
    alt: str


class Shown(BaseModel):
    """Exactly what will be posted; the tracked link stands as a placeholder of its length. `fold` is in characters."""

    text: str
    card: ShownCard | None
    images: list[ShownImage]
    fold: int | None


class CheckedPost(BaseModel):
    """A draft, measured by its network's rules, and what it will look like."""

    profile_id: UUID
    network: str
    used: int
    max: int | None
    unit: str
    issues: list[Issue]
    disclosure: str
    advertisement: bool
    rendered: Shown
    shown: str


class Checked(BaseModel):
    """The check of every post."""

    posts: list[CheckedPost]


class PostProfile(BaseModel):
    """Where the post goes."""

    id: UUID
    handle: str
    display_name: str
    instance: str | None


class Reason(BaseModel):
    """Why it is in its state."""

    type: str
    detail: str | None


class Can(BaseModel):
    """What its owner can do about it now."""

    undo: bool
    cancel: bool
    reschedule: bool
    answer: bool
    share_now: bool
    declare: bool


class Intent(BaseModel):
    """How to post it by hand, and what the network will not fill in."""

    url: str | None
    text: str
    fills_text: bool
    fills_link: bool
    share_sheet: bool
    media: Literal["none", "attach", "required"]


class Attempt(BaseModel):
    """One try to publish."""

    number: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None


class Post(BaseModel):
    """One share on one profile."""

    id: UUID
    share_id: UUID
    network: str
    mode: Literal["api", "assisted"]
    profile: PostProfile
    text: str
    state: str
    reason: Reason | None
    due_at: datetime
    wall_time: str | None
    zone: str | None
    published_at: datetime | None
    url: str | None
    evidence: str | None
    link: str | None
    image: ShownImage | None
    can: Can
    intent: Intent | None
    attempts: list[Attempt]


class ShareStory(BaseModel):
    """The story that was shared."""

    id: UUID
    title: str


class Share(BaseModel):
    """A share and its posts. Until `undo_until` it can be taken back before anything leaves."""

    id: UUID
    programme_id: UUID
    story: ShareStory | None
    created_at: datetime
    undo_until: datetime | None
    posts: list[Post]
