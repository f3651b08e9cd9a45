"""Every statement about profiles."""

from uuid import UUID

from sqlalchemy import func, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.tables.profiles import Profile
from kernel.tables.shares import Post

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('profiles ' || :person, 0))")


async def hold_profiles(session: AsyncSession, person_id: UUID) -> None:
    """Until the transaction ends, nobody else adds a profile for this person: a row that is missing cannot be locked."""
    await session.execute(_ONE_AT_A_TIME, {"person": str(person_id)})


async def profiles_of(session: AsyncSession, organisation_id: UUID, person_id: UUID) -> list[Profile]:
    """The person's profiles that are not given up, oldest first."""
    found = await session.scalars(
        select(Profile)
        .where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.person_id) == person_id,
            col(Profile.state) != "revoked",
        )
        .order_by(col(Profile.id))
    )
    return list(found)


async def own_profile(
    session: AsyncSession, organisation_id: UUID, person_id: UUID, profile_id: UUID, *, lock: bool = False
) -> Profile | None:
    """One of the person's own profiles that is not given up."""
    query = select(Profile).where(
        col(Profile.organisation_id) == organisation_id,
        col(Profile.person_id) == person_id,
        col(Profile.id) == profile_id,
        col(Profile.state) != "revoked",
    )
    return await session.scalar(query.with_for_update() if lock else query)


async def same_account(
    session: AsyncSession, organisation_id: UUID, person_id: UUID, network: str, instance: str, external_id: str
) -> Profile | None:
    """The person's profile of this very account, locked."""
    return await session.scalar(
        select(Profile)
        .where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.person_id) == person_id,
            col(Profile.network) == network,
            col(Profile.instance) == instance,
            col(Profile.external_id) == external_id,
            col(Profile.state) != "revoked",
        )
        .with_for_update()
    )


async def cancel_posts(session: AsyncSession, profile: Profile, states: tuple[str, ...], reason_type: str) -> None:
    """Cancel the profile's posts that are in one of `states`."""
    await session.execute(
        update(Post)
        .where(
            col(Post.organisation_id) == profile.organisation_id,
            col(Post.profile_id) == profile.id,
            col(Post.state).in_(states),
        )
        .values(state="cancelled", reason_type=reason_type, reason=None)
    )


async def resume_posts(session: AsyncSession, profile: Profile) -> None:
    """Let posts that waited for the profile go out at their time, or now where that has passed: it is the person's word."""
    at = func.greatest(col(Post.due_at), func.clock_timestamp())
    await session.execute(
        update(Post)
        .where(
            col(Post.organisation_id) == profile.organisation_id,
            col(Post.profile_id) == profile.id,
            col(Post.state) == "needs_reconnect",
        )
        .values(state="scheduled", reason_type=None, reason=None, tries=0, due_at=at, turn_at=at)
    )
