"""Every statement about pictures."""

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.assets import Asset
from kernel.tables.programmes import Programme


async def asset(session: AsyncSession, organisation_id: UUID, asset_id: UUID, *, lock: bool = False) -> Asset | None:
    """A picture of the organisation."""
    wanted = select(Asset).where(col(Asset.organisation_id) == organisation_id, col(Asset.id) == asset_id)
    return await session.scalar(wanted.with_for_update() if lock else wanted)


async def has_programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> bool:
    """Whether the organisation has this programme."""
    return await session.get(Programme, (organisation_id, programme_id)) is not None


async def own_of_a_day(session: AsyncSession, organisation_id: UUID, person_id: UUID) -> int:
    """How many pictures of their own the person has added in the last 24 hours."""
    counted = select(func.count()).where(
        col(Asset.organisation_id) == organisation_id,
        col(Asset.person_id) == person_id,
        col(Asset.created_at) > func.now() - text("interval '1 day'"),
    )
    return await session.scalar(counted) or 0
