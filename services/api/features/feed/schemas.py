"""The feed. Postgres writes it as JSON; these shapes describe it, and tests hold the one against the other."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from api.features.assets.service import Asset
from api.features.stories.service import MyPost
from api.web.shapes import Outgoing, Personal
from kernel.tables.base import Visibility
from kernel.tables.organisations import Language
from kernel.tables.stories import Topic

Mine = Personal(Visibility.SELF)


class ProgrammeName(Outgoing):
    """Where a story belongs."""

    id: UUID
    name: str


class FeedItem(Outgoing):
    """A story for one reader, in the language they read best.

    `minutes` to read it. `because`: `everyone`, or `tag:…` and `language:…` for what the reader shares with the audience.
    `shared_by` counts people, as they were a minute ago; it is null where they are too few to be counted without
    pointing at one.
    """

    story_id: UUID
    programme: ProgrammeName
    title: str
    why: str
    topic: Topic
    minutes: int
    language: Language
    image: Asset | None
    url: str | None
    published_at: datetime
    expires_at: datetime | None
    pinned: bool
    must_know: bool
    seen: Annotated[bool, Mine]
    because: Annotated[list[str], Mine]
    my_posts: list[MyPost]
    shared_by: Annotated[int | None, Personal(Visibility.AGGREGATE)]


class Feed(Outgoing):
    """A page of the feed; `next` is empty on the last."""

    items: list[FeedItem]
    next: str | None
