"""The queue's door to mail."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.contract import Job
from kernel.jobs.drain import Handler
from kernel.jobs.mail import SendCode, SendLoss, SendReminder
from publisher.features.mail.service import Mailer


def handlers(mailer: Mailer) -> dict[type[Job], Handler]:
    """What to do for each job of this room."""

    async def send_code(_session: AsyncSession, organisation_id: UUID, job: SendCode) -> None:
        await mailer.send_code(organisation_id, job)

    async def send_reminder(session: AsyncSession, organisation_id: UUID, job: SendReminder) -> None:
        await mailer.send_reminder(session, organisation_id, job)

    async def send_loss(session: AsyncSession, organisation_id: UUID, job: SendLoss) -> None:
        await mailer.send_loss(session, organisation_id, job)

    return {SendCode: send_code, SendReminder: send_reminder, SendLoss: send_loss}
