"""Every statement about breakers. Times are the database's, as everywhere among publishers."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from publisher.features.breakers.schemas import Lane

_OPEN = text(
    "INSERT INTO breaker (network, instance, state, because, until) VALUES (:network, :instance, 'open', :because,"
    " clock_timestamp() + make_interval(secs => :rest)) ON CONFLICT (network, instance) DO UPDATE SET state = 'open',"
    " because = EXCLUDED.because, until = EXCLUDED.until, updated_at = clock_timestamp()"
)
_CLOSE = text("DELETE FROM breaker WHERE network = :network AND instance = :instance")
_TRY = text(
    "UPDATE breaker SET state = 'half_open', until = clock_timestamp() + make_interval(secs => :lease),"
    " updated_at = clock_timestamp() WHERE network = :network AND instance = :instance AND until <= clock_timestamp()"
    " RETURNING network"
)
_STANDING = text(
    "SELECT network, instance, because, EXTRACT(EPOCH FROM until - clock_timestamp())::float AS wait FROM breaker"
)


async def open_breaker(session: AsyncSession, lane: Lane, because: str, *, rest: float) -> None:
    """Leave the network alone for `rest` seconds from now."""
    await session.execute(_OPEN, {**lane._asdict(), "because": because, "rest": rest})


async def close_breaker(session: AsyncSession, lane: Lane) -> None:
    """It is well again."""
    await session.execute(_CLOSE, lane._asdict())


async def take_try(session: AsyncSession, lane: Lane, *, lease: float) -> bool:
    """Take the one try that a rested network is given; it is another's again after `lease` seconds without a result."""
    return await session.scalar(_TRY, {**lane._asdict(), "lease": lease}) is not None


async def breakers(session: AsyncSession) -> dict[Lane, tuple[str, float]]:
    """Those that are not closed: why, and the seconds until somebody may try."""
    rows = await session.execute(_STANDING)
    return {Lane(row.network, row.instance): (row.because, row.wait) for row in rows}
