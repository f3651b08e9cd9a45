"""Alembic's door: as the owner, with a lock that is given up after 5 s rather than queue everybody behind it."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import kernel.tables
from kernel.kit.settings import OwnerDatabaseSettings, read
from kernel.migrations import shield
from kernel.tables.shields import OWNER

MODULES = (kernel.tables, shield)
"""Imported for what they register: the tables and `op.shield`."""


def include(_object: Any, name: str | None, _kind: str, _reflected: bool, _compare_to: Any) -> bool:  # noqa: FBT001
    """Partitions of `click` are made by `partitions.py`, not by autogenerate."""
    return not (name or "").startswith(("click_2", "click_rest", "ix_click_2"))


def render(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Plain SQLAlchemy types in migrations: SQLModel's own may change their names."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(value).__name__ == "UTCDateTime" else False


def run(connection: Connection) -> None:
    """One transaction for all pending migrations."""
    connection.execute(text(f"SET ROLE {OWNER}"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_object=include,
        render_item=render,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    """Connect and run."""
    engine = create_async_engine(
        read(OwnerDatabaseSettings).url.get_secret_value(),
        poolclass=NullPool,
        connect_args={"options": "-c lock_timeout=5s"},
    )
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
