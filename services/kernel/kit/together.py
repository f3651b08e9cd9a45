"""Group commit: what many wait to have written at the same moment is written in one transaction per organisation.

While one transaction runs, what arrives meanwhile gathers for the next: the more there is to write the less each one
costs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.kit.db import enter, transaction_on

Item = TypeVar("Item")
Result = TypeVar("Result")
LINGER = 0.01
"""Seconds for which the first to come waits for others: less than the transaction takes that they then share."""
Write = Callable[[AsyncSession, UUID, Sequence[Item]], Awaitable[Sequence[Result]]]


class Together(Generic[Item, Result]):
    """Writes items with `write`, which gives a result for each, in order. `info` goes to every session it is given.

    Where writing several at once fails they are written one by one, so that one that cannot be written harms no other.
    `write` must therefore do nothing when it finds that its item is written already.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        write: Write[Item, Result],
        *,
        info: dict[str, object] | None = None,
        most: int = 100,
        at_once: int = 6,
    ) -> None:
        self._engine, self._write, self._info, self._most = engine, write, info or {}, most
        self._connections = asyncio.Semaphore(at_once)
        self._waiting: dict[UUID, list[tuple[Item, asyncio.Future[Result]]]] = {}
        self._writers: dict[UUID, asyncio.Task[None]] = {}

    async def write(self, organisation_id: UUID, item: Item) -> Result:
        """The item's result, once it is committed. Raises what writing it raised: then it may or may not be written."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(organisation_id, []).append((item, future))
        if organisation_id not in self._writers:
            self._writers[organisation_id] = asyncio.create_task(self._drain(organisation_id))
        return await future

    async def _drain(self, organisation_id: UUID) -> None:
        try:
            await asyncio.sleep(LINGER)
            while waiting := self._waiting.pop(organisation_id, []):
                group, rest = waiting[: self._most], waiting[self._most :]
                if rest:
                    self._waiting[organisation_id] = rest
                await self._settle(organisation_id, group)
        finally:
            del self._writers[organisation_id]

    async def _settle(self, organisation_id: UUID, group: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._transact(organisation_id, [item for item, _ in group])
        except Exception as error:  # noqa: BLE001  (whatever it was, those who wait hear of it)
            if len(group) > 1:
                for single in group:
                    await self._settle(organisation_id, [single])
            elif not group[0][1].done():
                group[0][1].set_exception(error)
            return
        for (_, future), result in zip(group, results, strict=True):
            if not future.done():
                future.set_result(result)

    async def _transact(self, organisation_id: UUID, items: list[Item]) -> Sequence[Result]:
        async with self._connections, transaction_on(self._engine) as session:
            session.info.update(self._info)
            await enter(session, organisation_id)
            return await self._write(session, organisation_id, items)
