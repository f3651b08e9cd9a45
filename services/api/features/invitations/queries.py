"""Every SQL statement about invitations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.invitations import Invitation
from kernel.tables.organisations import Organisation
from kernel.tables.programmes import Programme


async def by_code(session: AsyncSession, code: str) -> Invitation | None:
    """The invitation, of whatever organisation; the transaction must have shown its code."""
    return (await session.scalars(select(Invitation).where(col(Invitation.code) == code))).one_or_none()


async def invitation(session: AsyncSession, organisation_id: UUID, invitation_id: UUID) -> Invitation | None:
    """One of the organisation's invitations."""
    return await session.get(Invitation, (organisation_id, invitation_id))


async def invitation_for_update(session: AsyncSession, organisation_id: UUID, invitation_id: UUID) -> Invitation | None:
    """The invitation, locked until the transaction ends: those who join by it do so one after the other."""
    key = (organisation_id, invitation_id)
    return await session.get(Invitation, key, with_for_update=True, populate_existing=True)


async def invitations(
    session: AsyncSession, organisation_id: UUID, programme_id: UUID, before: UUID | None, limit: int
) -> Sequence[Invitation]:
    """The programme's invitations, newest first."""
    wanted = select(Invitation).where(
        col(Invitation.organisation_id) == organisation_id, col(Invitation.programme_id) == programme_id
    )
    if before is not None:
        wanted = wanted.where(col(Invitation.id) < before)
    return (await session.scalars(wanted.order_by(col(Invitation.id).desc()).limit(limit))).all()


async def organisation(session: AsyncSession, organisation_id: UUID) -> Organisation:
    """The organisation that the transaction has entered."""
    return await session.get_one(Organisation, organisation_id)


async def programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme | None:
    """One of the organisation's programmes."""
    return await session.get(Programme, (organisation_id, programme_id))
