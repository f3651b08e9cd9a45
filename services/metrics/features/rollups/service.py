"""Bringing the figures up to date, a day at a time."""

from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.kit.db import enter, transaction_on
from metrics.features.rollups.queries import Dirty, compute_day, dirty_days, local_days, take_dirty

AT_ONCE = 200


async def roll_up(engine: AsyncEngine) -> int:
    """Compute every dirty day, each in a transaction of its own; returns how many days that were."""
    async with transaction_on(engine) as session:
        waiting = await dirty_days(session, AT_ONCE)
    return sum([await _compute(engine, dirty) for dirty in waiting])


async def _compute(engine: AsyncEngine, dirty: Dirty) -> int:
    async with transaction_on(engine) as session:
        await enter(session, dirty.organisation_id)
        if not await take_dirty(session, dirty):
            return 0
        for day in await local_days(session, dirty.day):
            await compute_day(session, dirty.organisation_id, day)
    return 1
