"""Every way to die at the wrong moment, by the names of the crash-point table. The ledger knows what was ever accepted.

C1, C2 and C11 are the api's and the storm's; C19 and C20 are in connections, against tokens that rotate.
"""

import asyncio
import signal
import socket
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from addresses import Addresses
from desks import PATIENT, Desk, connect_profile, connection_of, deliver_due, look_for_lost, store, until
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Egress
from local.pair import Pair
from networks.drafts import Picture
from practice_network import picture_of
from processes import Service
from publisher.features.deliveries.queries import claim_posts

FAR = 600
"""Seconds for which a lie holds a publisher at a point: longer than any test takes."""
HASTE = {"FORTALER_PUBLISHER_PATIENCE": "0.02"}


async def find_out(desk: Desk, *, rounds: int = 4) -> None:
    """Let leases end and lost answers be looked for, by a publisher that was not there before."""
    deliveries = desk.deliveries()
    for _ in range(rounds):
        await desk.let_time_pass(minutes=3)
        await deliver_due(deliveries)
        await look_for_lost(deliveries)


async def lock_waits(desk: Desk) -> None:
    """Wait until one of the publisher's statements waits for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'fortaler_worker' AND wait_event_type = 'Lock'"
    for _ in range(200):
        async with desk.owner_engine.connect() as connection:
            if await connection.scalar(text(query)):
                return
        await asyncio.sleep(0.05)
    pytest.fail("nothing waits for the lock")


def creates(desk: Desk) -> int:
    """How often the network was asked for a post: its key would hide that it was asked twice."""
    return desk.practice.control()["seen"]["creates"]


@asynccontextmanager
async def at_create(desk: Desk, publisher: Service, lie: str, **particulars: float) -> AsyncGenerator[UUID]:
    """The publisher's process, held by `lie` in the middle of the call that posts."""
    desk.practice.lie(lie, **particulars)
    post = await desk.schedule("Vi har bygget en ovn.")
    with publisher:
        await desk.becomes(post, "sending")
        await until(lambda: creates(desk) == 1)
        yield post


async def test_c3_killed_after_the_claim_and_before_the_attempt_it_is_claimed_again_when_the_lease_ends(
    desk: Desk, publisher: Service
) -> None:
    desk.practice.control(media={"processing_seconds": FAR})
    picture = picture_of("JPEG")
    ref = await desk.blobs.put(picture)
    post = await desk.schedule(pictures=(Picture(ref, "image/jpeg", len(picture), alt="En ovn"),))
    with publisher:
        await desk.becomes(post, "claimed")
        publisher.kill()
    desk.practice.control(clear=True)
    other = desk.deliveries()
    assert await deliver_due(other) == 0
    assert (await desk.state(post), await desk.attempts(post)) == ("claimed", [])
    await desk.let_time_pass(minutes=3)
    assert await deliver_due(other) == 1
    assert await desk.state(post) == "published"
    assert len(desk.posted()) == len(await desk.attempts(post)) == 1


@contextmanager
def deaf_port() -> Generator[str]:
    """An address at which connecting takes for ever: somebody listens, but the queue before the door is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"127.0.0.1:{listener.getsockname()[1]}"


async def test_c4_killed_after_the_attempt_and_before_a_byte_left_it_is_looked_for_before_it_is_sent_again(
    desk: Desk, publisher: Service
) -> None:
    connection = connection_of(desk.practice, "mette")
    with deaf_port() as address:
        await store(desk, desk.profile, replace(connection, instance=address))
        publisher.env["FORTALER_EGRESS_LOOPBACK"] += f",{address}"
        post = await desk.schedule()
        with publisher:
            await desk.becomes(post, "sending")
            publisher.kill()
    await store(desk, desk.profile, connection)
    assert (await desk.state(post), len(await desk.attempts(post))) == ("sending", 1)
    deliveries = desk.deliveries()
    await desk.let_time_pass(minutes=3)
    await deliver_due(deliveries)
    assert await desk.state(post) == "unknown"
    for reads in range(1, 4):
        assert creates(desk) == 0
        await desk.let_time_pass(minutes=3)
        await look_for_lost(deliveries)
        assert (await desk.row(post))["checks"] == (reads if reads < 3 else 0)
    assert await desk.state(post) == "published"
    assert len(desk.posted()) == creates(desk) == 1
    assert [attempt["outcome"] for attempt in await desk.attempts(post)] == ["unknown", "published"]


async def test_c5_killed_after_the_bytes_and_before_the_answer_it_is_found(desk: Desk, publisher: Service) -> None:
    async with at_create(desk, publisher, "store_then_slow", seconds=FAR) as post:
        publisher.kill()
    await find_out(desk, rounds=2)
    row = await desk.row(post)
    assert (row["state"], row["evidence"]) == ("published", "confirmed")
    assert desk.posted() == ["Vi har bygget en ovn."]
    assert creates(desk) == 1
    assert await desk.verbs() == ["post.published"]


async def test_c6_killed_after_the_answer_and_before_it_was_written_it_is_found(desk: Desk, publisher: Service) -> None:
    async with at_create(desk, publisher, "store_then_slow", seconds=FAR) as post:
        async with transaction_on(desk.owner_engine) as session:
            await session.execute(text("SELECT FROM post WHERE id = :id FOR UPDATE"), {"id": post})
            desk.practice.clock.forward(seconds=FAR)
            await lock_waits(desk)
            publisher.kill()
        assert await desk.state(post) == "sending"
    desk.practice.clock.forward(seconds=-FAR)
    await find_out(desk, rounds=2)
    assert await desk.state(post) == "published"
    assert len(desk.posted()) == len(await desk.attempts(post)) == creates(desk) == 1


async def test_c7_stopped_past_its_lease_and_woken_a_publisher_changes_nothing(desk: Desk, publisher: Service) -> None:
    async with at_create(desk, publisher, "store_then_slow", seconds=FAR) as post:
        publisher.send(signal.SIGSTOP)
        await find_out(desk, rounds=2)
        assert await desk.state(post) == "published"
        before = await desk.row(post)
        desk.practice.clock.forward(seconds=FAR)
        publisher.send(signal.SIGCONT)
        after = await desk.schedule("Og en ovn til.")
        await desk.becomes(after, "published")
        assert await desk.row(post) == before
    assert desk.posted() == ["Vi har bygget en ovn.", "Og en ovn til."]
    assert creates(desk) == 2
    assert await desk.verbs() == ["post.published"] * 2


async def test_c8_told_to_stop_it_ends_what_it_sends_and_takes_nothing_more(desk: Desk, publisher: Service) -> None:
    async with at_create(desk, publisher, "store_then_slow", seconds=FAR) as post:
        publisher.send(signal.SIGTERM)
        await asyncio.sleep(0.5)
        more = await desk.schedule("For sent.", profile=await connect_profile(desk, "jonas"))
        desk.practice.clock.forward(seconds=FAR)
        assert await asyncio.to_thread(publisher.wait) == 0
    assert (await desk.state(post), await desk.state(more)) == ("published", "scheduled")


async def test_c8_what_does_not_end_in_time_is_unknown_and_found(desk: Desk, publisher: Service) -> None:
    publisher.env |= HASTE
    async with at_create(desk, publisher, "store_then_slow", seconds=FAR) as post:
        publisher.send(signal.SIGTERM)
        assert await asyncio.to_thread(publisher.wait) == 0
    assert await desk.state(post) == "unknown"
    await find_out(desk, rounds=1)
    assert await desk.state(post) == "published"
    assert len(desk.posted()) == creates(desk) == 1


LOST: dict[str, tuple[str, dict[str, Any]]] = {
    "500 after it was stored": ("store_then_500", {}),
    "connection closed after it was stored": ("store_then_drop", {}),
    "connection reset after it was stored": ("store_then_drop", {"reset": True}),
    "200 with garbage": ("store_then_garbage", {}),
    "no answer in time": ("store_then_slow", {"seconds": FAR}),
}


@pytest.mark.parametrize("how", LOST)
async def test_c9_an_answer_that_is_lost_is_looked_for_and_never_sent_again(desk: Desk, how: str) -> None:
    lie, particulars = LOST[how]
    desk.practice.lie(lie, **particulars)
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("unknown", "answer-lost")
    assert await look_for_lost(desk.deliveries()) == 0
    await find_out(desk, rounds=1)
    assert await desk.state(post) == "published"
    assert len(desk.posted()) == len(await desk.attempts(post)) == creates(desk) == 1


@pytest.mark.parametrize("lie", ["drop", "fail_500"])
async def test_c9_a_post_that_is_not_there_is_created_again_under_its_key(desk: Desk, lie: str) -> None:
    desk.practice.lie(lie)
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    for empty in (1, 2):
        await find_out(desk, rounds=1)
        assert ((await desk.row(post))["empty_reads"], desk.posted()) == (empty, [])
    await find_out(desk, rounds=1)
    assert await desk.state(post) == "published"
    (stored,) = desk.practice.ledger()
    assert stored["idempotency_key"] == (await desk.row(post))["idempotency_key"]


@pytest.mark.parametrize(("lie", "reason"), [("rate_limited", "rate-limited"), ("unavailable", "network-unreachable")])
async def test_c10_a_call_that_was_not_taken_waits_as_asked_and_is_made_again(
    desk: Desk, lie: str, reason: str
) -> None:
    desk.practice.lie(lie, retry_after=120)
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"], row["tries"]) == ("retry_wait", reason, 1)
    await desk.let_time_pass(seconds=100)
    assert await deliver_due(desk.deliveries()) == 0
    await desk.let_time_pass(seconds=30)
    assert await deliver_due(desk.deliveries()) == 1
    assert await desk.state(post) == "published"
    assert [attempt["outcome"] for attempt in await desk.attempts(post)] == ["not_sent", "published"]


def a_closed_door() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


@pytest.mark.parametrize("where", ["a closed port", "a name that is nobody's"])
async def test_c10_a_network_that_cannot_be_reached_was_sent_nothing(desk: Desk, where: str) -> None:
    address = a_closed_door() if where == "a closed port" else "nobody.invalid"
    connection = connection_of(desk.practice, "mette")
    await store(desk, desk.profile, replace(connection, instance=address))
    post = await desk.schedule()
    async with Egress([address] if ":" in address else [], allowance=PATIENT) as egress:
        await deliver_due(desk.deliveries(egress=egress))
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("retry_wait", "network-unreachable")
    await store(desk, desk.profile, connection)
    await desk.let_time_pass(minutes=3)
    await deliver_due(desk.deliveries())
    assert await desk.state(post) == "published"


async def test_c12_the_database_killed_while_posts_go_out_nothing_is_lost_or_posted_twice(
    desk: Desk, publisher: Service, pair: Pair
) -> None:
    publisher.env |= HASTE
    profiles = [await connect_profile(desk, account) for account in ("jonas", "amina", "peter")] + [desk.profile]
    desk.practice.control(odds={"store_then_500": 0.1, "drop": 0.1}, seed=12)
    posts = [await desk.schedule(profile=profiles[n % 4]) for n in range(60)]
    with publisher:
        await until(lambda: creates(desk) > 5)
        port = pair.postgres.port
        pair.postgres.kill()
        await asyncio.sleep(1)
        pair.postgres.listen_on(port)
        pair.postgres.start()
        await desk.owner_engine.dispose()
        desk.practice.control(clear=True)
        for post in posts:
            await desk.becomes(post, "published", seconds=60)
    assert Counter(desk.posted()).most_common(1)[0][1] == 1
    assert len(desk.posted()) == len(posts)


async def test_c18_of_two_publishers_that_claim_at_once_exactly_one_wins(desk: Desk, empty_database: Addresses) -> None:
    first = await desk.schedule()
    await desk.run(
        "INSERT INTO profile (organisation_id, id, person_id, network, instance, kind, external_id, handle,"
        " display_name, state, scopes, capabilities, limits)"
        " SELECT organisation_id, gen_random_uuid(), person_id, network, instance, kind, n::text, handle,"
        " display_name, state, scopes, capabilities, limits FROM profile, generate_series(1, 2000) n WHERE id = :profile",
        profile=desk.profile.id,
    )
    await desk.run(
        "INSERT INTO post (organisation_id, id, share_id, profile_id, network, mode, state, text, payload,"
        " payload_hash, due_at, turn_at, epoch, tries, checks)"
        " SELECT p.organisation_id, gen_random_uuid(), p.share_id, f.id, p.network, p.mode, p.state, p.text, p.payload,"
        " p.payload_hash, p.due_at, p.turn_at, 0, 0, 0"
        " FROM post p, profile f, generate_series(1, 2) WHERE p.id = :post AND f.network = 'mastodon'",
        post=first,
    )

    async def claim_all(name: str) -> list[tuple[UUID, UUID]]:
        engine, mine = create_engine(empty_database.worker, pool_size=2), list[tuple[UUID, UUID]]()
        empty = 0
        while empty < 3:
            async with transaction_on(engine) as session:
                claimed = await claim_posts(session, most=17, by=name, lease=60)
            mine += [(post.id, post.profile_id) for post in claimed]
            empty = 0 if claimed else empty + 1
        await engine.dispose()
        return mine

    claims = [claim for mine in await asyncio.gather(*(claim_all(str(n)) for n in range(4))) for claim in mine]
    assert len(claims) == len({post for post, _ in claims}) == len({profile for _, profile in claims}) == 2001
