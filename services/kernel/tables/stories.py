"""A story: something worth telling, with what it takes to tell it in one's own words."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Row, Visibility, Words, one_of, owned, personal, unique, values_of
from kernel.tables.organisations import LANGUAGES

StoryState = Literal["draft", "in_review", "scheduled", "live", "expired", "withdrawn"]
Topic = Literal["products", "culture", "expertise", "projects", "jobs", "responsibility", "events"]


class Story(OwnedRow, table=True):
    """Empty audience lists mean everyone. `card` is what the page behind `url` says of itself (Open Graph)."""

    __tablename__ = "story"
    __table_args__ = (
        owned("programme_id", "programme"),
        owned("author_id", "ambassador"),
        owned("asset_id", "asset"),
        one_of("state", values_of(StoryState)),
        one_of("topic", values_of(Topic)),
        one_of("language", LANGUAGES),
        Index(
            "ix_story_live",
            "organisation_id",
            "programme_id",
            text("pinned DESC"),
            text("publish_at DESC"),
            text("id DESC"),
            postgresql_where=text("state = 'live'"),
        ),
        Index(
            "ix_story_turns",
            "publish_at",
            "expires_at",
            postgresql_where=text("state IN ('scheduled', 'live')"),
        ),
    )

    programme_id: UUID
    author_id: UUID | None = None
    topic: Words
    state: Words = "draft"
    language: Words
    url: MaybeWords = None
    card: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    asset_id: UUID | None = None
    audience_tags: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    audience_languages: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    pinned: bool = False
    must_know: bool = False
    publish_at: datetime | None = None
    expires_at: datetime | None = None
    withdrawn_reason: MaybeWords = None
    version: int = 1


class StoryText(OwnedRow, table=True):
    """One language of a story. `captions` are suggested words by network."""

    __tablename__ = "story_text"
    __table_args__ = (
        owned("story_id", "story", cascade=True),
        unique("story_id", "language"),
        one_of("language", LANGUAGES),
    )

    story_id: UUID
    language: Words
    title: Words
    why: Words
    body: Words = ""
    facts: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    angles: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    questions: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    captions: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class StorySeen(Row, table=True):
    """That an ambassador has opened a story; for their own feed only."""

    __tablename__ = "story_seen"
    __table_args__ = (
        owned("ambassador_id", "ambassador", cascade=True),
        owned("story_id", "story", cascade=True),
    )

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    ambassador_id: UUID = Field(primary_key=True)
    story_id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_column_kwargs=personal(Visibility.SELF))
