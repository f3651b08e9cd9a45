"""What is read and written of sealed rows."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.profiles import NetworkApp, ProfileToken


async def tokens_of_old_keys(
    session: AsyncSession, organisation_id: UUID, present: str, after: UUID | None, limit: int
) -> Sequence[tuple[UUID, bytes]]:
    """(profile, sealed) of the next tokens that another key sealed, locked: nobody renews them meanwhile."""
    query = (
        select(col(ProfileToken.profile_id), col(ProfileToken.sealed))
        .where(col(ProfileToken.organisation_id) == organisation_id, col(ProfileToken.key_id) != present)
        .order_by(col(ProfileToken.profile_id))
        .limit(limit)
        .with_for_update()
    )
    if after is not None:
        query = query.where(col(ProfileToken.profile_id) > after)
    return [(row.profile_id, row.sealed) for row in await session.execute(query)]


async def write_token(session: AsyncSession, organisation_id: UUID, profile_id: UUID, sealed: bytes, key: str) -> None:
    """The same token, sealed anew."""
    await session.execute(
        update(ProfileToken)
        .where(col(ProfileToken.organisation_id) == organisation_id, col(ProfileToken.profile_id) == profile_id)
        .values(sealed=sealed, key_id=key, updated_at=func.clock_timestamp())
    )


async def apps_for_update(session: AsyncSession, organisation_id: UUID) -> Sequence[NetworkApp]:
    """The organisation's registrations at networks, locked."""
    query = select(NetworkApp).where(col(NetworkApp.organisation_id) == organisation_id).with_for_update()
    return (await session.scalars(query)).all()
