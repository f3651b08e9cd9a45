"""Putting a job on the queue: a row in the caller's transaction, and a reminder once that has committed."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.jobs.contract import Job
from kernel.kit.clock import now
from kernel.kit.db import after_commit
from kernel.tables.jobs import Job as JobRow

Wake = Callable[[str], Awaitable[None]]


def remind(session: AsyncSession, queue: str) -> None:
    """Have the worker of `queue` reminded after the commit. The session carries the waker, so that rooms need not."""
    wake: Wake | None = session.info.get("wake")
    if wake is not None:
        after_commit(session, f"wake:{queue}", lambda: wake(queue))


async def enqueue(
    session: AsyncSession, organisation_id: UUID, job: Job, *, due_at: datetime | None = None, key: str | None = None
) -> None:
    """Write the job. With a `key`, an unfinished job of the same kind and key in the organisation is kept instead."""
    row = insert(JobRow).values(
        **JobRow(
            organisation_id=organisation_id,
            kind=job.kind,
            queue=job.queue,
            payload=job.model_dump(mode="json"),
            key=key,
            due_at=due_at or now(),
        ).model_dump()
    )
    unfinished = text("key IS NOT NULL AND state IN ('available', 'retryable')")
    await session.execute(
        row.on_conflict_do_nothing(
            index_elements=[col(JobRow.organisation_id), col(JobRow.kind), col(JobRow.key)], index_where=unfinished
        )
    )
    if due_at is None:
        remind(session, job.queue)
