"""Running what is due: claimed from Postgres in batches, each job in a transaction of its own that also completes it.

Effect and completion commit together, so a job that died half-way has done nothing to the database. What a handler does
to the world outside it must therefore be safe to repeat; publishing, which is not, has its own machinery.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.jobs.contract import GiveUp, Job
from kernel.jobs.enqueue import Wake
from kernel.kit.db import enter, transaction_on
from kernel.kit.logging import describe

log = logging.getLogger(__name__)

Handler = Callable[[AsyncSession, UUID, Any], Awaitable[None]]
LEASE = 60
"""Seconds a claimed job may run before another worker may take it: more than any handler's own time limit."""
TIME_LIMIT = 45
BATCH = 50
FIRST_WAIT, LONGEST_WAIT = 5, 3600

_CLAIM = text(
    "WITH due AS (SELECT organisation_id, id FROM job WHERE queue = :queue AND"
    " ((state IN ('available', 'retryable') AND due_at <= statement_timestamp())"
    " OR (state = 'executing' AND lease_until < statement_timestamp()))"
    " ORDER BY due_at LIMIT :batch FOR UPDATE SKIP LOCKED)"
    " UPDATE job SET state = 'executing', epoch = epoch + 1, attempts = attempts + 1,"
    " lease_until = clock_timestamp() + make_interval(secs => :lease), updated_at = clock_timestamp()"
    " FROM due WHERE job.organisation_id = due.organisation_id AND job.id = due.id"
    " RETURNING job.organisation_id, job.id, job.kind, job.payload, job.epoch, job.attempts"
)
_COMPLETE = text(
    "UPDATE job SET state = 'completed', finished_at = clock_timestamp(), lease_until = NULL, last_error = NULL"
    " WHERE organisation_id = :organisation_id AND id = :id AND epoch = :epoch"
)
_FAIL = text(
    "UPDATE job SET state = :state, due_at = clock_timestamp() + make_interval(secs => :wait), lease_until = NULL,"
    " last_error = :error, finished_at = CASE WHEN :state = 'discarded' THEN clock_timestamp() END"
    " WHERE organisation_id = :organisation_id AND id = :id AND epoch = :epoch"
)
_PURGE = text(
    "DELETE FROM job WHERE queue = :queue AND state IN ('completed', 'discarded')"
    " AND finished_at < clock_timestamp() - make_interval(days => :days)"
)


class LostClaim(Exception):
    """Another worker has taken the job meanwhile: nothing of ours may stay."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claimed job row."""

    organisation_id: UUID
    id: UUID
    kind: str
    payload: dict[str, Any]
    epoch: int
    attempts: int


class Drainer:
    """Runs the due jobs of one queue with the handlers of one service."""

    def __init__(
        self,
        engine: AsyncEngine,
        queue: str,
        handlers: Mapping[type[Job], Handler],
        *,
        wake: Wake | None = None,
        concurrency: int = 10,
    ) -> None:
        self.engine, self.queue, self.wake = engine, queue, wake
        self.handlers = {job.kind: (job, handler) for job, handler in handlers.items()}
        self.slots = asyncio.Semaphore(concurrency)

    async def drain(self) -> int:
        """Run everything that is due now and return how many jobs that were."""
        total = 0
        while claimed := await self._claim():
            total += len(claimed)
            await asyncio.gather(*(self._run(job) for job in claimed))
        return total

    async def purge(self, days: int = 14) -> None:
        """Forget jobs that ended more than `days` ago."""
        async with transaction_on(self.engine) as session:
            await session.execute(_PURGE, {"queue": self.queue, "days": days})

    async def _claim(self) -> list[Claimed]:
        async with transaction_on(self.engine) as session:
            rows = await session.execute(_CLAIM, {"queue": self.queue, "batch": BATCH, "lease": LEASE})
            return [Claimed(**row) for row in rows.mappings()]

    async def _run(self, claimed: Claimed) -> None:
        async with self.slots:
            try:
                async with asyncio.timeout(TIME_LIMIT):
                    await self._handle(claimed)
            except LostClaim:
                log.info("a job was taken over", extra={"job_id": claimed.id})
            except Exception as error:
                log.exception("a job failed", extra={"job_id": claimed.id, "queue": self.queue})
                await self._fail(claimed, error)

    async def _handle(self, claimed: Claimed) -> None:
        job, handler = self.handlers[claimed.kind]
        async with transaction_on(self.engine) as session:
            session.info["wake"] = self.wake
            await enter(session, claimed.organisation_id)
            await handler(session, claimed.organisation_id, job.model_validate(claimed.payload))
            done = await session.execute(
                _COMPLETE,
                {"organisation_id": claimed.organisation_id, "id": claimed.id, "epoch": claimed.epoch},
            )
            if done.rowcount != 1:  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]
                raise LostClaim

    async def _fail(self, claimed: Claimed, error: Exception) -> None:
        retries = self.handlers[claimed.kind][0].retries if claimed.kind in self.handlers else 0
        over = isinstance(error, GiveUp) or claimed.attempts > retries
        async with transaction_on(self.engine) as session:
            await session.execute(
                _FAIL,
                {
                    "organisation_id": claimed.organisation_id,
                    "id": claimed.id,
                    "epoch": claimed.epoch,
                    "state": "discarded" if over else "retryable",
                    "wait": wait_after(claimed.attempts),
                    "error": describe(error),
                },
            )


def wait_after(attempts: int) -> float:
    """Seconds until the next try: full jitter over a doubling window (AWS, "Exponential Backoff And Jitter")."""
    return random.uniform(1, min(LONGEST_WAIT, FIRST_WAIT * 2**attempts))  # noqa: S311  (jitter, not a secret)
