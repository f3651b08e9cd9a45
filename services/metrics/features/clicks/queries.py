"""The statements that turn the stream into rows."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from metrics.features.clicks.schemas import Lines

_SALT = text("SELECT salt FROM visitor_salt WHERE day = :day")
_NEW_SALT = text("INSERT INTO visitor_salt (day, salt) VALUES (:day, :salt) ON CONFLICT DO NOTHING")
_FORGET_SALTS = text("DELETE FROM visitor_salt WHERE day < :day")
_TAKE = text("SELECT position FROM stream_offset WHERE stream = :stream FOR UPDATE SKIP LOCKED")
_BEGIN = text("INSERT INTO stream_offset (stream, position) VALUES (:stream, :position) ON CONFLICT DO NOTHING")
_MOVE = text("UPDATE stream_offset SET position = :position, updated_at = clock_timestamp() WHERE stream = :stream")
_WRITE = text(
    "INSERT INTO click (organisation_id, link_id, at, kind, referrer, device, visitor)"
    " SELECT c[1]::uuid, c[2]::uuid, to_timestamp(c[3]::float8 / 1000), c[4], c[5], c[6], decode(c[7], 'hex')"
    " FROM (SELECT string_to_array(line, ',') AS c FROM string_to_table(:lines, chr(10)) AS line) AS parted"
)
"""COPY would be faster still, but Postgres refuses it for a table with row-level security."""
_DIRTY = text(
    "INSERT INTO dirty_day (organisation_id, day, marked_at)"
    " SELECT o, d, clock_timestamp() FROM unnest(CAST(:organisations AS uuid[]), CAST(:days AS date[])) AS t(o, d)"
    " ORDER BY o, d ON CONFLICT (organisation_id, day) DO UPDATE SET marked_at = excluded.marked_at"
)


async def salt_of(connection: AsyncConnection, day: date, fresh: bytes) -> bytes:
    """The day's salt; `fresh` becomes it where there is none yet."""
    await connection.execute(_NEW_SALT, {"day": day, "salt": fresh})
    return (await connection.execute(_SALT, {"day": day})).scalar_one()


async def forget_salts(session: AsyncSession, before: date) -> None:
    """Delete the salts of days before `before`: their visitors can never again be told apart."""
    await session.execute(_FORGET_SALTS, {"day": before})


async def take_position(session: AsyncSession, stream: str) -> str | None:
    """How far the stream has been written, locked until the transaction ends; None where another worker holds it."""
    await session.execute(_BEGIN, {"stream": stream, "position": "0-0"})
    return (await session.execute(_TAKE, {"stream": stream})).scalar_one_or_none()


async def write_clicks(session: AsyncSession, batches: Sequence[Lines]) -> None:
    """Write the clicks and mark their (UTC) days dirty."""
    await session.execute(_WRITE, {"lines": "\n".join(batch.text for batch in batches)})
    days = sorted(set[tuple[UUID, date]]().union(*(batch.days for batch in batches)))
    await session.execute(_DIRTY, {"organisations": [o for o, _ in days], "days": [d for _, d in days]})


async def move_position(session: AsyncSession, stream: str, position: str) -> None:
    """Say how far the stream has been written."""
    await session.execute(_MOVE, {"stream": stream, "position": position})
