"""Every statement about profiles that were lost and the posts that wait for them."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_LOSE_PROFILE = text(
    "UPDATE profile SET state = 'needs_reconnect', state_reason = :reason, updated_at = clock_timestamp()"
    " WHERE organisation_id = :organisation AND id = :profile AND state IN ('connected', 'expiring')"
    " RETURNING person_id"
)
_HOLD_POSTS = text(
    "UPDATE post SET state = 'needs_reconnect', reason_type = 'connection-lost', reason = :reason,"
    " updated_at = clock_timestamp()"
    " WHERE organisation_id = :organisation AND profile_id = :profile AND state IN ('scheduled', 'retry_wait')"
)
_RESUME_POSTS = text(
    "UPDATE post SET state = 'scheduled', reason_type = NULL, reason = NULL, tries = 0,"
    " due_at = CASE WHEN :late THEN GREATEST(due_at, clock_timestamp()) ELSE due_at END,"
    " turn_at = GREATEST(due_at, clock_timestamp()),"
    " updated_at = clock_timestamp()"
    " WHERE organisation_id = :organisation AND profile_id = :profile AND state = 'needs_reconnect' RETURNING id"
)


async def lost_profile(session: AsyncSession, organisation_id: UUID, profile_id: UUID, reason: str) -> UUID | None:
    """Mark the profile as one to connect again; its person, or None where it was not connected."""
    return await session.scalar(
        _LOSE_PROFILE, {"organisation": organisation_id, "profile": profile_id, "reason": reason}
    )


async def hold_posts(session: AsyncSession, organisation_id: UUID, profile_id: UUID, reason: str) -> None:
    """Let the profile's waiting posts wait for its person."""
    await session.execute(_HOLD_POSTS, {"organisation": organisation_id, "profile": profile_id, "reason": reason})


async def resume_posts(session: AsyncSession, organisation_id: UUID, profile_id: UUID, *, however_late: bool) -> int:
    """Schedule again what waited for the connection, as due from now where that is past; how many posts that were."""
    values = {"organisation": organisation_id, "profile": profile_id, "late": however_late}
    found = await session.scalars(_RESUME_POSTS, values)
    return len(found.all())
