"""The statements that turn clicks into days."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


class Dirty(NamedTuple):
    """A UTC day of an organisation that must be computed anew."""

    organisation_id: UUID
    day: date


_WAITING = text("SELECT organisation_id, day FROM dirty_day ORDER BY marked_at LIMIT :limit")
_TAKE = text(
    "DELETE FROM dirty_day WHERE (organisation_id, day) IN (SELECT organisation_id, day FROM dirty_day"
    " WHERE organisation_id = :organisation AND day = :day FOR UPDATE SKIP LOCKED)"
)
_LOCAL_DAYS = text(
    "SELECT DISTINCT (CAST(:day AS timestamp) AT TIME ZONE 'UTC' + shift) AT TIME ZONE time_zone AS local"
    " FROM organisation, unnest(ARRAY[interval '0', interval '1 day' - interval '1 microsecond']) AS t(shift)"
)
_BOUNDS = (
    "SELECT CAST(:day AS date) AS day, CAST(:day AS timestamp) AT TIME ZONE time_zone AS first,"
    " (CAST(:day AS timestamp) + interval '1 day') AT TIME ZONE time_zone AS after FROM organisation"
)
_COUNTS = (
    "count(*) FILTER (WHERE c.kind = 'human') AS clicks,"
    " count(DISTINCT c.visitor) FILTER (WHERE c.kind = 'human') AS visitors,"
    " count(*) FILTER (WHERE c.kind = 'bot') AS bots, count(*) FILTER (WHERE c.kind = 'preview') AS previews"
)
_EVIDENCE = text(
    "UPDATE post SET evidence = 'clicks', updated_at = clock_timestamp() FROM link, link_day d"
    " WHERE d.organisation_id = :organisation AND d.day = :day AND d.clicks > 0"
    " AND link.organisation_id = d.organisation_id AND link.id = d.link_id"
    " AND post.organisation_id = link.organisation_id AND post.id = link.post_id"
    " AND post.mode = 'assisted' AND coalesce(post.evidence, 'opened') IN ('opened', 'declared')"
)


def _level(table: str, key: str, source: str) -> str:
    """Recompute one level of one local day; rows that did not change are not written."""
    return (
        f"INSERT INTO {table} AS held (organisation_id, {key}, day, clicks, visitors, bots, previews)"  # noqa: S608
        f" SELECT c.organisation_id, {source}, b.day, {_COUNTS}"
        f" FROM ({_BOUNDS}) b JOIN click c ON c.at >= b.first AND c.at < b.after"
        " JOIN link l ON l.organisation_id = c.organisation_id AND l.id = c.link_id"
        f" WHERE c.organisation_id = :organisation AND {source} IS NOT NULL"
        f" GROUP BY c.organisation_id, {source}, b.day"
        f" ON CONFLICT (organisation_id, {key}, day) DO UPDATE SET clicks = excluded.clicks,"
        " visitors = excluded.visitors, bots = excluded.bots, previews = excluded.previews,"
        " updated_at = clock_timestamp()"
        " WHERE (held.clicks, held.visitors, held.bots, held.previews)"
        " IS DISTINCT FROM (excluded.clicks, excluded.visitors, excluded.bots, excluded.previews)"
    )


_LEVELS = tuple(
    text(_level(table, key, source))
    for table, key, source in (
        ("link_day", "link_id", "l.id"),
        ("ambassador_day", "ambassador_id", "l.ambassador_id"),
        ("story_day", "story_id", "l.story_id"),
        ("programme_day", "programme_id", "l.programme_id"),
    )
)


async def dirty_days(session: AsyncSession, limit: int) -> list[Dirty]:
    """Days that wait, longest first."""
    return [Dirty(row.organisation_id, row.day) for row in await session.execute(_WAITING, {"limit": limit})]


async def take_dirty(session: AsyncSession, dirty: Dirty) -> bool:
    """Take a day off the list, to be computed in this transaction. False where another worker is at it."""
    taken = await session.execute(_TAKE, {"organisation": dirty.organisation_id, "day": dirty.day})
    return taken.rowcount == 1  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue, reportUnknownVariableType]


async def local_days(session: AsyncSession, day: date) -> list[date]:
    """The days of the entered organisation's time zone that this UTC day touches."""
    rows = await session.execute(_LOCAL_DAYS, {"day": day})
    return sorted({row.local.date() for row in rows})


async def compute_day(session: AsyncSession, organisation_id: UUID, day: date) -> None:
    """Compute all levels of one local day from the raw clicks, and raise the evidence of posts shared by hand."""
    values = {"organisation": organisation_id, "day": day}
    for level in _LEVELS:
        await session.execute(level, values)
    await session.execute(_EVIDENCE, values)
