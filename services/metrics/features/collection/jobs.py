"""The queue's door to collection."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.collection import ReadPost, ReadProfile
from kernel.jobs.contract import Job
from kernel.jobs.drain import Handler
from metrics.features.collection.service import Reader


def handlers(reader: Reader) -> dict[type[Job], Handler]:
    """What to do for each job of this room."""

    async def read_post(session: AsyncSession, organisation_id: UUID, job: ReadPost) -> None:
        await reader.read_post(session, organisation_id, job)

    async def read_profile(session: AsyncSession, organisation_id: UUID, job: ReadProfile) -> None:
        await reader.read_profile(session, organisation_id, job)

    return {ReadPost: read_post, ReadProfile: read_profile}
