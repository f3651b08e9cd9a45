import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import psycopg
import pytest
from psycopg import sql
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from known import Known
from local.pair import Pair
from metrics.features.clicks.policy import device_of, kind_of, referrer_of
from metrics.features.clicks.service import STREAM, ingest, replay_spool
from metrics.features.rollups.service import roll_up
from processes import Service

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36"

VISITS, VISITORS = int(os.environ.get("CLICKS", "1000")), 25
"""Clicks while the redirect is killed, and how many click at once: by hand, CLICKS=10000 pytest -s tests/metrics/test_clicks.py."""


def redis_of(addresses: Addresses) -> Redis:
    return Redis.from_url(addresses.redis)  # pyright: ignore[reportUnknownMemberType]


async def visit(redirect: Service, code: str, agent: str = PHONE, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient() as client:
        return await client.get(f"{redirect.url}/l/{code}", headers={"user-agent": agent, **headers})


async def day_of(owner_engine: AsyncEngine, table: str = "link_day") -> tuple[int, int, int, int]:
    async with owner_engine.connect() as connection:
        query = text(f"SELECT sum(clicks), sum(visitors), sum(bots), sum(previews) FROM {table}")
        row = (await connection.execute(query)).one()
    return tuple(int(value or 0) for value in row)  # pyright: ignore[reportReturnType]


async def settle(worker_engine: AsyncEngine, redis: Redis) -> None:
    while await ingest(worker_engine, redis):
        pass
    await roll_up(worker_engine)


async def test_a_visitor_is_sent_on_at_once_and_counted_once(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    answer = await visit(redirect, known.code)
    assert answer.status_code == 302
    assert answer.headers["location"] == "https://nordlys.example/artikel?x=1"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    redis = redis_of(addresses)
    await settle(worker_engine, redis)
    await settle(worker_engine, redis)
    for table in ("link_day", "ambassador_day", "programme_day"):
        assert await day_of(owner_engine, table) == (1, 1, 0, 0)
    await redis.aclose()


async def test_two_visits_of_one_visitor_are_two_clicks_and_one_visitor(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    for agent in (PHONE, PHONE, DESK):
        await visit(redirect, known.code, agent)
    redis = redis_of(addresses)
    await settle(worker_engine, redis)
    assert await day_of(owner_engine) == (3, 2, 0, 0)
    await redis.aclose()


async def test_machines_are_answered_and_counted_apart(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    for agent in ("facebookexternalhit/1.1", "curl/8.9", ""):
        assert (await visit(redirect, known.code, agent)).status_code == 302
    await visit(redirect, known.code, PHONE, **{"sec-purpose": "prefetch;prerender"})
    redis = redis_of(addresses)
    await settle(worker_engine, redis)
    assert await day_of(owner_engine) == (0, 0, 2, 2)
    await redis.aclose()


async def test_a_click_raises_the_evidence_of_a_post_shared_by_hand(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    await visit(redirect, known.code)
    redis = redis_of(addresses)
    await settle(worker_engine, redis)
    async with owner_engine.connect() as connection:
        assert (await connection.execute(text("SELECT evidence FROM post"))).scalar_one() == "clicks"
    await redis.aclose()


@pytest.mark.parametrize("code", ["nosuchcode99", "x", "..%2f..%2fetc", "%00abcdefghij", "a" * 400])
async def test_a_code_that_is_none_gets_words_and_leads_nowhere(redirect: Service, known: Known, code: str) -> None:
    answer = await visit(redirect, code)
    assert answer.status_code == 404
    assert "Linket findes ikke" in answer.text


async def test_clicks_while_redis_is_away_are_answered_and_counted_once_later(
    pair: Pair,
    redirect: Service,
    known: Known,
    worker_engine: AsyncEngine,
    owner_engine: AsyncEngine,
    addresses: Addresses,
) -> None:
    await visit(redirect, known.code)
    pair.valkey.kill()
    try:
        for _ in range(3):
            assert (await visit(redirect, known.code)).status_code == 302
    finally:
        pair.valkey.start()  # in this thread: its children die with the thread that started them
    redis = redis_of(addresses)
    spool = Path(os.environ["FORTALER_BLOBS"]) / "spool"
    assert await replay_spool(redis, spool) >= 1
    assert await replay_spool(redis, spool) == 0
    await settle(worker_engine, redis)
    assert await day_of(owner_engine) == (4, 1, 0, 0)
    await redis.aclose()


async def test_a_spooled_batch_that_had_arrived_after_all_is_not_counted_twice(
    known: Known,
    worker_engine: AsyncEngine,
    owner_engine: AsyncEngine,
    addresses: Addresses,
    tmp_path: Path,
    redirect: Service,
) -> None:
    await visit(redirect, known.code)
    redis = redis_of(addresses)
    [(_, fields)] = await redis.xrange(STREAM)  # pyright: ignore[reportUnknownMemberType]
    (tmp_path / fields[b"id"].decode()).write_bytes(fields[b"clicks"])
    assert await replay_spool(redis, tmp_path) == 1
    await settle(worker_engine, redis)
    assert await day_of(owner_engine) == (1, 1, 0, 0)
    await redis.aclose()


async def test_every_answered_click_survives_a_kill_of_the_redirect_and_counts_once(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    answered = in_flight = 0
    kill_at = VISITS // 3
    enough = asyncio.Event()

    async def visitor() -> None:
        nonlocal answered, in_flight
        async with httpx2.AsyncClient() as client:
            for _ in range(VISITS // VISITORS):
                try:
                    reply = await client.get(f"{redirect.url}/l/{known.code}", headers={"user-agent": PHONE})
                    answered += reply.status_code == 302
                    if answered == kill_at:
                        enough.set()
                except httpx2.HTTPError:
                    in_flight += 1
                    await asyncio.sleep(0.02)

    async def killer() -> None:
        await enough.wait()
        redirect.kill()
        await asyncio.to_thread(redirect.start)

    await asyncio.gather(killer(), *(visitor() for _ in range(VISITORS)))
    redis = redis_of(addresses)
    await settle(worker_engine, redis)
    clicks, *_ = await day_of(owner_engine)
    assert answered <= clicks <= answered + in_flight
    assert answered > kill_at
    sys.stdout.write(f"\n{answered} answered, {in_flight} in flight at the kill, {clicks} counted\n")
    await redis.aclose()


async def test_an_entry_that_is_no_batch_of_ours_stops_nothing(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    redis = redis_of(addresses)
    for field, body in (("clicks", b"\x80\x04pickle"), ("other", b"1"), ("clicks", b"[[1]]"), ("clicks", b"7")):
        await redis.xadd(STREAM, {field: body})  # pyright: ignore[reportUnknownMemberType]
    await visit(redirect, known.code)
    await settle(worker_engine, redis)
    assert await day_of(owner_engine) == (1, 1, 0, 0)
    await redis.aclose()


async def test_two_workers_at_once_count_each_click_once(
    redirect: Service, known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine, addresses: Addresses
) -> None:
    await asyncio.gather(*(visit(redirect, known.code) for _ in range(50)))
    redis = redis_of(addresses)
    for _ in range(5):
        await asyncio.gather(*(ingest(worker_engine, redis) for _ in range(4)), roll_up(worker_engine))
    await settle(worker_engine, redis)
    assert await day_of(owner_engine) == (50, 1, 0, 0)
    await redis.aclose()


async def test_no_address_and_no_user_agent_is_kept_anywhere(
    redirect: Service, known: Known, worker_engine: AsyncEngine, addresses: Addresses
) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0) CanaryBrowser/77.123 Chrome/150.0 Safari/537.36"
    await visit(redirect, known.code, agent, **{"x-forwarded-for": "203.0.113.77"})
    redis = redis_of(addresses)
    everything = repr(await redis.xrange(STREAM))  # pyright: ignore[reportUnknownMemberType]
    await settle(worker_engine, redis)
    with psycopg.connect(addresses.superuser.replace("+psycopg", "")) as connection:
        names = connection.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        for (name,) in names:
            rows = connection.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name))).fetchall()
            everything += repr(rows)
    assert known.link_id.hex in everything
    for canary in ("CanaryBrowser", "203.0.113.77", "127.0.0.1:"):
        assert canary not in everything
    await redis.aclose()


async def test_a_click_near_midnight_belongs_to_the_day_of_the_organisation(
    known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    late = datetime.now(UTC).replace(hour=23, minute=30, second=0, microsecond=0) - timedelta(days=1)
    async with owner_engine.begin() as connection:
        await connection.execute(
            text("INSERT INTO click VALUES (:o, :l, :at, 'human', 'none', 'phone', 'v');"),
            {"o": known.organisation_id, "l": known.link_id, "at": late},
        )
        await connection.execute(
            text("INSERT INTO dirty_day (organisation_id, day, marked_at) VALUES (:o, :day, now())"),
            {"o": known.organisation_id, "day": late.date()},
        )
    assert await roll_up(worker_engine) == 1
    async with owner_engine.connect() as connection:
        days = (await connection.execute(text("SELECT day FROM link_day"))).scalars().all()
    assert days == [late.date() + timedelta(days=1)]


@pytest.mark.parametrize(
    ("agent", "kind", "device"),
    [
        (PHONE, "human", "phone"),
        (DESK, "human", "computer"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Safari/605.1.15", "human", "tablet"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/150 Mobile Safari/537.36", "human", "phone"),
        ("LinkedInBot/1.0 (compatible; Mozilla/5.0)", "preview", "other"),
        ("Mastodon/4.4.0 (http.rb/5.2.0; +https://mastodon.example/)", "preview", "other"),
        ("Bluesky Cardyb/1.1", "preview", "other"),
        ("WhatsApp/2.24", "preview", "other"),
        ("Googlebot/2.1 (+http://www.google.com/bot.html)", "bot", "other"),
        ("python-httpx/0.28", "bot", "other"),
        ("a" * 600, "bot", "other"),
    ],
)
def test_agents_are_told_apart(agent: str, kind: str, device: str) -> None:
    assert (kind_of(agent, "GET", ""), device_of(agent)) == (kind, device)


def test_a_head_request_and_a_prefetch_are_previews() -> None:
    assert kind_of(PHONE, "HEAD", "") == kind_of(PHONE, "GET", "prefetch") == "preview"


@pytest.mark.parametrize(
    ("referrer", "expected"),
    [
        ("", "none"),
        ("https://www.linkedin.com/feed/", "network"),
        ("https://l.facebook.com/", "network"),
        ("https://t.co/abc", "network"),
        ("https://www.google.dk/", "search"),
        ("https://mail.google.com/", "mail"),
        ("https://fortaler.example/story", "own"),
        ("https://notlinkedin.com/", "other"),
        ("http://[::1", "other"),
    ],
)
def test_referrers_become_classes(referrer: str, expected: str) -> None:
    assert referrer_of(referrer, "fortaler.example") == expected
