"""The publisher: `python -m publisher.worker`. Posts what is due, and does the jobs of its queue."""

import asyncio
import signal
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.jobs.contract import Job
from kernel.jobs.drain import Drainer, Handler
from kernel.jobs.listen import listen, repeat
from kernel.jobs.wake import Waker
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.logging import configure_logging
from kernel.kit.secrets import AppSecrets, Opener
from publisher.settings import PublisherSettings

QUEUE = "publisher"
BEAT = 20.0
SWEEP = 5.0
HOUSEKEEPING = 600.0
_BEAT = text(
    "INSERT INTO heartbeat (worker) VALUES ('publisher')"
    " ON CONFLICT (worker) DO UPDATE SET updated_at = clock_timestamp()"
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the rooms work with, made once for the process."""

    settings: PublisherSettings
    engine: AsyncEngine
    egress: Egress
    opener: Opener
    secrets: AppSecrets


def handlers(tools: Tools) -> Mapping[type[Job], Handler]:  # noqa: ARG001  (rooms hang theirs in here)
    """What to do for each job of the publisher's queue: a line per room."""
    return {}


async def beat(engine: AsyncEngine) -> None:
    """Say that we are alive."""
    async with transaction_on(engine) as session:
        await session.execute(_BEAT)


async def run(settings: PublisherSettings) -> None:
    """Work until SIGTERM or SIGINT."""
    stop, nudge = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine = create_engine(settings.database.url.get_secret_value())
    redis_url = settings.redis.url.get_secret_value()
    waker = Waker(redis_url)
    opener = Opener(settings.tokens.public_key, settings.tokens.private_key.get_secret_value())
    secrets = AppSecrets(settings.app_key.key.get_secret_value())
    async with Egress(settings.egress.loopback) as egress:
        tools = Tools(settings, engine, egress, opener, secrets)
        drainer = Drainer(engine, QUEUE, handlers(tools), wake=waker.wake)
        loops = [
            asyncio.create_task(work)
            for work in (
                repeat(lambda: beat(engine), every=BEAT),
                listen(redis_url, QUEUE, nudge),
                repeat(drainer.drain, every=SWEEP, nudge=nudge),
                repeat(drainer.purge, every=HOUSEKEEPING),
            )
        ]
        await stop.wait()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
    await waker.close()
    await engine.dispose()


def main() -> None:
    """The process."""
    configure_logging()
    asyncio.run(run(PublisherSettings.from_environment()))


if __name__ == "__main__":
    main()
