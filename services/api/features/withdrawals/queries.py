"""Every statement about withdrawals: the audit log is where they stand."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.tables.audit import Event

KIND = "withdrawal"


async def events_of(session: AsyncSession, organisation_id: UUID, receipt: UUID) -> Sequence[Event]:
    """What was noted of this withdrawal, oldest first."""
    found = await session.scalars(
        select(Event)
        .where(
            col(Event.organisation_id) == organisation_id,
            col(Event.subject_kind) == KIND,
            col(Event.subject_id) == receipt,
        )
        .order_by(col(Event.sequence))
    )
    return found.all()
