"""What is read and written of profiles and of our registrations at networks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.profiles import NetworkApp, Profile

_PATIENT = text("SET LOCAL idle_in_transaction_session_timeout = '120s'")
"""A network's answer is awaited while the row is locked: longer than our client waits for one."""


async def be_patient(session: AsyncSession) -> None:
    """Let this transaction wait for a network."""
    await session.execute(_PATIENT)


async def sealed_app(session: AsyncSession, organisation_id: UUID, network: str, instance: str) -> bytes | None:
    """The organisation's registration with a network or one server of it, sealed."""
    return await session.scalar(
        select(col(NetworkApp.sealed)).where(
            col(NetworkApp.organisation_id) == organisation_id,
            col(NetworkApp.network) == network,
            col(NetworkApp.instance) == instance,
        )
    )


async def move_expiry(session: AsyncSession, organisation_id: UUID, profile_id: UUID, at: datetime | None) -> None:
    """The connection now ends at `at`."""
    await session.execute(
        update(Profile)
        .where(col(Profile.organisation_id) == organisation_id, col(Profile.id) == profile_id)
        .values(expires_at=at)
    )
