"""Writing the log, reading it, and proving that it is whole."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.audit import queries
from api.features.audit.errors import NotForTheLog
from api.features.audit.schemas import Event, EventActor, EventSubject
from api.web.pagination import Page, from_cursor, to_cursor
from kernel.kit.errors import Forbidden
from kernel.tables.audit import Event as EventRow
from kernel.tables.audit import append_event, hash_of

VIEWED = ("ambassadors.viewed",)
"""Verbs of looking at a list of named people; their subject is the programme."""
LONGEST_WORD = 80
_VERB = re.compile(r"[a-z_]+\.[a-z_]+")

Detail = Mapping[str, str | int | bool | Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did something where there is no Actor: a person signing in or joining, or with none the installation itself."""

    organisation_id: UUID
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What checking an organisation's log found. `head` is the last hash, worth keeping outside the database."""

    events: int
    head: bytes
    broken_at: int | None


async def record(
    session: AsyncSession,
    actor: Actor | Doer,
    verb: str,
    *,
    subject_kind: str,
    subject_id: UUID | None,
    about_person_id: UUID | None = None,
    programme_id: UUID | None = None,
    detail: Detail | None = None,
) -> None:
    """Add an event, as the last thing a transaction does: it waits for its turn in the organisation's one line.

    `verb` is `thing.done`. `about_person_id` is whose data it concerns: they may read it too. With `programme_id` that
    programme's administrators may; without, owners only. `detail` holds ids, states and numbers, never a name or
    anything a person wrote: it cannot be erased. Raises NotForTheLog for what plainly is neither.
    """
    _check(verb, detail or {})
    programme = {"programme_id": str(programme_id)} if programme_id else {}
    await append_event(
        session,
        actor.organisation_id,
        verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor_id=actor.person_id,
        about_person_id=about_person_id,
        detail={**(detail or {}), **programme},
    )


async def record_view(session: AsyncSession, actor: Actor, verb: str, programme_id: UUID) -> None:
    """Note that a list of named people of the programme was looked at; once an hour for each who looks."""
    if await queries.recently_done(session, actor.organisation_id, verb, programme_id, actor.person_id):
        return
    await record(session, actor, verb, subject_kind="programme", subject_id=programme_id, programme_id=programme_id)


def _check(verb: str, detail: Detail) -> None:
    if not _VERB.fullmatch(verb):
        raise NotForTheLog("a verb is thing.done")
    for key, value in detail.items():
        words = [value] if isinstance(value, str) else value if isinstance(value, Sequence) else []
        if any("@" in word or len(word) > LONGEST_WORD for word in words):
            raise NotForTheLog(f"{key} looks like something a person wrote")


async def check_chain(session: AsyncSession, organisation_id: UUID) -> Chain:
    """Walk the organisation's log from the first event. A changed, missing or added event breaks it where it stands.

    That nothing was cut off at the end, or everything written anew, only a head kept elsewhere can show.
    """
    sequence, last = 0, b""
    async with aclosing(queries.chain(session, organisation_id)) as events:
        async for event in events:
            if event.sequence != sequence + 1 or event.previous != last or event.hash != hash_of(event):
                return Chain(sequence, last, broken_at=sequence + 1)
            sequence, last = event.sequence, event.hash
    head = await queries.head(session, organisation_id)
    whole = (head.sequence, head.hash) == (sequence, last) if head else sequence == 0
    return Chain(sequence, last, broken_at=None if whole else sequence + 1)


async def list_events(session: AsyncSession, actor: Actor, *, limit: int, cursor: str | None) -> Page[Event]:
    """What was done, newest first: to an owner everything, to an administrator what concerns their programmes.

    Raises Forbidden for everyone else.
    """
    programmes = actor.programmes_with("audit:read")
    if not actor.owner and not programmes:
        raise Forbidden
    wanted = None if actor.owner else programmes
    rows = await queries.events(session, actor.organisation_id, wanted, _before(cursor), limit + 1)
    return await _page(session, actor.organisation_id, rows, limit)


async def list_my_events(session: AsyncSession, actor: Actor, *, limit: int, cursor: str | None) -> Page[Event]:
    """Who changed or looked at the person's own data, newest first."""
    rows = await queries.events_about(
        session, actor.organisation_id, actor.person_id, VIEWED, _before(cursor), limit + 1
    )
    return await _page(session, actor.organisation_id, rows, limit)


def _before(cursor: str | None) -> int | None:
    return from_cursor(cursor, int)[0] if cursor else None


async def _page(
    session: AsyncSession, organisation_id: UUID, rows: Sequence[Row[EventRow, str]], limit: int
) -> Page[Event]:
    shown = rows[:limit]
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for event, _ in shown:
        if event.subject_id is not None:
            wanted[event.subject_kind].add(event.subject_id)
    names: dict[UUID, str] = {}
    for kind, ids in wanted.items():
        names |= await queries.names(session, organisation_id, kind, sorted(ids))
    items = [_shown(event, actor, names) for event, actor in shown]
    return Page[Event](items=items, next=to_cursor(shown[-1][0].sequence) if len(rows) > limit else None)


def _shown(event: EventRow, actor_name: str | None, names: dict[UUID, str]) -> Event:
    name = names.get(event.subject_id) if event.subject_id else None
    return Event(
        id=event.id,
        sequence=event.sequence,
        at=event.at,
        actor=EventActor.model_validate({"kind": event.actor_kind, "name": actor_name}),
        verb=event.verb,
        subject=EventSubject(kind=event.subject_kind, id=event.subject_id, name=name),
        detail=event.detail,
    )
