"""Monthly partitions of `click`, made ahead of time, and one for whatever falls outside them."""

from datetime import UTC, date, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from kernel.tables.shields import OWNER

AHEAD = 14
"""Months; `fortaler migrate` runs at every deploy, so a year's margin is ample."""


def _month(start: date, offset: int) -> date:
    index = start.year * 12 + start.month - 1 + offset
    return date(index // 12, index % 12 + 1, 1)


async def ensure_partitions(owner_url: str) -> None:
    """Make the partitions of the last 13 months and of the next `AHEAD` ones, where they are missing."""
    engine = create_async_engine(owner_url, poolclass=NullPool)
    today = datetime.now(UTC).date()
    async with engine.begin() as connection:
        await connection.execute(text(f"SET ROLE {OWNER}"))
        for offset in range(-13, AHEAD):
            first, after = _month(today, offset), _month(today, offset + 1)
            await connection.exec_driver_sql(
                f"CREATE TABLE IF NOT EXISTS click_{first:%Y_%m} PARTITION OF click"
                f" FOR VALUES FROM ('{first}') TO ('{after}')"
            )
        await connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS click_rest PARTITION OF click DEFAULT")
    await engine.dispose()
