"""Group commit: several who write at once share a transaction, and none of them pays for another's mistake."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from builders import make_organisation
from kernel.jobs.enqueue import enqueue
from kernel.jobs.mail import SendCode
from kernel.kit.db import transaction_on
from kernel.kit.together import Together

UNWRITABLE = 99


class Refused(Exception):
    """What the test's writer raises for what it will not write."""


async def organisations(owner_engine: AsyncEngine, count: int) -> list[UUID]:
    async with transaction_on(owner_engine) as session:
        return [(await make_organisation(session)).id for _ in range(count)]


async def count_jobs(owner_engine: AsyncEngine) -> int:
    async with owner_engine.connect() as connection:
        return await connection.scalar(text("SELECT count(*) FROM job")) or 0


class Writing:
    """A writer that notes how its items came."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.groups: list[tuple[UUID, list[int]]] = []
        self.together = Together[int, int](engine, self.write)

    async def write(self, session: AsyncSession, organisation_id: UUID, items: Sequence[int]) -> list[int]:
        self.groups.append((organisation_id, list(items)))
        for item in items:
            job = SendCode(sign_in_id=str(item), language="da", sealed="")
            await enqueue(session, organisation_id, job)
        if UNWRITABLE in items:
            raise Refused
        return [2 * item for item in items]


async def test_what_is_written_at_once_shares_a_transaction_per_organisation(
    worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    here, there = await organisations(owner_engine, 2)
    writing = Writing(worker_engine)
    results = await asyncio.gather(
        *(writing.together.write(here, n) for n in range(20)), *(writing.together.write(there, n) for n in range(5))
    )
    assert results == [2 * n for n in range(20)] + [2 * n for n in range(5)]
    assert sorted(len(items) for _, items in writing.groups) == [5, 20]
    assert await count_jobs(owner_engine) == 25


async def test_one_that_cannot_be_written_harms_no_other(worker_engine: AsyncEngine, owner_engine: AsyncEngine) -> None:
    (here,) = await organisations(owner_engine, 1)
    writing = Writing(worker_engine)
    results = await asyncio.gather(
        *(writing.together.write(here, n) for n in (1, 2, UNWRITABLE, 4, 5, 6)), return_exceptions=True
    )
    assert [type(result) for result in results].count(Refused) == 1
    assert isinstance(results[2], Refused)
    assert await count_jobs(owner_engine) == 5


async def test_who_gives_up_waiting_stops_nobody_else(worker_engine: AsyncEngine, owner_engine: AsyncEngine) -> None:
    (here,) = await organisations(owner_engine, 1)
    writing = Writing(worker_engine)
    impatient = asyncio.create_task(writing.together.write(here, 1))
    patient = asyncio.create_task(writing.together.write(here, 2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 4
    with pytest.raises(asyncio.CancelledError):
        await impatient
