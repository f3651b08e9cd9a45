"""C14: a database that was put back to an earlier time posts nothing twice, and nothing before somebody lets it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from console.deliveries import begin_life, lift_holds
from desks import Desk, connect_profile, deliver_due, look_for_lost
from kernel.kit.clock import now
from kernel.kit.db import create_engine, transaction_on
from publisher.features.holds.service import Holds

COPIED = ("post", "attempt", "generation", "job")


@pytest.fixture
async def copied(desk: Desk) -> AsyncGenerator[list[str]]:
    """How a backup of the posts is put back; made when the test says `COPY`."""
    yield [f"INSERT INTO {table} SELECT * FROM copy_of_{table}" for table in COPIED]
    for table in COPIED:
        await desk.run(f"DROP TABLE IF EXISTS copy_of_{table}")


async def copy(desk: Desk) -> None:
    for table in COPIED:
        await desk.run(f"CREATE TABLE copy_of_{table} AS SELECT * FROM {table}")


async def put_back(desk: Desk, statements: list[str]) -> None:
    for table in reversed(COPIED):
        await desk.run(f"DELETE FROM {table}")
    for statement in statements:
        await desk.run(statement)


async def restored(desk: Desk) -> int:
    async with transaction_on(desk.owner_engine) as session:
        return (await begin_life(session, since=None)).doubted


async def settle(desk: Desk) -> None:
    """Let a week pass, with publishers that look and would send."""
    for hours in (0, 0, 1, 2, 8, 30, 60, 70):
        await desk.let_time_pass(hours=hours, minutes=16)
        deliveries = desk.deliveries()
        await deliveries.holds.heed()
        await deliver_due(deliveries)
        await look_for_lost(deliveries)


async def test_what_went_out_after_the_backup_is_found_and_the_rest_is_asked_about(
    desk: Desk, tmp_path: Path, copied: list[str]
) -> None:
    out = await desk.schedule("Den gik ud.")
    ahead = now() + timedelta(days=1)
    planned = await desk.schedule("Den er planlagt.", due_at=ahead, turn_at=ahead)
    held_up = await desk.schedule(
        "Den nåede det ikke.",
        profile=await connect_profile(desk, "jonas"),
        due_at=now() + timedelta(minutes=5),
        turn_at=now() + timedelta(minutes=5),
    )
    await desk.deliveries().holds.heed()
    await copy(desk)
    assert await deliver_due(desk.deliveries()) == 1

    await put_back(desk, copied)
    assert [await desk.state(post) for post in (out, planned, held_up)] == ["scheduled"] * 3
    assert await restored(desk) == 3
    await settle(desk)
    assert [await desk.state(post) for post in (out, planned, held_up)] == ["published", "ask_person", "ask_person"]
    assert desk.posted() == ["Den gik ud."]


async def test_nothing_goes_out_until_somebody_lets_it_and_then_each_post_once(desk: Desk, copied: list[str]) -> None:
    await desk.deliveries().holds.heed()
    await copy(desk)
    await put_back(desk, copied)
    await restored(desk)
    post = await desk.schedule("Skrevet bagefter.")
    deliveries = desk.deliveries()
    await deliveries.holds.heed()
    assert (await deliver_due(deliveries), await desk.state(post)) == (0, "held")
    async with transaction_on(desk.owner_engine) as session:
        assert await lift_holds(session, organisation=None, network="", send_late=False) == 1
    deliveries = desk.deliveries()
    assert (await deliver_due(deliveries), await desk.state(post)) == (1, "published")
    assert desk.posted() == ["Skrevet bagefter."]


async def test_a_restore_nobody_told_of_is_noticed_told_and_settled(
    desk: Desk, tmp_path: Path, copied: list[str]
) -> None:
    post = await desk.schedule("Kun én gang.")
    first = desk.deliveries(memory=tmp_path)
    await first.holds.heed()
    await copy(desk)
    assert await deliver_due(first) == 1
    await first.holds.heed()

    await put_back(desk, copied)
    again = desk.deliveries(memory=tmp_path)
    assert await deliver_due(again) == 0
    assert await restored(desk) == 1
    async with desk.owner_engine.connect() as connection:
        numbers = await connection.scalars(text("SELECT number FROM generation ORDER BY number"))
        assert list(numbers) == [1, 2]
    assert await look_for_lost(desk.deliveries(memory=tmp_path)) == 1
    assert (await desk.state(post), desk.posted()) == ("published", ["Kun én gang."])
    async with transaction_on(desk.owner_engine) as session:
        await lift_holds(session, organisation=None, network="", send_late=False)
    later = await desk.schedule("Bagefter.")
    assert await deliver_due(desk.deliveries(memory=tmp_path)) == 1
    assert await desk.state(later) == "published"


async def test_what_another_writes_while_an_answer_is_on_its_way_is_no_restore(desk: Desk, tmp_path: Path) -> None:
    holds = desk.deliveries(memory=tmp_path).holds
    async with far_from(desk.outlet.engine, seconds=0.05) as engine, transaction_on(engine) as session:
        claiming = asyncio.create_task(claim_often(holds, session))
        while not claiming.done():
            await holds.heed()
        assert await claiming == [True] * 10


async def claim_often(holds: Holds, session: AsyncSession) -> list[bool]:
    return [await holds.may_claim(session) for _ in range(10)]


@asynccontextmanager
async def far_from(engine: AsyncEngine, *, seconds: float) -> AsyncGenerator[AsyncEngine]:
    """The same database, whose answers take this long to arrive."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wait: float) -> None:
        while piece := await reader.read(65_536):
            await asyncio.sleep(wait)
            writer.write(piece)
        writer.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection(engine.url.host, engine.url.port)
        await asyncio.gather(pass_on(reader, server_writer, 0), pass_on(server_reader, writer, seconds))

    async with await asyncio.start_server(relay, "127.0.0.1", 0) as server:
        far = create_engine(
            engine.url.set(port=server.sockets[0].getsockname()[1]).render_as_string(hide_password=False)
        )
        yield far
        await far.dispose()


async def test_a_clock_that_is_set_back_is_no_restore(desk: Desk, tmp_path: Path) -> None:
    holds = desk.deliveries(memory=tmp_path).holds
    await holds.heed()
    await desk.run("UPDATE generation SET seen_at = seen_at + interval '10 minutes'")
    await holds.heed()
    async with desk.owner_engine.connect() as connection:
        seen_at = await connection.scalar(text("SELECT seen_at FROM generation"))
    assert seen_at > now() + timedelta(minutes=5), (
        "another publisher, which remembers the later time, would stand still"
    )
