"""One's own figures."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from api.web.figures import Figure
from api.web.shapes import Outgoing, Personal
from kernel.tables.base import Visibility

Mine = Personal(Visibility.SELF)


class ImpactDay(Outgoing):
    """A day's clicks and visitors; null before the first link was out, and where nobody has counted yet."""

    day: date
    clicks: Annotated[int | None, Mine]
    visitors: Annotated[int | None, Mine]


class ImpactPost(Outgoing):
    """One post with its own figures. `title` is the story's, empty for a post of one's own; `instance` its server's host."""

    post_id: UUID
    share_id: UUID
    title: str
    network: Annotated[str, Mine]
    instance: Annotated[str | None, Mine]
    published_at: datetime
    url: Annotated[str | None, Mine]
    figures: list[Figure]


class Impact(Outgoing):
    """`days` days up to and including today, in the organisation's time zone. Clicks are those in the period.

    Reactions are what posts published in the period have got so far. `posts` are those that were published or clicked
    in it, newest first.
    """

    days: int
    figures: list[Figure]
    series: list[ImpactDay]
    posts: list[ImpactPost]
