"""Every statement about a programme's figures: rollups, readings and posts, up to the day that closed last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.tables.shares import IS_OUT

REACTIONS = ("likes", "comments", "reposts", "quotes")
_FEW = "CASE WHEN count(DISTINCT ambassador_id) < :least THEN array_agg(DISTINCT ambassador_id) ELSE '{}' END"
_PEOPLE = f"count(DISTINCT ambassador_id) AS people, {_FEW} AS few"
_OUT = f"""
    SELECT share.id AS share_id, share.ambassador_id, post.id AS post_id, post.network, link.id AS link_id, o.at,
        CAST(o.at AT TIME ZONE :zone AS date) AS day
    FROM share
    JOIN post ON post.organisation_id = share.organisation_id AND post.share_id = share.id AND {IS_OUT}
    CROSS JOIN LATERAL (SELECT coalesce(post.published_at, post.due_at) AS at) o
    LEFT JOIN link ON link.organisation_id = post.organisation_id AND link.post_id = post.id
    WHERE share.organisation_id = :organisation AND share.programme_id = :programme AND o.at < :closed
"""  # noqa: S608
_PERIOD = text(
    "SELECT p.min_group_size AS least, o.time_zone AS zone, today - CAST(:days AS int) AS first, today - 1 AS last,"
    " CAST(today - CAST(:days AS int) AS timestamp) AT TIME ZONE o.time_zone AS since,"
    " CAST(today AS timestamp) AT TIME ZONE o.time_zone AS closed,"
    " alive.at AS counted_until, CAST(alive.at AT TIME ZONE o.time_zone AS date) AS counted_on"
    " FROM programme p JOIN organisation o ON o.id = p.organisation_id"
    " CROSS JOIN LATERAL (SELECT CAST(clock_timestamp() AT TIME ZONE o.time_zone AS date) AS today) t"
    " LEFT JOIN LATERAL (SELECT updated_at AS at FROM heartbeat WHERE worker = 'metrics') alive ON true"
    " WHERE p.organisation_id = :organisation AND p.id = :programme"
)
_AMBASSADORS = text(
    "SELECT count(*) FROM ambassador WHERE organisation_id = :organisation AND programme_id = :programme"
    " AND state = 'active' AND 'ambassador' = ANY(roles) AND coalesce(joined_at, created_at) < :closed"
)
_ACTIVE = text(
    f"SELECT count(DISTINCT out.ambassador_id) FROM ({_OUT}) out"  # noqa: S608
    " JOIN ambassador a ON a.organisation_id = :organisation AND a.id = out.ambassador_id"
    " WHERE out.at >= :since AND a.state = 'active' AND 'ambassador' = ANY(a.roles)"
    " AND coalesce(a.joined_at, a.created_at) < :closed"
)
_POSTS = text(
    f"""
SELECT count(*) AS posts, count(out.link_id) AS linked, count(DISTINCT out.ambassador_id) AS people,
    count(r.value) AS read, count(DISTINCT out.ambassador_id) FILTER (WHERE r.value IS NOT NULL) AS people_read,
    sum(r.value)::int AS reactions, min(r.as_of) AS read_at
FROM ({_OUT}) out
LEFT JOIN LATERAL (
    SELECT sum(value) AS value, min(as_of) AS as_of FROM (
        SELECT DISTINCT ON (metric) value, as_of FROM post_reading r
        WHERE r.organisation_id = :organisation AND r.post_id = out.post_id
            AND r.source = 'network' AND r.metric = ANY(:reactions) AND r.as_of < :closed
        ORDER BY metric, as_of DESC
    ) latest WHERE value IS NOT NULL
) r ON true
WHERE out.at >= :since
"""  # noqa: S608
)
_SHARES = text(
    f"SELECT day, count(*) AS value, {_PEOPLE} FROM ("  # noqa: S608
    f" SELECT share_id, ambassador_id, min(at) AS at, min(day) AS day FROM ({_OUT}) out GROUP BY share_id, ambassador_id"
    ") first WHERE at >= :since GROUP BY GROUPING SETS ((day), ())"
)
_STATES = text(
    f"SELECT post.state, {IS_OUT} AS is_out, count(*) AS value, {_PEOPLE} FROM share"  # noqa: S608
    " JOIN post ON post.organisation_id = share.organisation_id AND post.share_id = share.id"
    " WHERE share.organisation_id = :organisation AND share.programme_id = :programme"
    " AND post.created_at >= :since AND post.created_at < :closed GROUP BY post.state, is_out"
)
_NETWORKS = text(
    f"SELECT network, count(*) AS value, {_PEOPLE} FROM ({_OUT}) out WHERE at >= :since GROUP BY network"  # noqa: S608
)
_AUTHORS = text(
    f"SELECT day, count(*) AS people FROM (SELECT ambassador_id, min(day) AS day FROM ({_OUT}) out"  # noqa: S608
    " WHERE link_id IS NOT NULL GROUP BY ambassador_id) first GROUP BY day ORDER BY day"
)
_CLICKS_BY_NETWORK = text(
    f"""
SELECT out.network, coalesce(sum(d.clicks), 0)::int AS value, {_PEOPLE}
FROM ({_OUT}) out
LEFT JOIN LATERAL (
    SELECT sum(clicks) AS clicks FROM link_day
    WHERE organisation_id = :organisation AND link_id = out.link_id AND day BETWEEN :first AND :last
) d ON true
WHERE out.link_id IS NOT NULL GROUP BY out.network
"""  # noqa: S608
)
_DAYS = text(
    "SELECT day, clicks, visitors FROM programme_day WHERE organisation_id = :organisation"
    " AND programme_id = :programme AND day BETWEEN :first AND :last"
)
_WAITING = text(
    "SELECT (SELECT count(*) FROM ambassador WHERE organisation_id = :organisation AND programme_id = :programme"
    " AND state = 'applied') AS applications,"
    " (SELECT count(*) FROM story WHERE organisation_id = :organisation AND programme_id = :programme"
    " AND state IN ('draft', 'in_review')) AS drafts, count(*) AS unknown, count(DISTINCT ambassador_id) AS people"
    " FROM share JOIN post ON post.organisation_id = share.organisation_id AND post.share_id = share.id"
    " WHERE share.organisation_id = :organisation AND share.programme_id = :programme"
    " AND post.state IN ('unknown', 'ask_person')"
)


class Period(NamedTuple):
    """From the first to the last closed day, in `zone`: from `since` until `closed`, which is not in it.

    `least` is the programme's minimum group. `counted_until` is when the metrics worker last said that it counts clicks,
    `counted_on` the day of that.
    """

    least: int
    zone: str
    first: date
    last: date
    since: datetime
    closed: datetime
    counted_until: datetime | None
    counted_on: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure about `people`; `few` holds them where they are fewer than the minimum group."""

    value: int
    people: int
    few: frozenset[UUID]


class Programme:
    """A programme's figures over a period, one statement each."""

    def __init__(self, session: AsyncSession, organisation_id: UUID, programme_id: UUID, when: Period) -> None:
        self._session = session
        self._values: dict[str, Any] = {
            "organisation": organisation_id,
            "programme": programme_id,
            "reactions": list(REACTIONS),
            **when._asdict(),
        }

    async def _rows(self, statement: TextClause) -> Sequence[Row[Any]]:
        return (await self._session.execute(statement, self._values)).all()

    async def ambassadors(self) -> int:
        """How many take part."""
        return (await self._rows(_AMBASSADORS))[0][0]

    async def active(self) -> int:
        """How many of those have a post out that came out in the period."""
        return (await self._rows(_ACTIVE))[0][0]

    async def posts(self) -> Row[Any]:
        """Posts that came out in the period: how many, by how many people, and what networks told of them."""
        return (await self._rows(_POSTS))[0]

    async def shares(self) -> dict[date | None, Cell]:
        """Shares by the day on which their first post came out; all of them under None."""
        return {row.day: _cell(row) for row in await self._rows(_SHARES)}

    async def states(self) -> dict[tuple[str, bool], Cell]:
        """Posts made in the period, by their state now and by whether they are out."""
        return {(row.state, bool(row.is_out)): _cell(row) for row in await self._rows(_STATES)}

    async def posts_by_network(self) -> dict[str, Cell]:
        """Posts that came out in the period."""
        return {row.network: _cell(row) for row in await self._rows(_NETWORKS)}

    async def clicks_by_network(self) -> dict[str, Cell]:
        """Clicks in the period on all links that are out, about all who have one there."""
        return {row.network: _cell(row) for row in await self._rows(_CLICKS_BY_NETWORK)}

    async def authors_since(self) -> list[tuple[date, int]]:
        """How many people had their first link out on which day, in order."""
        return [(row.day, row.people) for row in await self._rows(_AUTHORS)]

    async def days(self) -> dict[date, tuple[int, int]]:
        """Clicks and visitors by day."""
        return {row.day: (row.clicks, row.visitors) for row in await self._rows(_DAYS)}

    async def waiting(self) -> Row[Any]:
        """What somebody has to look at now."""
        return (await self._rows(_WAITING))[0]


async def period(session: AsyncSession, organisation_id: UUID, programme_id: UUID, days: int) -> Period | None:
    """The last `days` closed days of the programme, if there is such a programme."""
    values = {"organisation": organisation_id, "programme": programme_id, "days": days}
    row = (await session.execute(_PERIOD, values)).one_or_none()
    return None if row is None else Period(*row)


def _cell(row: Row[Any]) -> Cell:
    return Cell(row.value, row.people, frozenset(row.few or ()))
