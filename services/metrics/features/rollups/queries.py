"""The statements that turn clicks into days."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


class Dirty(NamedTuple):
    """A UTC day of an organisation that must be computed anew."""

    organisation_id: UUID
    day: date


class LocalDay(NamedTuple):
    """A day as the organisation lives it: 23 to 25 hours from `first` until just before `after`."""

    day: date
    first: datetime
    after: datetime


_WAITING = text("SELECT organisation_id, day FROM dirty_day ORDER BY marked_at LIMIT :limit")
_TAKE = text(
    "DELETE FROM dirty_day WHERE (organisation_id, day) IN (SELECT organisation_id, day FROM dirty_day"
    " WHERE organisation_id = :organisation AND day = :day FOR UPDATE SKIP LOCKED)"
)
_LOCAL_DAYS = text(
    "SELECT day, day AT TIME ZONE time_zone AS first, (day + interval '1 day') AT TIME ZONE time_zone AS after"
    " FROM (SELECT time_zone, date_trunc('day', (CAST(:day AS timestamp) AT TIME ZONE 'UTC' + shift)"
    " AT TIME ZONE time_zone) AS day"
    " FROM organisation, unnest(ARRAY[interval '0', interval '1 day' - interval '1 microsecond']) AS t(shift)) touched"
    " GROUP BY 1, 2, 3 ORDER BY 1"
)
_CLICKS = (
    "WITH click_of AS MATERIALIZED (SELECT c.link_id, l.ambassador_id, l.story_id, l.programme_id, c.kind, c.visitor"
    " FROM click c JOIN link l ON l.organisation_id = c.organisation_id AND l.id = c.link_id"
    " WHERE c.organisation_id = :organisation AND c.at >= :first AND c.at < :after)"
)
_COUNTS = (
    "count(*) FILTER (WHERE kind = 'human'), count(DISTINCT visitor) FILTER (WHERE kind = 'human'),"
    " count(*) FILTER (WHERE kind = 'bot'), count(*) FILTER (WHERE kind = 'preview')"
)
_EVIDENCE = text(
    "UPDATE post SET evidence = 'clicks', updated_at = clock_timestamp() FROM link, link_day d"
    " WHERE d.organisation_id = :organisation AND d.day = :day AND d.clicks > 0"
    " AND link.organisation_id = d.organisation_id AND link.id = d.link_id"
    " AND post.organisation_id = link.organisation_id AND post.id = link.post_id"
    " AND post.mode = 'assisted' AND coalesce(post.evidence, 'opened') IN ('opened', 'declared')"
)


def _level(table: str, key: str) -> str:
    """Write one level of the day; rows that did not change are not written."""
    return (
        f"{table}_written AS (INSERT INTO {table} AS held (organisation_id, {key}, day, clicks, visitors, bots, previews)"  # noqa: S608
        f" SELECT :organisation, {key}, :day, {_COUNTS} FROM click_of WHERE {key} IS NOT NULL GROUP BY {key}"
        f" ON CONFLICT (organisation_id, {key}, day) DO UPDATE SET clicks = excluded.clicks,"
        " visitors = excluded.visitors, bots = excluded.bots, previews = excluded.previews,"
        " updated_at = clock_timestamp()"
        " WHERE (held.clicks, held.visitors, held.bots, held.previews)"
        " IS DISTINCT FROM (excluded.clicks, excluded.visitors, excluded.bots, excluded.previews))"
    )


_LEVELS = ("link", "ambassador", "story", "programme")
_COMPUTE = text(", ".join([_CLICKS, *(_level(f"{level}_day", f"{level}_id") for level in _LEVELS)]) + " SELECT")
"""One reading of the day's clicks serves all levels."""


async def dirty_days(session: AsyncSession, limit: int) -> list[Dirty]:
    """Days that wait, longest first."""
    return [Dirty(row.organisation_id, row.day) for row in await session.execute(_WAITING, {"limit": limit})]


async def take_dirty(session: AsyncSession, dirty: Dirty) -> bool:
    """Take a day off the list, to be computed in this transaction. False where another worker is at it."""
    taken = await session.execute(_TAKE, {"organisation": dirty.organisation_id, "day": dirty.day})
    return taken.rowcount == 1  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue, reportUnknownVariableType]


async def local_days(session: AsyncSession, day: date) -> list[LocalDay]:
    """The days of the entered organisation's time zone that this UTC day touches."""
    rows = await session.execute(_LOCAL_DAYS, {"day": day})
    return [LocalDay(row.day.date(), row.first, row.after) for row in rows]


async def compute_day(session: AsyncSession, organisation_id: UUID, day: LocalDay) -> None:
    """Compute all levels of one local day from the raw clicks, and raise the evidence of posts shared by hand."""
    values = {"organisation": organisation_id, "day": day.day}
    await session.execute(_COMPUTE, values | {"first": day.first, "after": day.after})
    await session.execute(_EVIDENCE, values)
