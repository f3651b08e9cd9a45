"""Every statement about what a withdrawn consent leaves behind."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.lifecycles.posts import posts

MAY_BE_OUT = ("ask_person", "opened")
"""States of posts that may be on the network already: giving a profile up does not make them untrue."""
GIVEN_UP = [state for state in posts.before("cancelled") if state not in MAY_BE_OUT]

_HELD = text(
    "SELECT p.id AS profile_id, p.person_id, p.external_id, t.sealed FROM profile p"
    " LEFT JOIN profile_token t ON t.organisation_id = p.organisation_id AND t.profile_id = p.id"
    " WHERE p.organisation_id = :organisation AND p.network = :network AND p.state <> 'declared' AND p.external_id <> ''"
    " AND (:all OR p.state <> 'revoked') ORDER BY p.id"
)
_GIVE_UP = text(
    "UPDATE profile SET state = 'revoked', disconnected_at = clock_timestamp(), updated_at = clock_timestamp()"
    " WHERE organisation_id = :organisation AND id = :profile AND state <> 'revoked'"
)
_CANCEL = text(
    "UPDATE post SET state = 'cancelled', reason_type = 'profile-disconnected', reason = NULL,"
    " updated_at = clock_timestamp()"
    " WHERE organisation_id = :organisation AND profile_id = :profile AND state = ANY(:states)"
)
_FORGET = (
    text(
        "UPDATE profile SET external_id = '', handle = '', display_name = '', avatar_url = NULL, service = NULL,"
        " state_reason = NULL, instance_rules = '{}', scopes = '{}'"
        " WHERE organisation_id = :organisation AND id = :profile"
    ),
    text("UPDATE post SET external_url = NULL WHERE organisation_id = :organisation AND profile_id = :profile"),
    text("DELETE FROM profile_reading WHERE organisation_id = :organisation AND profile_id = :profile"),
    text(
        "DELETE FROM post_reading r USING post o WHERE r.organisation_id = :organisation AND r.source = 'network'"
        " AND o.organisation_id = r.organisation_id AND o.id = r.post_id AND o.profile_id = :profile"
    ),
)
_DELETE_TOKEN = text("DELETE FROM profile_token WHERE organisation_id = :organisation AND profile_id = :profile")


class Held(NamedTuple):
    """A profile that was connected, and its token where there is one."""

    profile_id: UUID
    person_id: UUID
    external_id: str
    sealed: bytes | None


async def held_at(session: AsyncSession, organisation_id: UUID, network: str, *, given_up: bool) -> list[Held]:
    """Everybody's profiles there, with `given_up` also those that were given up before."""
    values = {"organisation": organisation_id, "network": network, "all": given_up}
    found = await session.execute(_HELD, values)
    return [Held(*row) for row in found]


async def give_up(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> None:
    """End the profile and cancel what waits for it."""
    values = {"organisation": organisation_id, "profile": profile_id}
    await session.execute(_GIVE_UP, values)
    await session.execute(_CANCEL, values | {"states": GIVEN_UP})


async def forget(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> None:
    """Delete what the network told of the account and of posts on it."""
    for statement in _FORGET:
        await session.execute(statement, {"organisation": organisation_id, "profile": profile_id})


async def delete_token(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> None:
    """Delete what would let us act on the profile."""
    await session.execute(_DELETE_TOKEN, {"organisation": organisation_id, "profile": profile_id})
