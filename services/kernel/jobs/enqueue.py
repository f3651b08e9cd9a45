"""Putting a job on the queue: a row in the caller's transaction, and a reminder once that has committed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from kernel.jobs.contract import Job
from kernel.kit.clock import now
from kernel.kit.db import after_commit
from kernel.kit.ids import new_id
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
    await enqueue_all(session, organisation_id, [(job, key)], due_at=due_at)


async def enqueue_all(
    session: AsyncSession,
    organisation_id: UUID,
    jobs: Sequence[tuple[Job, str | None]],
    *,
    due_at: datetime | None = None,
) -> None:
    """Write several, each with its key or none, at the cost of one."""
    if not jobs:
        return
    at = due_at or now()
    rows = [
        {
            "organisation_id": organisation_id,
            "id": new_id(),
            "kind": job.kind,
            "queue": job.queue,
            "payload": job.model_dump(mode="json"),
            "key": key,
            "state": "available",
            "due_at": at,
            "attempts": 0,
            "epoch": 0,
        }
        for job, key in jobs
    ]
    await session.execute(_INSERT, rows)
    if due_at is None:
        for queue in {job.queue for job, _ in jobs}:
            remind(session, queue)


_UNFINISHED = text("key IS NOT NULL AND state IN ('available', 'retryable')")
_INSERT = insert(SQLModel.metadata.tables[JobRow.__tablename__]).on_conflict_do_nothing(
    index_elements=["organisation_id", "kind", "key"], index_where=_UNFINISHED
)
