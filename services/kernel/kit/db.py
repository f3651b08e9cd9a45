"""One transaction per request or job: opened and closed at the edge, nowhere else. Nobody commits."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

_OPTIONS = "-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
Call = Callable[[], Awaitable[None]]


def create_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """An engine that gives up soon: 5 s for a connection, 15 s for a statement, 30 s idle in a transaction.

    Prepared statements are off so that PgBouncer in transaction mode may stand in front.
    """
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=10,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": _OPTIONS, "prepare_threshold": None},
    )


Reader = AsyncConnectionPool[AsyncConnection[TupleRow]]


def create_reader(url: str, *, size: int = 4) -> Reader:
    """Bare connections for a hot path of single reads: no session, no transaction, about a quarter of the cost.

    Opens with `async with`. Errors are psycopg's own.
    """
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    kwargs = {"autocommit": True, "prepare_threshold": None, "connect_timeout": 5, "options": _OPTIONS}
    return AsyncConnectionPool(plain, min_size=1, max_size=size, timeout=5, kwargs=kwargs, open=False)


def after_commit(session: AsyncSession, key: str, call: Call) -> None:
    """Have `call` run once the transaction has committed, and never if it doesn't. The same key runs once."""
    session.info.setdefault("after_commit", {})[key] = call


async def _set(session: AsyncSession, name: str, value: str) -> None:
    await session.execute(text("SELECT set_config(:n, :v, true)"), {"n": f"fortaler.{name}", "v": value})


async def enter(session: AsyncSession, organisation_id: UUID) -> None:
    """From here to the end of the transaction only rows of this organisation exist."""
    await _set(session, "organisation", str(organisation_id))


async def be(session: AsyncSession, person_id: UUID) -> None:
    """Act as this person: their own credentials and sessions become visible, nobody else's."""
    await _set(session, "person", str(person_id))


async def bear(session: AsyncSession, secret_hash: str) -> None:
    """Show a secret's hash (hex): the session, code or invitation it belongs to becomes visible."""
    await _set(session, "bearer", secret_hash)


@asynccontextmanager
async def transaction_on(engine: AsyncEngine) -> AsyncGenerator[AsyncSession]:
    """The one place that commits. What was registered with `after_commit` runs after the commit, before the answer."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        async with session.begin():
            yield session
        for call in session.info.pop("after_commit", {}).values():
            await call()
