"""Every statement of the delivery page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, delete, exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from kernel.tables.ambassadors import Ambassador
from kernel.tables.deliveries import Breaker, Budget, Hold, Standstill
from kernel.tables.people import Person
from kernel.tables.profiles import Profile

_COUNTS = text(
    "WITH today AS (SELECT (date_trunc('day', clock_timestamp() AT TIME ZONE time_zone)) AT TIME ZONE time_zone AS began"
    " FROM organisation WHERE id = :organisation)"
    " SELECT n.network, count(p.id) FILTER (WHERE state IN ('scheduled', 'retry_wait', 'claimed')) AS waiting,"
    " count(p.id) FILTER (WHERE state IN ('scheduled', 'retry_wait', 'claimed')"
    " AND due_at < clock_timestamp() - interval '1 minute') AS late,"
    " count(p.id) FILTER (WHERE state = 'sending') AS sending,"
    " count(p.id) FILTER (WHERE state = 'needs_reconnect') AS needs_reconnect,"
    " count(p.id) FILTER (WHERE state = 'held') AS held, count(p.id) FILTER (WHERE state = 'unknown') AS unknown,"
    " count(p.id) FILTER (WHERE state = 'ask_person') AS ask,"
    " count(p.id) FILTER (WHERE state = 'published' AND published_at >= began) AS published_today,"
    " count(p.id) FILTER (WHERE state = 'refused' AND p.updated_at >= began) AS refused_today,"
    " count(p.id) FILTER (WHERE state = 'missed' AND p.updated_at >= began) AS missed_today"
    " FROM (SELECT DISTINCT network FROM profile WHERE organisation_id = :organisation"
    " AND state IN ('connected', 'expiring', 'needs_reconnect')"
    " UNION SELECT DISTINCT network FROM post WHERE organisation_id = :organisation AND mode = 'api'"
    " AND state IN ('scheduled', 'retry_wait', 'claimed', 'sending', 'needs_reconnect', 'held', 'unknown', 'ask_person')"
    " ) n CROSS JOIN today"
    " LEFT JOIN post p ON p.organisation_id = :organisation AND p.network = n.network AND p.mode = 'api'"
    " GROUP BY n.network ORDER BY n.network"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hold with the names beside it; the profile's are empty where it is over more than one profile."""

    hold: Hold
    by: str | None
    profile: Profile | None
    person: str | None


async def moment(session: AsyncSession) -> datetime:
    """The database's time."""
    return (await session.execute(select(func.clock_timestamp()))).scalar_one()


async def counts(session: AsyncSession, organisation_id: UUID) -> Sequence[RowMapping]:
    """How many posts there are in each situation, by network; networks on which nobody is connected are absent."""
    return (await session.execute(_COUNTS, {"organisation": organisation_id})).mappings().all()


async def standstills(session: AsyncSession) -> Sequence[Standstill]:
    """What stops the whole installation, the oldest first."""
    return (await session.scalars(select(Standstill).order_by(col(Standstill.created_at)))).all()


async def breakers(session: AsyncSession, organisation_id: UUID) -> Sequence[Breaker]:
    """What is left alone of the networks and servers on which somebody here is connected."""
    theirs = exists().where(
        col(Profile.organisation_id) == organisation_id,
        col(Profile.network) == col(Breaker.network),
        col(Profile.instance) == col(Breaker.instance),
        col(Profile.state) != "revoked",
    )
    return (await session.scalars(select(Breaker).where(theirs).order_by(col(Breaker.created_at)))).all()


async def budgets(session: AsyncSession, organisation_id: UUID) -> Sequence[Budget]:
    """What is known to be left of the organisation's apps' budgets and its profiles', now."""
    query = select(Budget).where(
        col(Budget.organisation_id) == organisation_id, col(Budget.resets_at) > func.clock_timestamp()
    )
    return (await session.scalars(query)).all()


def _in_programmes(organisation_id: UUID, programmes: Sequence[UUID] | None) -> ColumnElement[bool] | None:
    """Whether the profile's person is in one of the programmes; None for whoever may see them all."""
    if programmes is None:
        return None
    return col(Profile.person_id).in_(
        select(col(Ambassador.person_id)).where(
            col(Ambassador.organisation_id) == organisation_id, col(Ambassador.programme_id).in_(programmes)
        )
    )


def _holds(organisation_id: UUID, programmes: Sequence[UUID] | None) -> Select[Hold, str, Profile, str]:
    by, whose = aliased(Person), aliased(Person)
    query = (
        select(Hold, col(by.name), Profile, col(whose.name))
        .outerjoin(by, col(by.id) == col(Hold.placed_by))
        .outerjoin(
            Profile,
            (col(Profile.organisation_id) == col(Hold.organisation_id)) & (col(Profile.id) == col(Hold.profile_id)),
        )
        .outerjoin(whose, col(whose.id) == col(Profile.person_id))
        .where(col(Hold.organisation_id) == organisation_id)
        .order_by(col(Hold.created_at))
    )
    theirs = _in_programmes(organisation_id, programmes)
    return query if theirs is None else query.where(col(Hold.profile_id).is_(None) | theirs)


async def holds(session: AsyncSession, organisation_id: UUID, programmes: Sequence[UUID] | None) -> list[Shown]:
    """The holds that stand, the oldest first; of profiles those of people in the programmes, where any are given."""
    return [Shown(*row) for row in await session.execute(_holds(organisation_id, programmes))]


async def hold(
    session: AsyncSession, organisation_id: UUID, programmes: Sequence[UUID] | None, hold_id: UUID
) -> Shown | None:
    """One of them."""
    row = (await session.execute(_holds(organisation_id, programmes).where(col(Hold.id) == hold_id))).one_or_none()
    return None if row is None else Shown(*row)


async def profile(
    session: AsyncSession, organisation_id: UUID, programmes: Sequence[UUID] | None, profile_id: UUID
) -> Profile | None:
    """A profile that is not given up, of somebody in the programmes where any are given."""
    query = select(Profile).where(
        col(Profile.organisation_id) == organisation_id, col(Profile.id) == profile_id, col(Profile.state) != "revoked"
    )
    theirs = _in_programmes(organisation_id, programmes)
    return await session.scalar(query if theirs is None else query.where(theirs))


async def forget_switch(session: AsyncSession, like: Hold) -> None:
    """Delete the switch that stands over the same as this one would, if there is one."""
    await session.execute(
        delete(Hold).where(
            col(Hold.organisation_id) == like.organisation_id,
            col(Hold.kind) == "switch",
            col(Hold.scope) == like.scope,
            col(Hold.network) == like.network,
            col(Hold.instance) == like.instance,
            col(Hold.profile_id).is_not_distinct_from(like.profile_id),
        )
    )
