"""Delivering posts."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.enqueue import remind
from kernel.tables.audit import append_event
from publisher.features.deliveries import queries


async def hold_profile(session: AsyncSession, organisation_id: UUID, profile_id: UUID, reason: str) -> bool:
    """The network no longer accepts the profile's connection: hold it and all its waiting posts, and say so once.

    `reason` is in plain words, for the person. False where that was known already.
    """
    person_id = await queries.lost_profile(session, organisation_id, profile_id, reason)
    await queries.hold_posts(session, organisation_id, profile_id, reason)
    if person_id is None:
        return False
    await append_event(
        session, organisation_id, "profile.lost", subject_kind="profile", subject_id=profile_id,
        about_person_id=person_id,
    )  # fmt: skip
    return True


async def resume_posts(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> int:
    """The profile is connected again: what waited for that goes out now, or at its time if that is still ahead.

    Renewing the connection is the person's word that it may, however late. Returns how many posts that were.
    """
    resumed = await queries.resume_posts(session, organisation_id, profile_id)
    if resumed:
        remind(session, "publisher")
    return resumed
