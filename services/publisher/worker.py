"""The publisher: `python -m publisher.worker`. Posts what is due, and does the jobs of its queue."""

import asyncio
import logging
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.jobs.contract import Job
from kernel.jobs.drain import Drainer, Handler
from kernel.jobs.listen import listen, repeat
from kernel.jobs.wake import Waker
from kernel.kit.blobs import Blobs
from kernel.kit.clock import now
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Allowance, Egress
from kernel.kit.logging import configure_logging, describe
from kernel.kit.public_pictures import PictureAddresses
from kernel.kit.secrets import AppSecrets, Opener
from networks.media import StoredMedia
from networks.registry import versions_in_use
from networks.versions import warn_of_ends
from publisher.features.connections import jobs as connections
from publisher.features.connections.service import Connections
from publisher.features.deliveries.schemas import Outlet, Pace
from publisher.features.deliveries.service import Deliveries
from publisher.features.keys import jobs as keys
from publisher.features.keys.service import Keys
from publisher.features.mail import jobs as mail
from publisher.features.mail.service import mailer
from publisher.features.readbacks.service import Readbacks
from publisher.features.stories import jobs as stories
from publisher.features.withdrawals import jobs as withdrawals
from publisher.settings import PublisherSettings

log = logging.getLogger(__name__)

QUEUE = "publisher"
IN_FLIGHT = 80
"""Calls at once: fifty that post, and some to spare for looking after lost answers and for jobs."""
BEAT = 20.0
SWEEP = 5.0
HEED = 2.0
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
    connections: Connections


def handlers(tools: Tools) -> Mapping[type[Job], Handler]:
    """What to do for each job of the publisher's queue: a line per room."""
    return {
        **connections.handlers(tools.connections),
        **keys.handlers(Keys(tools.opener, tools.secrets)),
        **mail.handlers(
            mailer(tools.settings.sender, tools.egress, tools.secrets, tools.settings.installation.public_url)
        ),
        **stories.handlers(),
        **withdrawals.handlers(tools.opener, tools.secrets),
    }


def media_of(settings: PublisherSettings, secrets: AppSecrets) -> StoredMedia:
    """The pictures of this installation."""
    addresses = PictureAddresses(secrets, settings.installation.public_url, settings.egress.loopback)
    return StoredMedia(Blobs(Path(settings.installation.blobs)), addresses)


async def beat(engine: AsyncEngine) -> None:
    """Say that we are alive."""
    async with transaction_on(engine) as session:
        await session.execute(_BEAT)


async def run(settings: PublisherSettings) -> None:
    """Work until SIGTERM or SIGINT; then claim nothing more, and give what is being sent the grace to end."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine = create_engine(settings.database.url.get_secret_value(), pool_size=20)
    waker = Waker(settings.redis.url.get_secret_value())
    pace = Pace(settings.pace.patience)
    opener = settings.tokens.opener()
    secrets = settings.app_key.secrets()
    calls = Allowance(seconds=pace.call, connect_seconds=pace.call / 3)
    async with Egress(settings.egress.loopback, in_flight=IN_FLIGHT, allowance=calls) as egress:
        tools = Tools(settings, engine, egress, opener, secrets, Connections(engine, egress, opener, secrets))
        media, memory = media_of(settings, secrets), Path(settings.installation.blobs)
        deliveries = Deliveries(
            Outlet(engine, egress, opener, media, tools.connections.renewed, waker.wake, pace=pace, memory=memory)
        )
        await work(tools, waker, deliveries, stop)
    await waker.close()
    await engine.dispose()


async def work(tools: Tools, waker: Waker, deliveries: Deliveries, stop: asyncio.Event) -> None:
    """Turn every loop until `stop`."""
    readbacks = Readbacks(deliveries)
    drainer = Drainer(tools.engine, QUEUE, handlers(tools), wake=waker.wake)
    reminded, due = asyncio.Event(), asyncio.Event()

    async def ring() -> None:
        deliveries.turns.nudge()
        due.set()

    turning = [asyncio.create_task(turns.run()) for turns in (deliveries.turns, readbacks.turns)]
    loops = [
        asyncio.create_task(loop)
        for loop in (
            repeat(lambda: beat(tools.engine), every=BEAT),
            repeat(deliveries.heed, every=HEED),
            listen(tools.settings.redis.url.get_secret_value(), QUEUE, reminded),
            repeat(ring, every=SWEEP, nudge=reminded),
            repeat(drainer.drain, every=SWEEP, nudge=due),
            repeat(drainer.purge, every=HOUSEKEEPING),
        )
    ]
    await stop.wait()
    try:
        await asyncio.gather(deliveries.finish(), readbacks.finish())
    except SQLAlchemyError as error:
        log.warning("what was held is left to its leases: %s", describe(error))
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*loops, *turning, return_exceptions=True)


def main() -> None:
    """The process."""
    configure_logging()
    warn_of_ends(versions_in_use(), now().date())
    asyncio.run(run(PublisherSettings.from_environment()))


if __name__ == "__main__":
    main()
