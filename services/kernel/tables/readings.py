"""Numbers read from a network at a time. An empty value means unknown, never zero."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, Text
from sqlmodel import Field

from kernel.tables.base import OwnedRow, Visibility, Words, one_of, owned, personal, values_of

ReadingSource = Literal["network", "own_link", "person"]
Metric = Literal["likes", "comments", "reposts", "quotes", "saves", "views", "impressions", "reach", "followers"]


class PostReading(OwnedRow, table=True):
    """One number of one post at `as_of`."""

    __tablename__ = "post_reading"
    __table_args__ = (
        owned("post_id", "post", cascade=True),
        one_of("metric", values_of(Metric)),
        one_of("source", values_of(ReadingSource)),
        Index("ix_post_reading_latest", "organisation_id", "post_id", "metric", "as_of"),
    )

    post_id: UUID
    metric: str = Field(sa_type=Text)
    value: int | None = Field(default=None, sa_column_kwargs=personal(Visibility.AGGREGATE))
    source: Words
    as_of: datetime
    definition: Words


class ProfileReading(OwnedRow, table=True):
    """One number of one profile at `as_of`: its followers."""

    __tablename__ = "profile_reading"
    __table_args__ = (
        owned("profile_id", "profile", cascade=True),
        one_of("metric", values_of(Metric)),
        one_of("source", values_of(ReadingSource)),
        Index("ix_profile_reading_latest", "organisation_id", "profile_id", "metric", "as_of"),
    )

    profile_id: UUID
    metric: Words
    value: int | None = Field(default=None, sa_column_kwargs=personal(Visibility.SELF))
    source: Words
    as_of: datetime
    definition: Words
