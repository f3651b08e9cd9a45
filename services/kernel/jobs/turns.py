"""Rows that are their own queue: claimed in rounds, worked on at most so many at a time, until told to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Generic, TypeVar

from kernel.kit.logging import describe

log = logging.getLogger(__name__)

Claim = TypeVar("Claim")
BATCH = 50
BREATH = 0.02
"""Seconds between two rounds while there is more to do: each then finds more than one free hand."""
WORTHWHILE = 6
"""While more waits than there is room for, a round is taken when this part of the room is free, not for each one."""
AGAIN = 1.0
"""Seconds until the next round after one failed, as when the database is away."""


class Turns(Generic[Claim]):
    """`claim(n)` takes at most n and says in how many seconds it should be asked again; `work` must not raise."""

    def __init__(
        self,
        claim: Callable[[int], Awaitable[tuple[Sequence[Claim], float]]],
        work: Callable[[Claim], Coroutine[Any, Any, None]],
        *,
        most: int,
    ) -> None:
        self._claim, self._work, self._most = claim, work, most
        self._tasks = set[asyncio.Task[None]]()
        self._nudge = asyncio.Event()
        self._claiming = asyncio.Lock()
        self._more = False
        self.stopping = False

    def nudge(self) -> None:
        """There may be something to claim now."""
        self._nudge.set()

    async def run(self) -> None:
        """Take turns until `finish`. Errors are said, not fatal."""
        while not self.stopping:
            self._nudge.clear()
            try:
                wait = await self._round()
            except Exception as error:  # noqa: BLE001  (a loop that ends would be a worker that looks alive)
                log.error("a round failed: %s", describe(error))  # noqa: TRY400
                wait = AGAIN
            try:
                async with asyncio.timeout(max(wait, BREATH)):
                    await self._nudge.wait()
                await asyncio.sleep(BREATH)
            except TimeoutError:
                continue

    async def finish(self, grace: float) -> bool:
        """Claim no more, and give what is under way `grace` seconds. False when something had to be cut short."""
        self.stopping = True
        self._nudge.set()
        async with self._claiming:
            pass
        if not self._tasks:
            return True
        _, late = await asyncio.wait(self._tasks, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    async def _round(self) -> float:
        async with self._claiming:
            return 0 if self.stopping else await self._claim_some()

    async def _claim_some(self) -> float:
        room = min(self._most - len(self._tasks), BATCH)
        if room < (self._most // WORTHWHILE if self._more else 1):
            return AGAIN
        claimed, wait = await self._claim(room)
        self._more = len(claimed) == room
        for one in claimed:
            task = asyncio.create_task(self._work(one))
            self._tasks.add(task)
            task.add_done_callback(self._done)
        return 0 if self._more else wait

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._nudge.set()
