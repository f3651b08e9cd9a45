"""Redis reminds and no more: C1 and C11 of the crash-point table. The ledger knows what was ever accepted."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx2
import pytest
from redis import Redis

from api.auth.cookies import cookie_name
from builders import make_session
from callers import BASE, Client
from desks import Desk, connection_of, store
from kernel.kit.db import transaction_on
from local.pair import Pair
from processes import Service
from sharers import Sharer, add_profile


def empty(pair: Pair) -> None:
    with Redis.from_url(pair.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
        redis.flushall()  # pyright: ignore[reportUnknownMemberType]


def stop(pair: Pair) -> None:
    assert pair.valkey.process is not None
    pair.valkey.process.send_signal(signal.SIGSTOP)


def kill(pair: Pair) -> None:
    pair.valkey.kill()


@pytest.fixture
async def reminded(desk: Desk, publisher: Service, pair: Pair) -> AsyncGenerator[Desk]:
    """A desk whose publisher is at work; Valkey is back afterwards."""
    with publisher:
        await desk.becomes(await desk.schedule("Først."), "published")
        yield desk
    process = pair.valkey.process
    if process is not None and process.poll() is None:
        process.send_signal(signal.SIGCONT)
    else:
        pair.valkey.start()


@pytest.mark.parametrize("act", [empty, stop, kill])
async def test_c11_whatever_becomes_of_redis_posts_go_out(
    act: Callable[[Pair], None], reminded: Desk, pair: Pair
) -> None:
    act(pair)
    posts = [await reminded.schedule() for _ in range(3)]
    for post in posts:
        await reminded.becomes(post, "published")
    assert len(reminded.posted()) == 1 + len(posts)


@asynccontextmanager
async def hanging_redis() -> AsyncGenerator[tuple[str, asyncio.Event]]:
    """An address where somebody takes the call and never says a word; and whether anybody called."""
    called = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0", called


async def test_c1_the_api_killed_after_its_commit_and_before_its_reminder_the_post_goes_out_once(
    desk: Desk, publisher: Service
) -> None:
    place, connection = desk.place, connection_of(desk.practice, "jonas")
    profile = await add_profile(desk.owner_engine, place, instance=connection.instance, external_id=connection.subject)
    await store(desk, profile, connection)
    async with transaction_on(desk.owner_engine) as session:
        token = await make_session(session, place.people["ambassador"], place.organisation_id)
    async with hanging_redis() as (redis_url, called):
        api = Service(factory="api.app:create_app", env={"REDIS_URL": redis_url})
        with api, publisher:
            cookies = {cookie_name("http://127.0.0.1:8080"): token}
            async with Client(
                base_url=api.url + BASE, headers={"X-Fortaler": "1"}, cookies=cookies, timeout=30
            ) as client:
                sharer = Sharer(client, place)
                body, key = await sharer.confirmed(profile, text="Ovnen er tændt."), str(uuid4())
                dying = asyncio.create_task(sharer.send(body, key))
                await called.wait()
                api.kill()
                with pytest.raises(httpx2.TransportError):
                    await dying
                api.start()
                answer = await sharer.send(body, key)
            assert answer.status_code == 201, answer.text
            await desk.let_time_pass(seconds=10)
            await desk.becomes(answer.json()["posts"][0]["id"], "published")
    assert [words for words in desk.posted() if "tændt" in words] == desk.posted()
    assert len(desk.posted()) == 1
