"""The queue's door to stories."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.contract import Job
from kernel.jobs.drain import Handler
from kernel.jobs.stories import TurnStory
from publisher.features.stories.service import turn_story


def handlers() -> dict[type[Job], Handler]:
    """What to do for each job of this room."""

    async def turn(session: AsyncSession, organisation_id: UUID, job: TurnStory) -> None:
        await turn_story(session, organisation_id, job.story_id)

    return {TurnStory: turn}
