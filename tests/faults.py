"""A post on its way to a simulated network by a publisher's own process, and everything that can go wrong around it."""

import asyncio
import hashlib
import json
import os
import signal
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_network_app, make_post, make_profile, make_share, number
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.ids import new_id
from kernel.kit.secrets import AppSecrets, Opener
from local.pair import Pair
from network_posts import connect
from network_rigs import Rig
from networks.drafts import Draft
from networks.stored import to_json
from networks.vault import seal_app, store_connection
from processes import Service
from worlds import make_place

PATIENCE = "0.02"
"""Waits of the publisher, as parts of its usual ones: a call may take 3 s; a lost answer is looked for after 0.6 s."""
HELD, LOST = 1.5, 5.0
"""Seconds that the network takes to answer: within the publisher's patience, and beyond it."""
ENDS = ("published", "ask_person", "needs_reconnect", "refused", "missed")
PATIENT_FOR = 90.0
HOSTS = ("FORTALER_EGRESS_LOOPBACK", "FORTALER_PUBLISHER_PATIENCE")


@dataclass
class Scene:
    """One post, the network it goes to, and the publishers that take it there."""

    rig: Rig
    pair: Pair
    owner_engine: AsyncEngine
    post_id: UUID
    words: str
    environment: dict[str, str]
    publishers: list[Service] = field(default_factory=list[Service])

    def publisher(self) -> Service:
        """One more publisher, running."""
        started = Service(module="publisher.worker", env=self.environment).start()
        self.publishers.append(started)
        return started

    async def value(self, query: str) -> Any:
        """What the database says of the post."""
        async with self.owner_engine.connect() as connection:
            return await connection.scalar(text(query), {"post": self.post_id})

    async def state(self) -> str:
        return await self.value("SELECT state FROM post WHERE id = :post")

    async def run(self, statement: str) -> None:
        async with self.owner_engine.begin() as connection:
            await connection.execute(text(statement), {"post": self.post_id})

    async def release(self) -> None:
        """It is due."""
        await self.run(
            "UPDATE post SET state = 'scheduled', due_at = clock_timestamp(), turn_at = clock_timestamp() WHERE id = :post"
        )

    async def becomes(self, *states: str) -> str:
        """Wait until it is in one of the states; ask again while the database is away."""
        until, state = time.monotonic() + PATIENT_FOR, "unseen"
        while time.monotonic() < until:
            with suppress(DBAPIError):
                state = await self.state()
            if state in states:
                return state
            await asyncio.sleep(0.02)
        raise AssertionError(f"it is {state}, not {states}")

    async def stored(self) -> None:
        """Wait until the network has it."""
        until = time.monotonic() + PATIENT_FOR
        while not self.copies():
            assert time.monotonic() < until, "the network was never asked"
            await asyncio.sleep(0.02)

    def copies(self) -> int:
        """How often it stands on the network."""
        return sum(self.words in said for said in self.rig.posts())

    @asynccontextmanager
    async def locked(self) -> AsyncGenerator[Callable[[], Awaitable[int]]]:
        """Nobody else may write the post meanwhile; gives a way to wait for, and to name, the first who tries."""
        async with self.owner_engine.connect() as holder, holder.begin():
            await holder.execute(text("SELECT FROM post WHERE id = :post FOR UPDATE"), {"post": self.post_id})

            async def first_to_wait() -> int:
                query = "SELECT min(pid) FROM pg_stat_activity WHERE usename = 'fortaler_worker' AND wait_event_type = 'Lock'"
                until = time.monotonic() + PATIENT_FOR
                while (pid := await self.value(query)) is None:
                    assert time.monotonic() < until, "nobody waits for the post"
                    await asyncio.sleep(0.02)
                return pid

            yield first_to_wait


@asynccontextmanager
async def set_scene(rig: Rig, pair: Pair, owner_engine: AsyncEngine) -> AsyncGenerator[Scene]:
    """A connected profile with a post that waits for nothing but its release."""
    rig.pass_time(now() - rig.now)
    app, connection = await connect(rig)
    probe = await rig.network.probe(rig.egress, connection)
    words = f"Vi har bygget bro nummer {number()} over fjorden."
    payload = to_json(rig.network.render(Draft(words, language="da"), probe.limits))
    opener = Opener(os.environ["FORTALER_TOKEN_PUBLIC_KEY"], os.environ["FORTALER_TOKEN_PRIVATE_KEY"])
    async with transaction_on(owner_engine) as session:
        place = await make_place(session)
        organisation_id = place.organisation_id
        await enter(session, organisation_id)
        sealed = seal_app(AppSecrets(os.environ["FORTALER_APP_KEY"]), organisation_id, app)
        await make_network_app(session, organisation_id, network=app.network, instance=app.instance, sealed=sealed)
        profile = await make_profile(
            session, organisation_id, place.people["ambassador"], network=app.network, instance=app.instance,
            state="connected", kind=connection.kind, external_id=connection.subject, service=connection.service_url,
            scopes=list(connection.scopes), capabilities=to_json(probe.caps), limits=to_json(probe.limits),
        )  # fmt: skip
        await store_connection(session, opener, organisation_id, profile.id, connection)
        share = await make_share(session, place.ambassadors["ambassador"], None)
        post = await make_post(
            session, share, profile, mode="api", state="draft", text=words, payload=payload,
            payload_hash=hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).digest(),
            idempotency_key=str(new_id()),
        )  # fmt: skip
    origins = {urlsplit(url).netloc for url in (*rig.settings.values(), *rig.urls)}
    environment = rig.settings | dict(zip(HOSTS, (",".join(sorted(origins)), PATIENCE), strict=True))
    scene = Scene(rig, pair, owner_engine, post.id, words, environment)
    try:
        yield scene
    finally:
        for publisher in scene.publishers:
            publisher.send(signal.SIGCONT)
            publisher.kill()


async def _told(scene: Scene, lie: Any, seconds: float = HELD) -> None:
    scene.rig.lie(lie, seconds=seconds)
    scene.publisher()
    await scene.release()


async def _on_its_way(scene: Scene, seconds: float = HELD) -> Service:
    """The network has it, and the publisher waits for the answer."""
    scene.rig.lie("store_then_slow", seconds=seconds)
    publisher = scene.publisher()
    await scene.release()
    await scene.stored()
    return publisher


async def answer_lost(scene: Scene) -> None:
    await _told(scene, "store_then_slow", LOST)


async def failed_after_storing(scene: Scene) -> None:
    await _told(scene, "store_then_500")


async def broken_off_after_storing(scene: Scene) -> None:
    await _told(scene, "store_then_drop")


async def garbage_after_storing(scene: Scene) -> None:
    await _told(scene, "store_then_garbage")


async def unavailable(scene: Scene) -> None:
    await _told(scene, "unavailable")


async def told_to_wait(scene: Scene) -> None:
    await _told(scene, "rate_limited")


async def killed_before_the_answer(scene: Scene) -> None:
    publisher = await _on_its_way(scene)
    publisher.kill()
    scene.publisher()


async def killed_after_the_answer(scene: Scene) -> None:
    publisher = await _on_its_way(scene)
    async with scene.locked() as first_to_wait:
        await first_to_wait()
        publisher.kill()
    scene.publisher()


async def the_answer_not_written(scene: Scene) -> None:
    await _on_its_way(scene)
    async with scene.locked() as first_to_wait:
        pid = await first_to_wait()
        await scene.value(f"SELECT pg_terminate_backend({pid})")


async def told_to_stop(scene: Scene) -> None:
    publisher = await _on_its_way(scene)
    publisher.send(signal.SIGTERM)
    assert await asyncio.to_thread(publisher.wait) == 0
    scene.publisher()


async def stood_still_past_its_lease(scene: Scene) -> None:
    publisher = await _on_its_way(scene)
    publisher.send(signal.SIGSTOP)
    scene.publisher()
    await scene.becomes(*ENDS)
    publisher.send(signal.SIGCONT)
    await asyncio.sleep(1)


async def two_publishers_at_once(scene: Scene) -> None:
    for _ in range(2):
        scene.publisher()
    await scene.release()


async def redis_forgot_everything(scene: Scene) -> None:
    scene.publisher()
    with Redis.from_url(scene.pair.redis_url) as redis:  # pyright: ignore[reportUnknownMemberType]
        redis.flushall()  # pyright: ignore[reportUnknownMemberType]
    await scene.release()


async def the_database_killed(scene: Scene) -> None:
    await _on_its_way(scene)
    await scene.owner_engine.dispose()
    scene.pair.postgres.kill()
    scene.pair.postgres.start()


async def consent_withdrawn(scene: Scene) -> None:
    scene.rig.revoke_tokens()
    scene.publisher()
    await scene.release()


FAULTS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    fault.__name__.replace("_", " "): fault
    for fault in (
        answer_lost, failed_after_storing, broken_off_after_storing, garbage_after_storing, unavailable, told_to_wait,
        killed_before_the_answer, killed_after_the_answer, the_answer_not_written, told_to_stop,
        stood_still_past_its_lease, two_publishers_at_once, redis_forgot_everything, the_database_killed,
        consent_withdrawn,
    )
}  # fmt: skip
