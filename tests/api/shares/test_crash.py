"""The api dies in the middle of sharing."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import uuid4

import httpx2
import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import func, select

from addresses import Addresses
from api.auth.cookies import cookie_name
from builders import make_session
from callers import BASE
from kernel.kit.db import transaction_on
from kernel.tables.jobs import Idempotency
from kernel.tables.profiles import Profile
from kernel.tables.shares import Consent, Post, Share
from processes import Service
from sharers import Sharer
from worlds import Place

HELD = 4242
"""The advisory lock that holds a request up at its last statement, right before its commit."""
HOLD_UP = """
    CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(4242); RETURN NULL; END $$;
    CREATE TRIGGER hold_up AFTER INSERT ON idempotency FOR EACH ROW EXECUTE FUNCTION hold_up();
"""
WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"


@pytest.fixture
async def holding(empty_database: Addresses) -> AsyncGenerator[psycopg.AsyncConnection]:
    """While it holds the lock, no request with a key reaches its commit; the trigger goes with the test."""
    plain = empty_database.superuser.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(plain, autocommit=True) as connection:
        await connection.execute(HOLD_UP)
        await connection.execute("SELECT pg_advisory_lock(%s)", [HELD])
        yield connection
        await connection.execute("DROP TRIGGER hold_up ON idempotency; DROP FUNCTION hold_up")


async def counts(engine: AsyncEngine) -> list[int]:
    async with transaction_on(engine) as session:
        tables = (Share, Post, Consent, Idempotency)
        return [(await session.execute(select(func.count()).select_from(table))).scalar_one() for table in tables]


async def test_c2_killed_before_its_commit_it_has_done_nothing_and_the_clients_second_try_makes_one_share(
    nord: Place, mastodon: Profile, sharer: Sharer, owner_engine: AsyncEngine, holding: psycopg.AsyncConnection
) -> None:
    body, key = await sharer.confirmed(mastodon), str(uuid4())
    async with transaction_on(owner_engine) as session:
        token = await make_session(session, nord.people["ambassador"], nord.organisation_id)
    service = Service(factory="api.app:create_app").start()
    try:
        async with browser(service.url, token) as client:
            dying = asyncio.create_task(client.post("/shares", json=body, headers={"Idempotency-Key": key}))
            while (await (await holding.execute(WAITS, [HELD])).fetchone()) == (0,):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            service.kill()
            with pytest.raises(httpx2.HTTPError):
                await dying
            await holding.execute("SELECT pg_advisory_unlock(%s)", [HELD])
            assert await counts(owner_engine) == [0, 0, 0, 0]
            service.start()
            first = await client.post("/shares", json=body, headers={"Idempotency-Key": key})
            again = await client.post("/shares", json=body, headers={"Idempotency-Key": key})
    finally:
        service.kill()
    assert (first.status_code, again.json()) == (201, first.json())
    assert await counts(owner_engine) == [1, 1, 1, 1]


def browser(url: str, token: str) -> httpx2.AsyncClient:
    """The person's own browser, at another process of the same installation."""
    cookies = {cookie_name("http://127.0.0.1:8080"): token}
    return httpx2.AsyncClient(base_url=url + BASE, headers={"X-Fortaler": "1"}, cookies=cookies, timeout=30)
