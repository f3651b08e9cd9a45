"""The queue of record: what is to happen later is a row, written in the transaction that wants it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Row, Words, one_of, values_of

JobState = Literal["available", "executing", "retryable", "completed", "discarded"]


class Job(OwnedRow, table=True):
    """`key`, where given, allows one unfinished job of its kind and key. Finished rows are kept a while."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", values_of(JobState)),
        Index("ix_job_turn", "queue", "due_at", postgresql_where=text("state IN ('available', 'retryable')")),
        Index("ix_job_lease", "lease_until", postgresql_where=text("state = 'executing'")),
        Index(
            "uq_job_key",
            "organisation_id",
            "kind",
            "key",
            unique=True,
            postgresql_where=text("key IS NOT NULL AND state IN ('available', 'retryable')"),
        ),
    )

    kind: Words
    queue: Words
    payload: dict[str, Any] = Field(sa_type=JSONB)
    key: MaybeWords = None
    state: Words = "available"
    due_at: datetime
    attempts: int = 0
    epoch: int = 0
    lease_until: datetime | None = None
    last_error: MaybeWords = None
    finished_at: datetime | None = None


class Heartbeat(Row, table=True):
    """That a worker of this name was alive at `updated_at`: what its readiness is judged by."""

    __tablename__ = "heartbeat"

    worker: str = Field(primary_key=True, sa_type=Text)


class Idempotency(Row, table=True):
    """The answer that a POST with an Idempotency-Key was given, for 24 hours."""

    __tablename__ = "idempotency"

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    caller_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True, sa_type=Text)
    request_hash: bytes
    status: int
    headers: dict[str, Any] = Field(sa_type=JSONB)
    body: bytes
