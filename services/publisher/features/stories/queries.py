"""What is read and written of a story's turns."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.stories import Story


@dataclass(frozen=True, slots=True)
class Turning:
    """A story, locked, and the time at the database as it was."""

    story: Story
    at: datetime


async def story_to_turn(session: AsyncSession, organisation_id: UUID, story_id: UUID) -> Turning | None:
    """The story, locked until the transaction ends; None where there is none (any more)."""
    query = select(Story).where(col(Story.organisation_id) == organisation_id, col(Story.id) == story_id)
    story = await session.scalar(query.with_for_update())
    at = await session.scalar(select(func.clock_timestamp()))
    return None if story is None or at is None else Turning(story, at)
