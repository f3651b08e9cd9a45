"""The queue's door to connections."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.connections import ProbeProfile, RenewProfile, RevokeProfile
from kernel.jobs.contract import Job
from kernel.jobs.drain import Handler
from publisher.features.connections.service import Connections


def handlers(connections: Connections) -> dict[type[Job], Handler]:
    """What to do for each job of this room."""

    async def probe(session: AsyncSession, organisation_id: UUID, job: ProbeProfile) -> None:
        await connections.probe_profile(session, organisation_id, job.profile_id)

    async def renew(_: AsyncSession, organisation_id: UUID, job: RenewProfile) -> None:
        await connections.renew_profile(organisation_id, job.profile_id)

    async def revoke(session: AsyncSession, organisation_id: UUID, job: RevokeProfile) -> None:
        await connections.revoke_profile(session, organisation_id, job.profile_id)

    return {ProbeProfile: probe, RenewProfile: renew, RevokeProfile: revoke}
