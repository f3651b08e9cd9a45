"""The metrics worker: `python -m metrics.worker`. Writes clicks, keeps the figures current, reads counts from networks."""

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.jobs.drain import Drainer
from kernel.jobs.listen import listen, repeat
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.logging import configure_logging
from metrics.features.clicks.queries import forget_salts
from metrics.features.clicks.service import ingest, replay_spool
from metrics.features.collection.jobs import handlers
from metrics.features.collection.service import Reader
from metrics.features.rollups.service import roll_up
from metrics.settings import WorkerSettings

TICK = 0.25
"""Seconds between looks at the stream: a click is in the figures well within two seconds."""
BEAT = 20.0
QUEUE = "metrics"
SWEEP = 5.0
HOUSEKEEPING = 600.0
SALT_DAYS = 1
"""A salt is deleted when the day after its own is over: within 48 hours."""
_BEAT = text(
    "INSERT INTO heartbeat (worker) VALUES ('metrics')"
    " ON CONFLICT (worker) DO UPDATE SET updated_at = clock_timestamp()"
)


class Counting:
    """Clicks from the stream to the figures."""

    def __init__(self, engine: AsyncEngine, redis: Redis, spool: Path) -> None:
        self.engine, self.redis, self.spool = engine, redis, spool

    async def round(self) -> None:
        """Write what came in, then bring every dirty day up to date. Without Redis the days are still seen to."""
        try:
            await replay_spool(self.redis, self.spool)
            while await ingest(self.engine, self.redis):
                pass
        except (RedisError, OSError, TimeoutError):
            await asyncio.sleep(1)
        await roll_up(self.engine)

    async def beat(self) -> None:
        """Say that we are alive."""
        async with transaction_on(self.engine) as session:
            await session.execute(_BEAT)

    async def tidy(self) -> None:
        """Delete the salts of days that are over."""
        before = datetime.now(UTC).date() - timedelta(days=SALT_DAYS)
        async with transaction_on(self.engine) as session:
            await forget_salts(session, before)


async def run(settings: WorkerSettings) -> None:
    """Work until SIGTERM or SIGINT. What is under way is a transaction: cut short, it has not happened."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine = create_engine(settings.database.url.get_secret_value())
    redis = Redis.from_url(settings.redis.url.get_secret_value(), socket_connect_timeout=1, socket_timeout=5)  # pyright: ignore[reportUnknownMemberType]
    opener = settings.tokens.opener()
    async with Egress(settings.egress.loopback) as egress:
        counting = Counting(engine, redis, Path(settings.installation.blobs) / "spool")
        drainer, nudge = Drainer(engine, QUEUE, handlers(Reader(egress, opener))), asyncio.Event()
        loops = [
            asyncio.create_task(work)
            for work in (
                repeat(counting.round, every=TICK),
                repeat(counting.beat, every=BEAT),
                repeat(counting.tidy, every=HOUSEKEEPING),
                listen(settings.redis.url.get_secret_value(), QUEUE, nudge),
                repeat(drainer.drain, every=SWEEP, nudge=nudge),
                repeat(drainer.purge, every=HOUSEKEEPING),
            )
        ]
        await stop.wait()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
    await redis.aclose()
    await engine.dispose()


def main() -> None:
    """The process."""
    configure_logging()
    asyncio.run(run(WorkerSettings.from_environment()))


if __name__ == "__main__":
    main()
