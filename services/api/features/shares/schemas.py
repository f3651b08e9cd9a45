"""What comes in and goes out of shares."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.features.assets.service import Alt
from api.features.posts.service import Post, PostImage, When
from api.features.stories.service import web_address
from api.web.shapes import Incoming, Outgoing, Personal
from kernel.tables.base import Visibility
from networks.drafts import Unit

Language = Literal["da", "en"]
MOST_POSTS = 10
MOST_PICTURES = 20
"""What the networks that take most of them take in one post (LinkedIn, Threads)."""
LONGEST_WORDS = 65_536
"""Characters: what the network with the largest posts takes (WhatsApp)."""
LONGEST_WARNING = 500
Mine = Personal(Visibility.SELF)


class SharePicture(Incoming):
    """The story's picture or one of my own, and what it shows, for people who cannot see it."""

    asset_id: UUID
    alt: Alt = ""


class PostDraft(Incoming):
    """The words for one profile, without what the programme and the network put around them.

    `with_link` false leaves the share's link out on this profile: on X a link makes a post thirteen times as dear.
    """

    profile_id: UUID
    text: Annotated[str, StringConstraints(max_length=LONGEST_WORDS)]
    content_warning: Annotated[str, StringConstraints(max_length=LONGEST_WARNING)] | None = None
    visibility: Literal["public", "unlisted"] | None = None
    with_link: bool = True


class ShownPost(PostDraft):
    """The same words, confirmed; `shown` is the digest that the check gave for them."""

    shown: Annotated[str, StringConstraints(max_length=64)]


class _Wish(Incoming):
    programme_id: UUID
    story_id: UUID | None = None
    language: Language
    pictures: Annotated[list[SharePicture], Field(max_length=MOST_PICTURES)] = []
    link: Annotated[str, StringConstraints(max_length=2_000), AfterValidator(web_address)] | None = None
    with_link: bool


class ShareCheck(_Wish):
    """What somebody is about to share. Without `story_id` it is a post of their own, and `link` may be given."""

    posts: Annotated[list[PostDraft], Field(min_length=1, max_length=MOST_POSTS)]


class NewShare(_Wish):
    """The same, confirmed: exactly what was shown, at this time.

    `spread`: the time is one that was suggested, and moves to the next quarter of an hour in which no colleague's post of
    the story goes out on the same network.
    """

    posts: Annotated[list[ShownPost], Field(min_length=1, max_length=MOST_POSTS)]
    when: When
    spread: bool = False
    confirmed: Literal[True]


class Issue(Outgoing):
    """One remark: a stable type, the field it is about, English words, and the figures in them.

    Of a near copy they are `percent` and `passage`, a passage of the person's own text. Where there are several pictures,
    `numbers` are those that the remark is about, counted from 1, such as "2, 5".
    """

    severity: Literal["error", "warning", "advice"]
    type: str
    field: str
    detail: Annotated[str, Mine]
    values: Annotated[dict[str, int | str], Mine]


class CardOut(Outgoing):
    """The link's card, as the network will draw it."""

    title: str
    description: str
    image_url: str | None
    host: str


class Rendered(Outgoing):
    """Exactly what will be posted; the tracked link stands as a placeholder of its length. `fold_at` is in characters."""

    text: Annotated[str, Mine]
    card: CardOut | None
    images: list[PostImage]
    fold_at: int | None


class PostCheck(Outgoing):
    """A draft, measured by its network's rules, and what it will look like. `max` is null where there is no limit.

    `shown` is the digest of what will be posted: creating the share repeats it, as what the person has seen.
    """

    profile_id: UUID
    used: int
    max: int | None
    unit: Unit
    remaining: int | None
    issues: list[Issue]
    disclosure: str
    rendered: Rendered
    shown: str


class ShareChecked(Outgoing):
    """The check of every post, in the order in which they were sent."""

    posts: list[PostCheck]


class ShareStory(Outgoing):
    """The story that was shared."""

    id: UUID
    title: str


class Share(Outgoing):
    """A share and its posts. Until `undo_until` it can be taken back before anything leaves."""

    id: UUID
    story: ShareStory | None
    programme_id: UUID
    created_at: datetime
    undo_until: datetime | None
    posts: list[Post]


class Shares(Outgoing):
    """A page of one's own shares, newest first."""

    items: list[Share]
    next: str | None
