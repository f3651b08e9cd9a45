"""Reminding a worker through arq. Nothing depends on it: a sweep finds what no reminder reached.

The job's id is its queue and a 20 ms slot, deferred to the slot's end: all reminders of a slot are one, and it cannot
start before every row committed in that slot is there to be seen. A fixed id would lose reminders that arrive while the
drainer is finishing.
"""

import asyncio
import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool

log = logging.getLogger(__name__)

SLOT = 0.02
PAUSE = 1.0
"""Seconds without reminders after one failed: a Redis that hangs must not slow every request."""


def dumps(value: dict[str, Any]) -> bytes:
    """JSON, never pickle: what can write to Redis must not be able to run code here."""
    return json.dumps(value, default=str).encode()


def loads(value: bytes) -> dict[str, Any]:
    """The way back from `dumps`."""
    return json.loads(value)


class Waker:
    """Sends reminders. Connects lazily, so that a service starts without Redis."""

    def __init__(self, redis_url: str) -> None:
        pool = ConnectionPool.from_url(redis_url, socket_connect_timeout=0.2, socket_timeout=0.3)  # pyright: ignore[reportUnknownMemberType]
        self.redis = ArqRedis(pool, job_serializer=dumps, job_deserializer=loads)
        self.quiet_until = 0.0

    async def wake(self, queue: str) -> None:
        """Remind the drainer of `queue`. Never raises: without Redis the sweep does it, a few seconds later."""
        if time.monotonic() < self.quiet_until:
            return
        slot = int(time.time() / SLOT)
        try:
            async with asyncio.timeout(0.3):
                await self.redis.enqueue_job(
                    "drain",
                    queue,
                    _job_id=f"drain:{queue}:{slot}",
                    _queue_name=f"arq:{queue}",
                    _defer_until=datetime.fromtimestamp((slot + 1) * SLOT, UTC),
                )
        except Exception as error:  # noqa: BLE001  (whatever Redis does, the row is safe)
            self.quiet_until = time.monotonic() + PAUSE
            log.warning("no reminder sent: %s", type(error).__name__, extra={"queue": queue})

    async def close(self) -> None:
        """Give the connections back."""
        await self.redis.aclose(close_connection_pool=True)
