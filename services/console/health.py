"""Whether a worker is well, asked from inside its own container: it has no port to ask at."""

from sqlalchemy import text

from kernel.kit.db import create_engine, transaction_on
from kernel.kit.settings import WorkerDatabaseSettings, read

FRESH = 60
"""Seconds after its last heartbeat for which a worker counts as alive; it beats every 20."""
_BEATS = text(
    "SELECT updated_at > clock_timestamp() - make_interval(secs => :fresh) FROM heartbeat WHERE worker = :worker"
)


async def beats(worker: str) -> bool:
    """Whether the worker of that name has said within FRESH seconds that it is alive."""
    engine = create_engine(read(WorkerDatabaseSettings).url.get_secret_value(), pool_size=1)
    try:
        async with transaction_on(engine) as session:
            return bool(await session.scalar(_BEATS, {"worker": worker, "fresh": FRESH}))
    finally:
        await engine.dispose()
