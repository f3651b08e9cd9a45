"""Every statement about one's own figures: rollups and readings, never raw clicks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.tables.shares import IS_OUT

REACTIONS = ("likes", "comments", "reposts", "quotes")
_PERIOD = text(
    "SELECT today - CAST(:days AS int) + 1 AS first, today AS last,"
    " CAST(today - CAST(:days AS int) + 1 AS timestamp) AT TIME ZONE time_zone AS since,"
    " clock_timestamp() AS at, alive.at AS counted_until, CAST(alive.at AT TIME ZONE time_zone AS date) AS counted_on"
    " FROM organisation CROSS JOIN LATERAL (SELECT CAST(clock_timestamp() AT TIME ZONE time_zone AS date) AS today) t"
    " LEFT JOIN LATERAL (SELECT updated_at AS at FROM heartbeat WHERE worker = 'metrics') alive ON true"
    " WHERE id = :organisation"
)
_POSTS = text(
    f"""
SELECT post.id, post.share_id, post.network, nullif(profile.instance, '') AS instance, post.external_url, post.evidence, out.at, coalesce(story.title, '') AS title,
    link.id IS NOT NULL AS linked, coalesce(counted.clicks, 0) AS clicks, coalesce(counted.visitors, 0) AS visitors,
    reactions.value AS reactions, reactions.as_of AS read_at
FROM share
JOIN post ON post.organisation_id = share.organisation_id AND post.share_id = share.id AND {IS_OUT}
JOIN profile ON profile.organisation_id = post.organisation_id AND profile.id = post.profile_id
CROSS JOIN LATERAL (SELECT coalesce(post.published_at, post.due_at) AS at) out
LEFT JOIN link ON link.organisation_id = post.organisation_id AND link.post_id = post.id
LEFT JOIN LATERAL (
    SELECT t.title FROM story_text t
    WHERE t.organisation_id = share.organisation_id AND t.story_id = share.story_id
    ORDER BY t.language <> share.language, t.language LIMIT 1
) story ON true
LEFT JOIN LATERAL (
    SELECT sum(d.clicks)::int AS clicks, sum(d.visitors)::int AS visitors FROM link_day d
    WHERE d.organisation_id = link.organisation_id AND d.link_id = link.id AND d.day BETWEEN :first AND :last
) counted ON true
LEFT JOIN LATERAL (
    SELECT sum(value)::int AS value, min(as_of) AS as_of FROM (
        SELECT DISTINCT ON (metric) value, as_of FROM post_reading r
        WHERE r.organisation_id = post.organisation_id AND r.post_id = post.id
            AND r.source = 'network' AND r.metric = ANY(:reactions)
        ORDER BY metric, as_of DESC
    ) latest WHERE value IS NOT NULL
) reactions ON true
WHERE share.organisation_id = :organisation AND share.ambassador_id = ANY(:ambassadors)
    AND (out.at >= :since OR counted.clicks > 0)
ORDER BY out.at DESC, post.id DESC
"""  # noqa: S608
)
_DAYS = text(
    "SELECT day, sum(clicks)::int AS clicks, sum(visitors)::int AS visitors FROM ambassador_day"
    " WHERE organisation_id = :organisation AND ambassador_id = ANY(:ambassadors) AND day BETWEEN :first AND :last"
    " GROUP BY day"
)
_FIRST_LINK = text(
    "SELECT min(CAST(link.created_at AT TIME ZONE organisation.time_zone AS date)) FROM share"
    " JOIN post ON post.organisation_id = share.organisation_id AND post.share_id = share.id"
    " JOIN link ON link.organisation_id = post.organisation_id AND link.post_id = post.id"
    " JOIN organisation ON organisation.id = share.organisation_id"
    " WHERE share.organisation_id = :organisation AND share.ambassador_id = ANY(:ambassadors)"
)


class Period(NamedTuple):
    """From the first to the last day (inclusive), in the organisation's time zone; `since` is when the first began.

    `at` is now, `counted_until` when the metrics worker last said that it counts, `counted_on` the day of that: what came
    after is not known yet, and nothing is where it never did.
    """

    first: date
    last: date
    since: datetime
    at: datetime
    counted_until: datetime | None
    counted_on: date | None


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post that is out there. Clicks and visitors are those of the period, reactions those so far (None = unknown)."""

    id: UUID
    share_id: UUID
    network: str
    instance: str | None
    external_url: str | None
    evidence: str | None
    at: datetime
    title: str
    linked: bool
    clicks: int
    visitors: int
    reactions: int | None
    read_at: datetime | None


class Day(NamedTuple):
    """What was counted on a day."""

    clicks: int
    visitors: int


async def period(session: AsyncSession, organisation_id: UUID, days: int) -> Period:
    """The last `days` days, today included."""
    return Period(*(await session.execute(_PERIOD, {"organisation": organisation_id, "days": days})).one())


async def own_posts(
    session: AsyncSession, organisation_id: UUID, ambassadors: Sequence[UUID], when: Period
) -> list[OwnPost]:
    """The posts of one person, who is these ambassadors, that were published or clicked in the period, newest first."""
    values = _values(organisation_id, ambassadors, when) | {"since": when.since, "reactions": list(REACTIONS)}
    return [OwnPost(*row) for row in await session.execute(_POSTS, values)]


async def own_days(
    session: AsyncSession, organisation_id: UUID, ambassadors: Sequence[UUID], when: Period
) -> dict[date, Day]:
    """The days of the period on which anything was counted."""
    rows = await session.execute(_DAYS, _values(organisation_id, ambassadors, when))
    return {row.day: Day(row.clicks, row.visitors) for row in rows}


async def first_link_on(session: AsyncSession, organisation_id: UUID, ambassadors: Sequence[UUID]) -> date | None:
    """The day on which the person's first link was made; None where they have none."""
    where = {"organisation": organisation_id, "ambassadors": list(ambassadors)}
    return await session.scalar(_FIRST_LINK, where)


def _values(organisation_id: UUID, ambassadors: Sequence[UUID], when: Period) -> dict[str, object]:
    return {
        "organisation": organisation_id,
        "ambassadors": list(ambassadors),
        "first": when.first,
        "last": when.last,
    }
