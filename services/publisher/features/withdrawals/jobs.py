"""The queue's door to withdrawals."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.contract import Job
from kernel.jobs.drain import Handler
from kernel.jobs.withdrawals import WithdrawConsent
from kernel.kit.secrets import AppSecrets, Opener
from publisher.features.withdrawals import service


def handlers(opener: Opener, secrets: AppSecrets) -> dict[type[Job], Handler]:
    """What to do for each job of this room."""

    async def withdraw(session: AsyncSession, organisation_id: UUID, job: WithdrawConsent) -> None:
        await service.withdraw_consent(session, opener, secrets, organisation_id, job)

    return {WithdrawConsent: withdraw}
