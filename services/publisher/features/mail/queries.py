"""What is read of the people we write to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.organisations import Organisation
from kernel.tables.people import Credential, Person
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post
from publisher.features.mail.schemas import Ending, Loss, Waiting

WAITING = ("scheduled", "retry_wait", "held")


async def ending(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> Ending | None:
    """The connection and its person's address; None where it does not end any more, or no address is known."""
    found = (await session.execute(_addressed(organisation_id, profile_id, "expiring"))).one_or_none()
    if found is None or not found.subject:
        return None
    posts = await _posts_after(session, organisation_id, profile_id, found.expires_at)
    return Ending(found.subject, found.language, found.network, found.handle, posts)


async def loss(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> Loss | None:
    """The lost connection, its person's address, and the posts that wait, the next one first; None as above."""
    found = (await session.execute(_addressed(organisation_id, profile_id, "needs_reconnect"))).one_or_none()
    if found is None or not found.subject:
        return None
    rows = await session.execute(
        select(
            func.timezone(func.coalesce(col(Post.zone), col(Organisation.time_zone)), col(Post.due_at)), col(Post.text)
        )
        .join(Organisation, col(Organisation.id) == col(Post.organisation_id))
        .where(
            col(Post.organisation_id) == organisation_id,
            col(Post.profile_id) == profile_id,
            col(Post.state) == "needs_reconnect",
        )
        .order_by(col(Post.due_at), col(Post.id))
    )
    return Loss(found.subject, found.language, found.network, found.handle, tuple(Waiting(*row) for row in rows))


def _addressed(
    organisation_id: UUID, profile_id: UUID, state: str
) -> Select[str | None, str, str, str, datetime | None]:
    """The profile while it is in that state, and where to write to about it."""
    return (
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
            col(Profile.state) == state,
        )
        .limit(1)
    )


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
