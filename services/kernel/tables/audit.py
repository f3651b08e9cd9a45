"""The audit log: append-only, a hash chain per organisation. Names are looked up when it is read, never stored in it.

How an event joins the chain stands here, because api and publisher both write to it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, Index, func, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from kernel.kit.ids import new_id
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


def hash_of(event: Event) -> bytes:
    """SHA-256 over the hash before and the event's canonical form (JSON, keys sorted, no spaces, UTC to the microsecond)."""
    return _hash({name: getattr(event, name) for name in _HASHED}, event.previous)


def _hash(said: dict[str, Any], previous: bytes) -> bytes:
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in said.items()}
    plain["at"] = said["at"].astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """What an event says. `verb` is `thing.done`; without `actor_id` the installation itself did it.

    `detail` holds ids, states and numbers, never anything a person wrote: it cannot be erased.
    """

    verb: str
    subject_kind: str
    subject_id: UUID | None
    actor_id: UUID | None = None
    about_person_id: UUID | None = None
    detail: dict[str, Any] = field(default_factory=dict[str, Any])


async def append_event(
    session: AsyncSession,
    organisation_id: UUID,
    verb: str,
    *,
    subject_kind: str,
    subject_id: UUID | None,
    actor_id: UUID | None = None,
    about_person_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add an event, as the last thing a transaction does: it waits for its turn in the organisation's one line."""
    entry = Entry(verb, subject_kind, subject_id, actor_id, about_person_id, detail or {})
    await append_events(session, organisation_id, [entry])


async def append_events(session: AsyncSession, organisation_id: UUID, entries: Sequence[Entry]) -> None:
    """Add several, in order, at the cost of one. Like `append_event`, as the last thing a transaction does."""
    if not entries:
        return
    sequence, previous = await _locked_head(session, organisation_id)
    rows: list[dict[str, Any]] = []
    for entry in entries:
        sequence += 1
        said: dict[str, Any] = {
            "organisation_id": organisation_id,
            "id": new_id(),
            "sequence": sequence,
            "at": datetime.now(UTC),
            "actor_kind": "person" if entry.actor_id else "system",
            **{name: getattr(entry, name) for name in _SAID},
        }
        digest = _hash(said, previous)
        rows.append(said | {"previous": previous, "hash": digest})
        previous = digest
    await session.execute(insert(_EVENT), rows)
    await session.execute(
        update(EventHead)
        .where(col(EventHead.organisation_id) == organisation_id)
        .values(sequence=sequence, hash=previous)
    )


_EVENT = SQLModel.metadata.tables["event"]
_SAID = tuple(one.name for one in fields(Entry))
_HASHED = ("organisation_id", "id", "sequence", "at", "actor_kind", *_SAID)


async def _locked_head(session: AsyncSession, organisation_id: UUID) -> tuple[int, bytes]:
    """The end of the chain, (sequence, hash), locked until the transaction ends: events form one line."""
    row = insert(EventHead).values(organisation_id=organisation_id, sequence=0, hash=b"")
    locked = row.on_conflict_do_update(
        index_elements=[col(EventHead.organisation_id)], set_={"updated_at": func.clock_timestamp()}
    )
    found = await session.execute(locked.returning(col(EventHead.sequence), col(EventHead.hash)))
    sequence, last = found.one()
    return sequence, last
