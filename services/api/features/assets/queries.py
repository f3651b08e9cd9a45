"""Every statement about pictures."""

from uuid import UUID

from sqlalchemy import select
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
