"""Every SQL statement about members."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.kit.clock import now
from kernel.lifecycles.posts import posts
from kernel.tables.ambassadors import Ambassador
from kernel.tables.people import Person
from kernel.tables.profiles import Profile
from kernel.tables.programmes import Programme
from kernel.tables.shares import Post, Share

HERE_OR_WAITING = ("applied", "invited", "active", "paused")
_MAY_BE_OUT = ("opened", "ask_person")
STOPPED = tuple(state for state in posts.before("cancelled") if state not in _MAY_BE_OUT)
"""Posts that leaving cancels. What may be on the network already stays as it is: it counts in the totals."""


async def programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme | None:
    """One of the organisation's programmes."""
    return await session.get(Programme, (organisation_id, programme_id))


async def ambassador_for_update(session: AsyncSession, organisation_id: UUID, ambassador_id: UUID) -> Ambassador | None:
    """A membership, locked until the transaction ends."""
    key = (organisation_id, ambassador_id)
    return await session.get(Ambassador, key, with_for_update=True, populate_existing=True)


async def memberships_for_update(
    session: AsyncSession, organisation_id: UUID, ambassador_id: UUID
) -> Sequence[Ambassador]:
    """All memberships in the organisation of the person behind one of them, locked in one order for everybody."""
    person = select(col(Ambassador.person_id)).where(
        col(Ambassador.organisation_id) == organisation_id, col(Ambassador.id) == ambassador_id
    )
    wanted = (
        select(Ambassador)
        .where(
            col(Ambassador.organisation_id) == organisation_id,
            col(Ambassador.person_id) == person.scalar_subquery(),
        )
        .order_by(col(Ambassador.id))
    )
    return (await session.scalars(wanted.with_for_update().execution_options(populate_existing=True))).all()


async def membership_for_update(session: AsyncSession, programme: Programme, person_id: UUID) -> Ambassador | None:
    """The person's membership in the programme, in whatever state, locked."""
    wanted = select(Ambassador).where(
        col(Ambassador.organisation_id) == programme.organisation_id,
        col(Ambassador.programme_id) == programme.id,
        col(Ambassador.person_id) == person_id,
    )
    return (await session.scalars(wanted.with_for_update())).one_or_none()


async def add_ambassador(session: AsyncSession, row: Ambassador) -> bool:
    """Write a membership; False where the person has one in this programme by now."""
    added = insert(Ambassador).values(**row.model_dump()).on_conflict_do_nothing().returning(col(Ambassador.id))
    return (await session.execute(added)).one_or_none() is not None


async def name_of(session: AsyncSession, person_id: UUID) -> str:
    """What a member of the organisation is called."""
    return (await session.execute(select(col(Person.name)).where(col(Person.id) == person_id))).scalar_one()


async def ambassadors(
    session: AsyncSession,
    programme: Programme,
    *,
    states: Sequence[str],
    role: str | None,
    words: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Sequence[Row[Ambassador, str, str]]:
    """Members, each with their name and the name they are sorted by."""
    by_name = func.lower(col(Person.name))
    wanted = (
        select(Ambassador, col(Person.name), by_name)
        .join(Person, col(Person.id) == col(Ambassador.person_id))
        .where(
            col(Ambassador.organisation_id) == programme.organisation_id,
            col(Ambassador.programme_id) == programme.id,
            col(Ambassador.state).in_(states),
        )
    )
    if role is not None:
        wanted = wanted.where(col(Ambassador.roles).contains([role]))
    if words:
        wanted = wanted.where(by_name.contains(words.lower(), autoescape=True))
    if after is not None:
        wanted = wanted.where(tuple_(by_name, col(Ambassador.id)) > after)
    return (await session.execute(wanted.order_by(by_name, col(Ambassador.id)).limit(limit))).all()


async def tags(session: AsyncSession, programme: Programme) -> list[str]:
    """The tags of those who are in the programme or want to be, by name."""
    tag = func.unnest(col(Ambassador.tags)).label("tag")
    wanted = (
        select(tag)
        .distinct()
        .where(
            col(Ambassador.organisation_id) == programme.organisation_id,
            col(Ambassador.programme_id) == programme.id,
            col(Ambassador.state).in_(HERE_OR_WAITING),
        )
    )
    return sorted((await session.scalars(wanted)).all(), key=str.casefold)


async def stop_posts(session: AsyncSession, ambassador: Ambassador) -> int:
    """Cancel what the member had planned in this programme; how many posts that were."""
    stopped = await session.execute(
        update(Post)
        .where(*_theirs(ambassador), col(Post.state).in_(STOPPED))
        .values(state="cancelled", reason_type="left-programme", reason=None, updated_at=now())
        .returning(col(Post.id))
    )
    return len(stopped.all())


async def resume_posts(session: AsyncSession, ambassador: Ambassador) -> int:
    """Let go what fell due while the member was paused; how many posts. What is too late by now will be said to be missed."""
    resumed = await session.execute(
        update(Post)
        .where(*_theirs(ambassador), col(Post.state) == "held", col(Post.reason_type) == "membership-paused")
        .values(
            state="scheduled",
            reason_type=None,
            reason=None,
            tries=0,
            turn_at=func.greatest(col(Post.due_at), func.clock_timestamp()),
            updated_at=now(),
        )
        .returning(col(Post.id))
    )
    return len(resumed.all())


def _theirs(ambassador: Ambassador) -> tuple[ColumnElement[bool], ...]:
    shares = select(col(Share.id)).where(
        col(Share.organisation_id) == ambassador.organisation_id, col(Share.ambassador_id) == ambassador.id
    )
    return col(Post.organisation_id) == ambassador.organisation_id, col(Post.share_id).in_(shares)


async def profiles_of(session: AsyncSession, ambassador: Ambassador) -> Sequence[Profile]:
    """The profiles of the member's person in the organisation that are not given up yet, locked."""
    wanted = select(Profile).where(
        col(Profile.organisation_id) == ambassador.organisation_id,
        col(Profile.person_id) == ambassador.person_id,
        col(Profile.state) != "revoked",
    )
    return (await session.scalars(wanted.with_for_update())).all()
