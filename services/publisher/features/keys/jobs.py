"""The queue's door to keys."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.contract import Job
from kernel.jobs.drain import Handler
from kernel.jobs.keys import Reseal
from publisher.features.keys.service import Keys


def handlers(keys: Keys) -> dict[type[Job], Handler]:
    """What to do for each job of this room."""

    async def reseal(session: AsyncSession, organisation_id: UUID, job: Reseal) -> None:
        await keys.reseal(session, organisation_id, job.after)

    return {Reseal: reseal}
