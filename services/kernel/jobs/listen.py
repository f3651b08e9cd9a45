"""A worker's ear: arq's reminders wake a loop that would wake by itself a little later anyway.

The work is done outside arq: nothing runs in Redis's name, so nothing is lost, doubled or cancelled with it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from arq import func
from arq.connections import ArqRedis
from arq.worker import Worker
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from kernel.jobs.wake import dumps, loads
from kernel.kit.logging import describe

log = logging.getLogger(__name__)

POLL = 0.05
AGAIN = 1.0
"""Seconds before Redis is asked again after it went away."""


async def listen(redis_url: str, queue: str, nudge: asyncio.Event) -> None:
    """Set `nudge` at every reminder for `queue`, for ever; when Redis goes away, wait until it is back."""

    async def drain(_context: dict[Any, Any], _queue: str) -> None:
        nudge.set()

    while True:
        pool = ConnectionPool.from_url(redis_url, socket_connect_timeout=1)  # pyright: ignore[reportUnknownMemberType]
        worker = Worker(
            functions=[func(drain, name="drain", keep_result=0, timeout=20, max_tries=1)],  # pyright: ignore[reportArgumentType]
            redis_pool=ArqRedis(pool, job_serializer=dumps, job_deserializer=loads),
            queue_name=f"arq:{queue}",
            poll_delay=POLL,
            keep_result=0,
            handle_signals=False,
            job_serializer=dumps,
            job_deserializer=loads,
        )
        try:
            await worker.async_run()
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("no reminders for now: %s", type(error).__name__, extra={"queue": queue})
        finally:
            await worker.close()
            await pool.disconnect()
        await asyncio.sleep(AGAIN)


async def repeat(work: Callable[[], Awaitable[object]], *, every: float, nudge: asyncio.Event | None = None) -> None:
    """Do `work` for ever: when nudged, and at the latest `every` seconds after the last time. Errors are said, not fatal."""
    nudge = nudge or asyncio.Event()
    while True:
        nudge.clear()
        try:
            await work()
        except Exception as error:  # noqa: BLE001  (a loop that ends would be a worker that looks alive)
            log.error("a round failed: %s", describe(error))  # noqa: TRY400
        try:
            async with asyncio.timeout(every):
                await nudge.wait()
        except TimeoutError:
            continue
