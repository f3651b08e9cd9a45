"""A story as it is written and read."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.features.assets.service import Asset
from api.web.shapes import Incoming, Line, Outgoing, Patch, Personal, Text
from api.web.versions import etag_of
from kernel.tables.base import Visibility
from kernel.tables.organisations import Language
from kernel.tables.programmes import Programme
from kernel.tables.shares import Post, PostState
from kernel.tables.stories import Story as StoryRow
from kernel.tables.stories import StoryState, Topic
from kernel.tables.stories import StoryText as StoryTextRow

Mine = Personal(Visibility.SELF)
Point = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Points = Annotated[list[Point], Field(max_length=30)]
Caption = Annotated[str, StringConstraints(max_length=5_000)]
NetworkKey = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Kind = Literal["employee", "student", "citizen", "member"]


def web_address(value: str) -> str:
    """The value, if it is an http(s) address without a name or password in it. Raises PydanticCustomError."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        whole = False
    if not whole or any(sign in value for sign in ' "<>\\^`{|}\n\r\t'):
        raise PydanticCustomError("web_address", "Write the whole address, starting with https://")
    return value


WebAddress = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(web_address)]


class StoryText(Incoming):
    """One language of a story, as it is written: `captions` are suggested words by network."""

    language: Language
    title: Line
    why: Annotated[str, StringConstraints(max_length=1_000)]
    body: Text
    facts: Points
    angles: Points
    questions: Points
    captions: Annotated[dict[NetworkKey, Caption], Field(max_length=20)]


class StoryWords(Outgoing):
    """One language of a story, as it is read."""

    language: Language
    title: str
    why: str
    body: str
    facts: list[str]
    angles: list[str]
    questions: list[str]
    captions: dict[str, str]


class Audience(Incoming):
    """Whom a story is for: those with one of the tags who speak one of the languages; an empty list means everyone."""

    tags: Annotated[list[Tag], Field(max_length=50)]
    languages: Annotated[list[Language], Field(max_length=2)]


class StoryAudience(Outgoing):
    """Whom a story is for."""

    tags: list[str]
    languages: list[Language]


class AudienceCount(Outgoing):
    """How many ambassadors a story would reach, of how many. Null where that would say something of too few people."""

    count: Annotated[int | None, Personal(Visibility.AGGREGATE)]
    of: Annotated[int | None, Personal(Visibility.AGGREGATE)]
    min_group_size: int


Texts = Annotated[list[StoryText], Field(min_length=1, max_length=2)]


def _one_a_language(texts: list[StoryText]) -> list[StoryText]:
    if len({text.language for text in texts}) != len(texts):
        raise PydanticCustomError("language_twice", "Give each language one text")
    return texts


class StoryIn(Incoming):
    """A new story."""

    topic: Topic
    language: Language
    url: WebAddress | None = None
    texts: Annotated[Texts, AfterValidator(_one_a_language)]
    asset_id: UUID | None = None
    audience: Audience
    pinned: bool
    must_know: bool


class StoryPatch(Patch):
    """What is left out stays; `url` and `asset_id` may be emptied, the texts are replaced as a whole."""

    topic: Topic = "products"
    language: Language = "da"
    url: WebAddress | None = None
    texts: Annotated[Texts, AfterValidator(_one_a_language)] = Field(default_factory=list[StoryText])
    asset_id: UUID | None = None
    audience: Audience = Audience(tags=[], languages=[])
    pinned: bool = False
    must_know: bool = False


class Publish(Incoming):
    """When it becomes visible (at once, if not said) and when it no longer is (never, if not said)."""

    publish_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None


class Withdrawal(Incoming):
    """Why; those whose posts are stopped read it."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class MyPost(Outgoing):
    """One of the reader's own posts about a story."""

    post_id: UUID
    share_id: UUID
    network: Annotated[str, Mine]
    state: Annotated[PostState, Mine]

    @classmethod
    def of(cls, post: Post) -> Self:
        """From the row."""
        return cls.model_validate(
            {"post_id": post.id, "share_id": post.share_id, "network": post.network, "state": post.state}
        )


class StoryProgramme(Outgoing):
    """Where a story belongs."""

    id: UUID
    name: str
    kind: Kind


_OWN = {"id", "state", "topic", "language", "publish_at", "expires_at", "pinned", "must_know"}


class StorySummary(Outgoing):
    """A story in a list. `title` and `why` are in the story's own language.

    `shares` is null where so few people have shared it that they could be recognised.
    """

    id: UUID
    state: StoryState
    topic: Topic
    title: str
    why: str
    language: Language
    languages: list[Language]
    image: Asset | None
    publish_at: AwareDatetime | None
    expires_at: AwareDatetime | None
    pinned: bool
    must_know: bool
    shares: Annotated[int | None, Personal(Visibility.AGGREGATE)]
    etag: str

    @classmethod
    def of(
        cls,
        story: StoryRow,
        texts: Sequence[StoryTextRow],
        /,
        *,
        image: Asset | None,
        shares: int | None,
        **other: object,
    ) -> Self:
        """From the row and its texts; `other` are the fields of a subclass."""
        main = next((text for text in texts if text.language == story.language), None)
        return cls.model_validate(
            story.model_dump(include=_OWN)
            | {
                "title": main.title if main else "",
                "why": main.why if main else "",
                "languages": sorted(text.language for text in texts),
                "image": image,
                "shares": shares,
                "etag": etag_of(story.version),
            }
            | other
        )


class Story(StorySummary):
    """A story whole. `seen` and `my_posts` are the reader's own."""

    url: str | None
    texts: list[StoryWords]
    asset: Asset | None
    audience: StoryAudience
    author_name: Annotated[str | None, Personal(Visibility.MEMBERS)]
    withdrawn_reason: str | None
    seen: Annotated[bool, Mine]
    my_posts: list[MyPost]
    programme: StoryProgramme

    @classmethod
    def whole(
        cls,
        story: StoryRow,
        texts: Sequence[StoryTextRow],
        programme: Programme,
        *,
        image: Asset | None,
        shares: int | None,
        author_name: str | None,
        seen: bool,
        my_posts: Sequence[Post],
    ) -> Self:
        """From all there is to say of it."""
        return cls.of(
            story,
            texts,
            image=image,
            shares=shares,
            url=story.url,
            texts=[StoryWords.model_validate(text) for text in texts],
            asset=image,
            audience=StoryAudience.model_validate({"tags": story.audience_tags, "languages": story.audience_languages}),
            author_name=author_name,
            withdrawn_reason=story.withdrawn_reason,
            seen=seen,
            my_posts=[MyPost.of(post) for post in my_posts],
            programme=StoryProgramme.model_validate(programme),
        )
