"""What is read of the people we write to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.organisations import Organisation
from kernel.tables.people import Credential, Person
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post
from publisher.features.mail.schemas import Ending

WAITING = ("scheduled", "retry_wait", "held")


async def ending(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> Ending | None:
    """The connection and its person's address; None where it does not end any more, or no address is known."""
    row = await session.execute(
        select(
            col(Credential.subject),
            func.coalesce(col(Person.locale), col(Organisation.locale)).label("language"),
            col(Profile.network),
            col(Profile.handle),
            col(Profile.expires_at),
        )
        .select_from(Profile)
        .join(Credential, (col(Credential.person_id) == col(Profile.person_id)) & (col(Credential.kind) == "email"))
        .join(Organisation, col(Organisation.id) == col(Profile.organisation_id))
        .outerjoin(Person, col(Person.id) == col(Profile.person_id))
        .where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.id) == profile_id,
            col(Profile.state) == "expiring",
        )
        .limit(1)
    )
    found = row.one_or_none()
    if found is None or not found.subject:
        return None
    posts = await _posts_after(session, organisation_id, profile_id, found.expires_at)
    return Ending(found.subject, found.language, found.network, found.handle, posts)


async def _posts_after(session: AsyncSession, organisation_id: UUID, profile_id: UUID, end: datetime | None) -> int:
    """How many of the profile's posts are to go out after `end`."""
    return (
        await session.scalar(
            select(func.count())
            .select_from(Post)
            .where(
                col(Post.organisation_id) == organisation_id,
                col(Post.profile_id) == profile_id,
                col(Post.state).in_(WAITING),
                col(Post.due_at) >= end,
            )
        )
        or 0
    )
