"""What is read and written of profiles and of our registrations at networks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.profiles import NetworkApp, Profile, ProfileToken

_PATIENT = text("SET LOCAL idle_in_transaction_session_timeout = '120s'")
"""A network's answer is awaited while the row is locked: longer than our client waits for one."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A profile that its person disconnected, `ago` by the database's clock."""

    network: str
    person_id: UUID
    ago: timedelta


async def be_patient(session: AsyncSession) -> None:
    """Let this transaction wait for a network."""
    await session.execute(_PATIENT)


async def sealed_app(session: AsyncSession, organisation_id: UUID, network: str, instance: str) -> bytes | None:
    """The organisation's registration with a network or one server of it, sealed."""
    return await session.scalar(
        select(col(NetworkApp.sealed)).where(
            col(NetworkApp.organisation_id) == organisation_id,
            col(NetworkApp.network) == network,
            col(NetworkApp.instance) == instance,
        )
    )


async def move_expiry(session: AsyncSession, organisation_id: UUID, profile_id: UUID, at: datetime | None) -> None:
    """The connection now ends at `at`."""
    await session.execute(
        update(Profile)
        .where(col(Profile.organisation_id) == organisation_id, col(Profile.id) == profile_id)
        .values(expires_at=at)
    )


async def network_of(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> str | None:
    """The network of a profile that is or was connected and has not been given up, else None."""
    return await session.scalar(
        select(col(Profile.network)).where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.id) == profile_id,
            col(Profile.state).in_(("connected", "expiring", "needs_reconnect")),
        )
    )


async def profile_for_update(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> Profile | None:
    """The profile, locked, unless it has been given up."""
    return await session.scalar(
        select(Profile)
        .where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.id) == profile_id,
            col(Profile.state) != "revoked",
        )
        .with_for_update()
    )


async def database_time(session: AsyncSession) -> datetime:
    """What time it is where everybody agrees."""
    return (await session.execute(select(func.clock_timestamp()))).scalar_one()


async def given_up(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> GivenUp | None:
    """The profile, if its person gave it up."""
    row = await session.execute(
        select(
            col(Profile.network),
            col(Profile.person_id),
            func.clock_timestamp() - func.coalesce(col(Profile.disconnected_at), col(Profile.updated_at)),
        ).where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.id) == profile_id,
            col(Profile.state) == "revoked",
        )
    )
    found = row.one_or_none()
    return None if found is None else GivenUp(*found)


async def connected_elsewhere(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> bool:
    """Whether another profile lives on what this one would give back.

    That is the same account at the network connected twice, or a page beside its person's other profiles there: a page's
    token may be its person's own, and a network may end all of a person's consent at once.
    """
    given, other = select(Profile).where(col(Profile.id) == profile_id).subquery(), Profile
    found = await session.scalar(
        select(col(other.id))
        .join(
            given,
            (given.c.organisation_id == col(other.organisation_id))
            & (given.c.network == col(other.network))
            & (given.c.instance == col(other.instance))
            & (given.c.id != col(other.id))
            & (
                (given.c.external_id == col(other.external_id))
                | (
                    (given.c.person_id == col(other.person_id))
                    & ((given.c.kind == "page") | (col(other.kind) == "page"))
                    & (col(other.state) != "declared")
                )
            ),
        )
        .where(col(other.organisation_id) == organisation_id, col(other.state) != "revoked")
        .limit(1)
    )
    return found is not None


async def locked_token(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> bool:
    """Whether the profile has credentials; nobody renews or deletes them until the transaction ends."""
    found = await session.scalar(
        select(col(ProfileToken.profile_id))
        .where(col(ProfileToken.organisation_id) == organisation_id, col(ProfileToken.profile_id) == profile_id)
        .with_for_update()
    )
    return found is not None


async def delete_token(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> None:
    """Forget the profile's credentials."""
    await session.execute(
        delete(ProfileToken).where(
            col(ProfileToken.organisation_id) == organisation_id, col(ProfileToken.profile_id) == profile_id
        )
    )
