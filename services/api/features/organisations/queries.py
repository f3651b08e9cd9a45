"""Every SQL statement about organisations."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.organisations import Organisation


async def organisation(session: AsyncSession, organisation_id: UUID) -> Organisation:
    """The organisation, which the transaction has entered."""
    found = await session.execute(select(Organisation).where(col(Organisation.id) == organisation_id))
    return found.scalar_one()


async def organisation_for_update(session: AsyncSession, organisation_id: UUID) -> Organisation:
    """The organisation, locked until the transaction ends."""
    wanted = select(Organisation).where(col(Organisation.id) == organisation_id).with_for_update()
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one()
