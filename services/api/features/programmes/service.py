"""Making, reading and changing programmes."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.audit.service import record
from api.features.organisations.service import organisation_shown
from api.features.programmes import policy, queries
from api.features.programmes.errors import EndsBeforeItStarts
from api.features.programmes.schemas import (
    Kind,
    KindDefaults,
    NewProgramme,
    PerLanguage,
    Programme,
    ProgrammePatch,
    WordsPerLanguage,
)
from api.web.pagination import Page, from_cursor, to_cursor
from api.web.versions import check_version, etag_of
from kernel.kit.clock import now
from kernel.kit.errors import NotFound
from kernel.kit.ids import new_id
from kernel.tables.ambassadors import Ambassador
from kernel.tables.programmes import Programme as ProgrammeRow

__all__ = [
    "PerLanguage",
    "WordsPerLanguage",
    "create_programme",
    "list_kinds",
    "list_programmes",
    "new_programme",
    "read_programme",
    "update_programme",
]


async def list_kinds(session: AsyncSession, actor: Actor) -> list[Kind]:
    """The four kinds, with what a programme of each would begin with here."""
    organisation = await organisation_shown(session, actor.organisation_id)
    return [
        Kind(kind=kind.kind, defaults=KindDefaults.model_validate(_defaults(kind, organisation.name)))
        for kind in policy.KINDS.values()
    ]


def _defaults(kind: policy.Kind, organisation: str) -> dict[str, Any]:
    return {
        "joining": kind.joining,
        "approval": kind.approval,
        "min_group_size": kind.min_group_size,
        "lateness_minutes": policy.LATENESS_MINUTES,
        "outcomes": list(kind.outcomes),
        "disclosure": policy.disclosure_of(kind, organisation),
        "words": policy.words_of(kind),
        "question": dict(kind.question),
        "guidelines": dict(policy.GUIDELINES),
    }


async def list_programmes(session: AsyncSession, actor: Actor, *, limit: int, cursor: str | None) -> Page[Programme]:
    """The programmes that the caller is in, by name; to an owner all of the organisation's. Raises CursorUnknown."""
    ids = None if actor.owner else [membership.programme_id for membership in actor.memberships]
    after = from_cursor(cursor, str, UUID) if cursor else None
    rows = await queries.programmes(session, actor.organisation_id, ids, after, limit + 1)
    items = [_shown(row) for row in rows[:limit]]
    return Page[Programme](items=items, next=to_cursor(items[-1].name, items[-1].id) if len(rows) > limit else None)


async def create_programme(session: AsyncSession, actor: Actor, *, new: NewProgramme) -> Programme:
    """Make a programme with its kind's defaults; the owner who makes it administers it.

    Raises Forbidden for all but owners, and EndsBeforeItStarts.
    """
    policy.need_owner(actor)
    organisation = await organisation_shown(session, actor.organisation_id)
    programme = new_programme(actor.organisation_id, organisation.name, new)
    _check_dates(programme)
    session.add(programme)
    await session.flush()
    session.add(
        Ambassador(
            organisation_id=actor.organisation_id,
            programme_id=programme.id,
            person_id=actor.person_id,
            roles=["administrator"],
            state="active",
            languages=[organisation.locale],
            joined_at=now(),
        )
    )
    await session.flush()
    await _note(session, actor, "programme.created", programme, kind=programme.kind)
    return _shown(programme)


def new_programme(organisation_id: UUID, organisation: str, new: NewProgramme) -> ProgrammeRow:
    """The row, not yet written: what `new` says, and for the rest what its kind begins with."""
    said = new.model_dump(exclude_none=True)
    return ProgrammeRow(
        organisation_id=organisation_id, id=new_id(), **_defaults(policy.KINDS[new.kind], organisation) | said
    )


async def read_programme(session: AsyncSession, actor: Actor, *, programme_id: UUID) -> Programme:
    """A programme that the caller is in, or owns. Raises NotFound."""
    if not actor.owner:
        actor.membership(programme_id)
    programme = await queries.programme(session, actor.organisation_id, programme_id)
    if programme is None:
        raise NotFound
    return _shown(programme)


async def update_programme(
    session: AsyncSession, actor: Actor, *, programme_id: UUID, patch: ProgrammePatch, if_match: str | None
) -> Programme:
    """Change a programme.

    Raises NotFound, Forbidden, EndsBeforeItStarts, PreconditionRequired or, for another version, PreconditionFailed.
    """
    actor.need("programmes:write", programme_id)
    programme = await queries.programme_for_update(session, actor.organisation_id, programme_id)
    if programme is None:
        raise NotFound
    check_version(if_match, programme.version)
    if changed := patch.apply_to(programme):
        _check_dates(programme)
        programme.version += 1
        await session.flush()
        await _note(session, actor, "programme.changed", programme, fields=changed)
    return _shown(programme)


def _check_dates(programme: ProgrammeRow) -> None:
    if programme.starts_on and programme.ends_on and programme.ends_on < programme.starts_on:
        raise EndsBeforeItStarts(field="ends_on")


async def _note(
    session: AsyncSession, actor: Actor, verb: str, programme: ProgrammeRow, **detail: str | list[str]
) -> None:
    await record(
        session,
        actor,
        verb,
        subject_kind="programme",
        subject_id=programme.id,
        programme_id=programme.id,
        detail=detail,
    )


def _shown(programme: ProgrammeRow) -> Programme:
    return Programme.model_validate(
        {**programme.model_dump(), "question": programme.question or None, "etag": etag_of(programme.version)}
    )
