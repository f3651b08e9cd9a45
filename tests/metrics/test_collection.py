"""Reading numbers from a network, over HTTP: written as said, planned by age, unknown where nobody says."""

from collections.abc import AsyncGenerator, Generator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from desks import Desk, connection_of, deliver_due, make_desk, store
from kernel.jobs.collection import ReadPost, ReadProfile
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.secrets import CannotOpen, Opener, new_keys
from metrics.features.collection.service import Reader
from networks.errors import Kind, NetworkError
from networks.stored import from_json, to_json
from practice_network import Clock, Network, Stage, stage

Plan = dict[str, tuple[dict[str, Any], datetime]]


@pytest.fixture(scope="module")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture
def practice(practice_stage: Stage) -> Generator[Network]:
    with practice_stage.network(Clock()) as network:
        yield network


@pytest.fixture
async def desk(
    empty_database: Addresses, owner_engine: AsyncEngine, worker_engine: AsyncEngine, practice: Network
) -> AsyncGenerator[Desk]:
    async with make_desk(owner_engine, worker_engine, practice) as made:
        yield made


@pytest.fixture
async def post(desk: Desk) -> UUID:
    """A post that is out, twice made a favourite."""
    made = await desk.schedule()
    await deliver_due(desk.deliveries())
    assert await desk.state(made) == "published"
    await desk.run("DELETE FROM job")
    address = (await desk.row(made))["external_url"]
    desk.practice.http.post(f"{address}/favourite")
    return made


async def read(desk: Desk, job: ReadPost | ReadProfile) -> None:
    reader = Reader(desk.outlet.egress, desk.outlet.opener)
    act = reader.read_post if isinstance(job, ReadPost) else reader.read_profile
    async with transaction_on(desk.outlet.engine) as session:
        await enter(session, desk.organisation_id)
        await act(session, desk.organisation_id, job)  # pyright: ignore[reportArgumentType]


async def readings(desk: Desk, table: str) -> dict[str, int | None]:
    async with desk.owner_engine.connect() as connection:
        found = await connection.execute(text(f"SELECT metric, value FROM {table} ORDER BY as_of"))
        return {row.metric: row.value for row in found}


async def planned(desk: Desk) -> Plan:
    async with desk.owner_engine.connect() as connection:
        found = await connection.execute(text("SELECT kind, payload, due_at FROM job WHERE state = 'available'"))
        return {row.kind: (row.payload, row.due_at) for row in found}


async def hold(desk: Desk, **changes: Any) -> None:
    """Change what the profile's token says of itself."""
    held = connection_of(desk.practice, "mette")
    await store(desk, desk.profile, from_json(type(held), to_json(held) | changes))


async def test_what_the_network_says_of_a_post_is_written_and_the_next_reading_planned(desk: Desk, post: UUID) -> None:
    await read(desk, ReadPost(post_id=post))
    counts = await readings(desk, "post_reading")
    assert {"likes", "comments", "reposts"} <= set(counts)
    assert counts["likes"] is not None
    assert counts["likes"] > 0
    payload, due_at = (await planned(desk))["collection.post"]
    assert payload == {"post_id": str(post), "renewed": False}
    assert due_at > now() + timedelta(minutes=30)


async def test_a_post_that_is_gone_is_not_read_again(desk: Desk, post: UUID) -> None:
    external = (await desk.row(post))["external_id"]
    desk.practice.connect("mette", scopes="profile write:statuses write:media read:statuses").delete(external)
    await read(desk, ReadPost(post_id=post))
    assert await readings(desk, "post_reading") == {}
    assert await planned(desk) == {}


async def test_followers_are_read_and_read_again_tomorrow(desk: Desk) -> None:
    await read(desk, ReadProfile(profile_id=desk.profile.id))
    assert isinstance((await readings(desk, "profile_reading"))["followers"], int)
    _, due_at = (await planned(desk))["collection.profile"]
    assert now() + timedelta(hours=23) < due_at < now() + timedelta(hours=25)


async def test_a_connection_that_has_ended_leaves_the_numbers_unknown_and_the_plan_alive(
    desk: Desk, post: UUID
) -> None:
    desk.practice.control(tokens=[{"account": "mette", "become": "revoked"}])
    await read(desk, ReadPost(post_id=post))
    await read(desk, ReadProfile(profile_id=desk.profile.id))
    assert await readings(desk, "post_reading") == {}
    assert await readings(desk, "profile_reading") == {}
    assert set(await planned(desk)) == {"collection.post", "collection.profile"}


async def test_a_network_that_is_away_is_the_jobs_failure_so_that_it_is_tried_again(desk: Desk, post: UUID) -> None:
    desk.practice.control(limits={"requests": 0})
    with pytest.raises(NetworkError) as caught:
        await read(desk, ReadPost(post_id=post))
    assert caught.value.kind is Kind.RATE
    assert await readings(desk, "post_reading") == {}


@pytest.mark.parametrize("kind", ["post", "profile"])
async def test_a_token_that_ends_soon_is_renewed_by_the_publisher_before_the_network_is_asked(
    desk: Desk, post: UUID, kind: str
) -> None:
    job = ReadPost(post_id=post) if kind == "post" else ReadProfile(profile_id=desk.profile.id)
    await hold(desk, refresh_token="renewable", expires_at=(now() + timedelta(minutes=1)).isoformat())
    await read(desk, job)
    plan = await planned(desk)
    assert plan["connections.renew"][0] == {"profile_id": str(desk.profile.id)}
    payload, due_at = plan[job.kind]
    assert payload["renewed"]
    assert due_at < now() + timedelta(minutes=3)
    assert await readings(desk, f"{kind}_reading") == {}


async def test_a_token_that_could_not_be_renewed_is_tried_as_it_is_and_asked_for_no_second_time(
    desk: Desk, post: UUID
) -> None:
    await hold(desk, refresh_token="renewable", expires_at=(now() + timedelta(minutes=1)).isoformat())
    await read(desk, ReadPost(post_id=post, renewed=True))
    assert await readings(desk, "post_reading")
    assert set(await planned(desk)) == {"collection.post"}


async def test_a_reader_with_another_key_opens_no_token(desk: Desk, post: UUID) -> None:
    keys = new_keys()
    opener = Opener(keys["FORTALER_TOKEN_PUBLIC_KEY"], keys["FORTALER_TOKEN_PRIVATE_KEY"])
    async with Egress() as egress, transaction_on(desk.outlet.engine) as session:
        await enter(session, desk.organisation_id)
        with pytest.raises(CannotOpen):
            await Reader(egress, opener).read_post(session, desk.organisation_id, ReadPost(post_id=post))
