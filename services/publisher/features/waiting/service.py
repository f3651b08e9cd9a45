"""Holding a profile that its network no longer accepts, and letting its posts go on when it does."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.enqueue import enqueue, remind
from kernel.jobs.mail import SendLoss
from kernel.tables.audit import append_event
from publisher.features.waiting import queries


async def hold_profile(session: AsyncSession, organisation_id: UUID, profile_id: UUID, reason: str) -> bool:
    """The network no longer accepts the profile's connection: hold it and all its waiting posts, and say so once.

    It is said to the person by mail, and to whoever reads the audit log. `reason` is in plain words, for the person. False where that was known already.
    """
    person_id = await queries.lost_profile(session, organisation_id, profile_id, reason)
    await queries.hold_posts(session, organisation_id, profile_id, reason)
    if person_id is None:
        return False
    await append_event(
        session, organisation_id, "profile.lost", subject_kind="profile", subject_id=profile_id,
        about_person_id=person_id,
    )  # fmt: skip
    await enqueue(session, organisation_id, SendLoss(profile_id=profile_id), key=str(profile_id))
    return True


async def resume_posts(
    session: AsyncSession, organisation_id: UUID, profile_id: UUID, *, however_late: bool = True
) -> int:
    """The profile is connected again: what waited for that goes out now, or at its time if that is still ahead.

    Renewing the connection is the person's word that it may, `however_late`; where the network came round by itself,
    what is too late by now is said to be missed. Returns how many posts that were.
    """
    resumed = await queries.resume_posts(session, organisation_id, profile_id, however_late=however_late)
    if resumed:
        remind(session, "publisher")
    return resumed
