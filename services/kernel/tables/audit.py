"""The audit log: append-only, a hash chain per organisation. Names are looked up when it is read, never stored in it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from kernel.tables.base import OwnedRow, Row, Visibility, Words, one_of, personal, unique, values_of

ActorKind = Literal["person", "key", "system"]


class Event(OwnedRow, table=True):
    """`hash` is SHA-256 over the one before and this row's canonical form; `about_person_id` is who may read it too."""

    __tablename__ = "event"
    __table_args__ = (
        unique("sequence"),
        one_of("actor_kind", values_of(ActorKind)),
        Index("ix_event_about", "organisation_id", "about_person_id", "sequence"),
    )

    sequence: int = Field(sa_type=BigInteger)
    at: datetime
    actor_kind: Words
    actor_id: UUID | None = Field(default=None, sa_column_kwargs=personal(Visibility.MANAGERS))
    verb: Words
    subject_kind: Words
    subject_id: UUID | None = None
    about_person_id: UUID | None = Field(default=None, sa_column_kwargs=personal(Visibility.MANAGERS))
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    previous: bytes
    hash: bytes


class EventHead(Row, table=True):
    """The end of an organisation's chain; its row lock gives events their order."""

    __tablename__ = "event_head"

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    sequence: int = Field(default=0, sa_type=BigInteger)
    hash: bytes = b""
