"""Taking turns: never more at once than allowed, never stopped by a failure, and nothing claimed after the end."""

import asyncio
from collections.abc import Callable

from kernel.jobs.turns import Turns


class Field:
    """Work to be claimed, and how many work on it at once."""

    def __init__(self, waiting: int, *, seconds: float = 0.01, most: int = 10) -> None:
        self.waiting, self.seconds, self.failures = waiting, seconds, 0
        self.busy, self.busiest, self.done = 0, 0, 0
        self.turns = Turns(self.claim, self.work, most=most)

    async def claim(self, most: int) -> tuple[list[int], float]:
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        taken = min(most, self.waiting)
        self.waiting -= taken
        return list(range(taken)), 60

    async def work(self, _one: int) -> None:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            await asyncio.sleep(self.seconds)
            self.done += 1
        finally:
            self.busy -= 1


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110  (what is counted sets no event)
            await asyncio.sleep(0.01)


async def until_done(field: Field, count: int) -> None:
    await until(lambda: field.done >= count)


async def test_all_work_is_done_by_no_more_than_allowed_at_once() -> None:
    field = Field(200)
    turning = asyncio.create_task(field.turns.run())
    await until_done(field, 200)
    assert 1 < field.busiest <= 10
    assert await field.turns.finish(5)
    await turning


async def test_a_round_that_fails_is_taken_again() -> None:
    field = Field(3)
    field.failures = 1
    turning = asyncio.create_task(field.turns.run())
    await until_done(field, 3)
    await field.turns.finish(5)
    await turning


async def test_a_nudge_ends_the_nap() -> None:
    field = Field(0)
    turning = asyncio.create_task(field.turns.run())
    await asyncio.sleep(0.1)
    field.waiting = 1
    field.turns.nudge()
    await until_done(field, 1)
    await field.turns.finish(5)
    await turning


async def test_at_the_end_what_is_under_way_is_awaited_and_nothing_more_is_claimed() -> None:
    field = Field(1000, seconds=0.2)
    turning = asyncio.create_task(field.turns.run())
    await until(lambda: field.busy > 0)
    assert await field.turns.finish(5)
    await turning
    assert (field.busy, field.done + field.waiting) == (0, 1000)


async def test_what_outlasts_the_grace_is_cut_short_and_that_is_said() -> None:
    field = Field(5, seconds=60)
    turning = asyncio.create_task(field.turns.run())
    await until(lambda: field.busy == 5)
    assert not await field.turns.finish(0.05)
    await turning
    assert (field.busy, field.done) == (0, 0)
