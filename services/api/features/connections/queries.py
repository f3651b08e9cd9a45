"""Every statement about connections under way."""

from uuid import UUID

from sqlalchemy import delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.tables.profiles import Connecting


async def take_connecting(
    session: AsyncSession, organisation_id: UUID, session_id: UUID, state_hash: bytes
) -> Connecting | None:
    """The connection under way with this state, marked as used; None where there is none that still counts."""
    return await session.scalar(
        update(Connecting)
        .where(
            col(Connecting.organisation_id) == organisation_id,
            col(Connecting.session_id) == session_id,
            col(Connecting.state_hash) == state_hash,
            col(Connecting.kind) != "choice",
            col(Connecting.used_at).is_(None),
            col(Connecting.expires_at) > func.clock_timestamp(),
        )
        .values(used_at=func.clock_timestamp())
        .returning(Connecting)
    )


async def choice(session: AsyncSession, organisation_id: UUID, session_id: UUID, number: UUID) -> Connecting | None:
    """The pages that this session may still choose from, locked."""
    return await session.scalar(
        select(Connecting)
        .where(
            col(Connecting.organisation_id) == organisation_id,
            col(Connecting.session_id) == session_id,
            col(Connecting.id) == number,
            col(Connecting.kind) == "choice",
            col(Connecting.expires_at) > func.clock_timestamp(),
        )
        .with_for_update()
    )


async def forget_lapsed(session: AsyncSession, organisation_id: UUID) -> None:
    """Delete what anybody here began and can no longer finish: it holds secrets of a consent."""
    await session.execute(
        delete(Connecting).where(
            col(Connecting.organisation_id) == organisation_id,
            col(Connecting.used_at).is_not(None) | (col(Connecting.expires_at) <= func.clock_timestamp()),
        )
    )
