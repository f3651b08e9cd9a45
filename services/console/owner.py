"""The schema owner's door to the database, for what is done from a terminal."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.db import create_engine, transaction_on
from kernel.kit.settings import OwnerDatabaseSettings, read
from kernel.tables.shields import OWNER

ONE_AT_A_TIME = 7_041_976
"""The advisory lock that keeps two terminals from making the same organisation."""


@asynccontextmanager
async def as_owner() -> AsyncGenerator[AsyncSession]:
    """One transaction past row-level security; whoever else opens one here waits for its end."""
    engine = create_engine(read(OwnerDatabaseSettings).url.get_secret_value(), pool_size=1)
    try:
        async with transaction_on(engine) as session:
            await session.execute(text(f"SET LOCAL ROLE {OWNER}"))
            await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ONE_AT_A_TIME})
            yield session
    finally:
        await engine.dispose()
