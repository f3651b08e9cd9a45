"""Every SQL statement about people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import case, delete, literal, select, text, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.kit.ids import new_id
from kernel.tables.ambassadors import Ambassador
from kernel.tables.organisations import OrganisationRole
from kernel.tables.people import Credential, Person, Session
from kernel.tables.programmes import Programme

_LIVE = text("ends_at > clock_timestamp() AND seen_at + make_interval(secs => idle_seconds) > clock_timestamp()")


async def person(session: AsyncSession, person_id: UUID) -> Person:
    """The person as whom the transaction acts."""
    return (await session.execute(select(Person).where(col(Person.id) == person_id))).scalar_one()


async def person_for_update(session: AsyncSession, person_id: UUID) -> Person:
    """The person as whom the transaction acts, locked."""
    wanted = select(Person).where(col(Person.id) == person_id).with_for_update()
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one()


async def credential_by(session: AsyncSession, lookup: bytes) -> UUID | None:
    """Whose credential this is; the transaction must have shown its digest."""
    found = await session.execute(select(col(Credential.person_id)).where(col(Credential.lookup) == lookup))
    return found.scalar_one_or_none()


async def credentials(session: AsyncSession, person_id: UUID) -> Sequence[Credential]:
    """The person's ways in."""
    return (await session.scalars(select(Credential).where(col(Credential.person_id) == person_id))).all()


async def replaced_credential(
    session: AsyncSession, person_id: UUID, kind: str, lookup: bytes, subject: str | None
) -> bool:
    """The person's one credential of this kind is now this one. False where somebody else has it; then nothing changed."""
    row = Credential(id=new_id(), person_id=person_id, kind=kind, lookup=lookup, subject=subject)
    added = (
        insert(Credential).values(**row.model_dump()).on_conflict_do_nothing(index_elements=[col(Credential.lookup)])
    )
    new = (await session.execute(added.returning(col(Credential.id)))).scalar_one_or_none()
    if new is None:
        return await credential_by(session, lookup) == person_id
    mine = (col(Credential.person_id) == person_id) & (col(Credential.kind) == kind)
    await session.execute(delete(Credential).where(mine, col(Credential.id) != new))
    return True


async def home(session: AsyncSession, person_id: UUID) -> UUID | None:
    """The organisation to be at work in: where the person was last, of those they still belong to, or the first.

    One that they have left comes last, so that a way to their own data remains. None for one who never belonged to any.
    """
    here = col(Ambassador.state).in_(("active", "paused", "applied"))
    joined = select(  # pyright: ignore[reportUnknownVariableType]
        col(Ambassador.organisation_id).label("id"),  # pyright: ignore[reportUnknownArgumentType]
        case((here, literal(0)), else_=literal(2)).label("turn"),
        col(Ambassador.created_at).label("since"),  # pyright: ignore[reportUnknownArgumentType]
    ).where(col(Ambassador.person_id) == person_id)
    owned: Any = select(col(OrganisationRole.organisation_id), literal(0), col(OrganisationRole.created_at)).where(
        col(OrganisationRole.person_id) == person_id
    )
    places = union_all(joined, owned).subquery()  # pyright: ignore[reportUnknownArgumentType]
    last = (
        select(col(Session.organisation_id))
        .where(col(Session.person_id) == person_id)
        .order_by(col(Session.seen_at).desc())
        .limit(1)
        .scalar_subquery()
    )
    turn = case((places.c.turn == 2, 2), (places.c.id == last, 0), else_=1)  # noqa: PLR2004  (left: last of all)
    found = await session.execute(select(places.c.id).order_by(turn, places.c.since).limit(1))
    return found.scalar_one_or_none()


async def open_sessions(session: AsyncSession, person_id: UUID) -> Sequence[Session]:
    """The person's sessions that still count, the last used first."""
    wanted = select(Session).where(col(Session.person_id) == person_id, _LIVE).order_by(col(Session.seen_at).desc())
    return (await session.scalars(wanted)).all()


async def programmes(session: AsyncSession, organisation_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Programme]:
    """Programmes of the organisation by their id."""
    wanted = select(Programme).where(col(Programme.organisation_id) == organisation_id, col(Programme.id).in_(ids))
    return {programme.id: programme for programme in await session.scalars(wanted)}
