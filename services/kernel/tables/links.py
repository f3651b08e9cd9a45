"""Tracked links, and the clicks on them. No address, no user agent, no cookie: only classes and a daily hash."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, LargeBinary, Table, Text, Uuid
from sqlmodel import Field, SQLModel

from kernel.tables.base import MaybeWords, OwnedRow, Row, Visibility, Words, one_of, owned, values_of

ClickKind = Literal["human", "bot", "preview"]
RefererClass = Literal["network", "search", "mail", "own", "other", "none"]
DeviceClass = Literal["phone", "tablet", "computer", "other"]


class Link(OwnedRow, table=True):
    """`code` is unique among all organisations: the redirect knows nothing else. At least 64 bits."""

    __tablename__ = "link"
    __table_args__ = (
        owned("programme_id", "programme"),
        owned("ambassador_id", "ambassador"),
        owned("story_id", "story"),
        owned("post_id", "post"),
        Index("ix_link_post", "organisation_id", "post_id", unique=True),
    )

    code: str = Field(unique=True, sa_type=Text)
    destination: Words
    programme_id: UUID
    ambassador_id: UUID
    story_id: UUID | None = None
    post_id: UUID
    network: Words
    utm: MaybeWords = None


click = Table(
    "click",
    SQLModel.metadata,
    Column("organisation_id", Uuid, nullable=False),
    Column("link_id", Uuid, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", Text, nullable=False),
    Column("referrer", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("visitor", LargeBinary, nullable=True, info={"personal": Visibility.NOBODY}),
    Index("ix_click_link", "organisation_id", "link_id", "at"),
    Index("ix_click_at", "at", postgresql_using="brin"),
    one_of("kind", values_of(ClickKind)),
    one_of("referrer", values_of(RefererClass)),
    one_of("device", values_of(DeviceClass)),
    postgresql_partition_by="RANGE (at)",
)
"""One row a click, in monthly partitions. `visitor` is a keyed hash with the day's salt: unlinkable the day after."""


class StreamOffset(Row, table=True):
    """How far the stream of clicks has been written: moved in the transaction that wrote them, so each counts once."""

    __tablename__ = "stream_offset"

    stream: str = Field(primary_key=True, sa_type=Text)
    position: Words


class VisitorSalt(Row, table=True):
    """The day's salt; unlogged, never in a backup, deleted within 48 hours."""

    __tablename__ = "visitor_salt"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    day: date = Field(primary_key=True)
    salt: bytes


class DirtyDay(Row, table=True):
    """A UTC day of an organisation whose rollups no longer match its clicks.

    No foreign key: one click on a link of an organisation that is gone must not hold up everybody's.
    """

    __tablename__ = "dirty_day"

    organisation_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    marked_at: datetime
