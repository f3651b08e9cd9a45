"""Recording clicks without losing one, and writing them without counting one twice."""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.kit.db import transaction_on
from kernel.kit.ids import new_id
from metrics.features.clicks.queries import move_position, take_position, write_clicks
from metrics.features.clicks.schemas import Click, Lines, check, encode

log = logging.getLogger(__name__)

STREAM = "clicks"
PAUSE = 1.0
"""Seconds for which clicks go straight to the spool after Redis failed."""
READ = 200
"""Stream entries per transaction; each holds as many clicks as were under way at once."""
CLOCKS_APART = 30
"""Seconds by which the clocks of Redis and of this machine may differ."""
KEEP = 600_000
"""Milliseconds that written entries stay in the stream, so that the spool can see whether one arrived after all."""


@dataclass(slots=True)
class Batch:
    """Clicks that will be one entry of the stream, and who waits until they are safe."""

    clicks: list[Click] = field(default_factory=list[Click])
    waiting: list[asyncio.Future[None]] = field(default_factory=list[asyncio.Future[None]])


class Recorder:
    """Group commit: while one batch is on its way the next one fills, and every answer waits for its own batch."""

    def __init__(self, redis: Redis, spool: Path) -> None:
        self.redis, self.spool = redis, spool
        self.open: Batch | None = None
        self.flushing: asyncio.Task[None] | None = None
        self.quiet_until = 0.0

    async def record(self, click: Click) -> None:
        """Return when the click cannot be lost any more by the death of this process."""
        if self.open is None:
            self.open = Batch()
        kept = asyncio.get_running_loop().create_future()
        self.open.clicks.append(click)
        self.open.waiting.append(kept)
        if self.flushing is None or self.flushing.done():
            self.flushing = asyncio.create_task(self._flush())
        await kept

    async def _flush(self) -> None:
        while self.open is not None:
            batch, self.open = self.open, None
            await self._keep(batch)
            for kept in batch.waiting:
                if not kept.done():
                    kept.set_result(None)

    async def _keep(self, batch: Batch) -> None:
        name, body = new_id().hex, encode(batch.clicks)
        if time.monotonic() >= self.quiet_until:
            try:
                await self.redis.xadd(STREAM, {"id": name, "clicks": body})  # pyright: ignore[reportUnknownMemberType]
            except (RedisError, OSError, TimeoutError) as error:
                self.quiet_until = time.monotonic() + PAUSE
                log.warning("clicks go to the spool: %s", type(error).__name__)
            else:
                return
        try:
            self._write_spool(name, body)
        except OSError:
            log.exception("%d clicks were answered but could not be kept", len(batch.clicks))

    def _write_spool(self, name: str, body: bytes) -> None:
        self.spool.mkdir(parents=True, exist_ok=True)
        draft = self.spool / f".{name}"
        draft.write_bytes(body)
        draft.rename(self.spool / name)


@dataclass(frozen=True, slots=True)
class Spooled:
    """A batch that waits in a file since `at` (Unix time, seconds)."""

    file: Path
    at: float
    body: bytes


def spooled(spool: Path) -> list[Spooled]:
    """The batches that wait, oldest first; drafts, whose names begin with a dot, are not yet batches."""
    files = sorted(spool.glob("[0-9a-f]*")) if spool.is_dir() else []
    return [Spooled(file, file.stat().st_mtime, file.read_bytes()) for file in files]


async def replay_spool(redis: Redis, spool: Path) -> int:
    """Put spooled batches into the stream, unless they arrived there after all. Returns how many batches were taken.

    Raises RedisError while Redis is away; the files then stay. One process at a time may do this.
    """
    taken = 0
    for batch in await asyncio.to_thread(spooled, spool):
        since = int((batch.at - CLOCKS_APART) * 1000)
        entries = await redis.xrange(STREAM, min=str(since))  # pyright: ignore[reportUnknownMemberType]
        arrived = {fields.get(b"id") for _, fields in entries}
        if batch.file.name.encode() not in arrived:
            await redis.xadd(STREAM, {"id": batch.file.name, "clicks": batch.body})  # pyright: ignore[reportUnknownMemberType]
        await asyncio.to_thread(batch.file.unlink)
        taken += 1
    return taken


async def ingest(engine: AsyncEngine, redis: Redis) -> int:
    """Write what is new in the stream, with how far we came, in one transaction. Returns how many clicks that were."""
    async with transaction_on(engine) as session:
        position = await take_position(session, STREAM)
        if position is None:
            return 0
        entries = await redis.xrange(STREAM, min=f"({position}", count=READ)  # pyright: ignore[reportUnknownMemberType]
        if not entries:
            return 0
        batches = [batch for _, fields in entries if (batch := readable(fields)) is not None]
        if batches:
            await write_clicks(session, batches)
        last = entries[-1][0].decode()
        await move_position(session, STREAM, last)
    await trim(redis, last)
    return sum(batch.clicks for batch in batches)


def readable(fields: dict[bytes, bytes]) -> Lines | None:
    """The clicks of a stream entry; what we did not write there is said and passed over, so that it stops nobody."""
    try:
        return check(fields[b"clicks"])
    except (KeyError, ValueError):
        log.error("an entry of the stream of clicks cannot be read")  # noqa: TRY400  (its content is not ours to log)
        return None


async def trim(redis: Redis, written: str) -> None:
    """Drop entries that have been written and are older than KEEP."""
    oldest = min(int(written.split("-", maxsplit=1)[0]), int(time.time() * 1000) - KEEP)
    await redis.xtrim(STREAM, minid=str(oldest))  # pyright: ignore[reportUnknownMemberType]
