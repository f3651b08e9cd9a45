from typing import ClassVar
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.jobs.contract import GiveUp, Job, Queue
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.kit.db import enter, transaction_on
from kernel.kit.ids import new_id


class Note(Job):
    kind: ClassVar[str] = "test.note"
    queue: ClassVar[Queue] = "publisher"
    word: str


async def an_organisation(owner_engine: AsyncEngine) -> UUID:
    organisation = new_id()
    async with owner_engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO organisation (id, name, slug, locale, time_zone) VALUES (:id, 'Nord', :slug, 'da', 'UTC')"
            ),
            {"id": organisation, "slug": str(organisation)},
        )
    return organisation


async def states(owner_engine: AsyncEngine) -> list[tuple[str, int]]:
    async with owner_engine.connect() as connection:
        rows = await connection.execute(text("SELECT state, attempts FROM job ORDER BY id"))
        return [(row.state, row.attempts) for row in rows]


async def test_a_job_runs_once_and_is_completed_with_its_effect(
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    organisation = await an_organisation(owner_engine)
    async with transaction_on(app_engine) as session:
        await enter(session, organisation)
        await enqueue(session, organisation, Note(word="hej"))
    heard: list[str] = []

    async def hear(_session: AsyncSession, where: UUID, note: Note) -> None:
        assert where == organisation
        heard.append(note.word)

    drainer = Drainer(worker_engine, "publisher", {Note: hear})
    assert await drainer.drain() == 1
    assert await drainer.drain() == 0
    assert heard == ["hej"]
    assert await states(owner_engine) == [("completed", 1)]


async def test_a_job_that_fails_leaves_nothing_and_waits_for_another_try(
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    organisation = await an_organisation(owner_engine)
    async with transaction_on(app_engine) as session:
        await enter(session, organisation)
        await enqueue(session, organisation, Note(word="hej"))

    async def fail(session: AsyncSession, where: UUID, note: Note) -> None:
        await enqueue(session, where, Note(word="an effect that must not stay"))
        raise RuntimeError(note.word)

    await Drainer(worker_engine, "publisher", {Note: fail}).drain()
    assert await states(owner_engine) == [("retryable", 1)]


async def test_a_rolled_back_transaction_leaves_no_job(app_engine: AsyncEngine, owner_engine: AsyncEngine) -> None:
    organisation = await an_organisation(owner_engine)
    try:
        async with transaction_on(app_engine) as session:
            await enter(session, organisation)
            await enqueue(session, organisation, Note(word="hej"))
            raise RuntimeError  # noqa: TRY301
    except RuntimeError:
        pass
    assert await states(owner_engine) == []


async def test_one_unfinished_job_per_key(app_engine: AsyncEngine, owner_engine: AsyncEngine) -> None:
    organisation = await an_organisation(owner_engine)
    for _ in range(2):
        async with transaction_on(app_engine) as session:
            await enter(session, organisation)
            await enqueue(session, organisation, Note(word="hej"), key="one")
    assert await states(owner_engine) == [("available", 0)]


async def test_a_job_that_trying_again_cannot_help_is_set_aside_at_once_and_leaves_nothing(
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    organisation = await an_organisation(owner_engine)
    async with transaction_on(app_engine) as session:
        await enter(session, organisation)
        await enqueue(session, organisation, Note(word="hej"))

    async def give_up(session: AsyncSession, where: UUID, note: Note) -> None:
        await enqueue(session, where, Note(word="an effect that must not stay"))
        raise GiveUp

    await Drainer(worker_engine, "publisher", {Note: give_up}).drain()
    assert await states(owner_engine) == [("discarded", 1)]


async def test_a_job_whose_worker_died_is_done_by_another_once_its_lease_is_over(
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    organisation = await an_organisation(owner_engine)
    async with transaction_on(app_engine) as session:
        await enter(session, organisation)
        await enqueue(session, organisation, Note(word="hej"))
    heard: list[str] = []

    async def lose_the_lease(_session: AsyncSession, _where: UUID, note: Note) -> None:
        async with owner_engine.begin() as connection:
            await connection.execute(text("UPDATE job SET lease_until = clock_timestamp() - interval '1 second'"))
        await Drainer(worker_engine, "publisher", {Note: hear}).drain()

    async def hear(_session: AsyncSession, _where: UUID, note: Note) -> None:
        heard.append(note.word)

    await Drainer(worker_engine, "publisher", {Note: lose_the_lease}).drain()
    assert heard == ["hej"]
    assert await states(owner_engine) == [("completed", 2)], "the first worker's end counts for nothing"
