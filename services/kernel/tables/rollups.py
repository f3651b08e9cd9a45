"""Clicks by day: of a link, an ambassador, a story and a programme. Recomputed from raw clicks for every dirty day."""

from datetime import date
from uuid import UUID

from sqlmodel import Field

from kernel.tables.base import Row, Visibility, owned, personal


class _Day(Row):
    """`clicks` and `visitors` are of people; `bots` and `previews` are counted apart. Visitors are distinct per day."""

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    day: date = Field(primary_key=True)
    clicks: int = 0
    visitors: int = 0
    bots: int = 0
    previews: int = 0


class LinkDay(_Day, table=True):
    """A link's day."""

    __tablename__ = "link_day"
    __table_args__ = (owned("link_id", "link", cascade=True),)

    link_id: UUID = Field(primary_key=True)


class AmbassadorDay(_Day, table=True):
    """An ambassador's day: theirs alone."""

    __tablename__ = "ambassador_day"
    __table_args__ = (owned("ambassador_id", "ambassador", cascade=True),)

    ambassador_id: UUID = Field(primary_key=True, sa_column_kwargs=personal(Visibility.SELF))


class StoryDay(_Day, table=True):
    """A story's day."""

    __tablename__ = "story_day"
    __table_args__ = (owned("story_id", "story", cascade=True),)

    story_id: UUID = Field(primary_key=True)


class ProgrammeDay(_Day, table=True):
    """A programme's day."""

    __tablename__ = "programme_day"
    __table_args__ = (owned("programme_id", "programme", cascade=True),)

    programme_id: UUID = Field(primary_key=True)
