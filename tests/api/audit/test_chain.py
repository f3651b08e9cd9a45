"""Events in one line: in order, sealed, and whole."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

from api.features.audit.errors import NotForTheLog
from api.features.audit.service import Chain, Doer, check_chain, record
from kernel.kit.db import enter, transaction_on
from worlds import Place


async def write(engine: AsyncEngine, place: Place, *verbs: str) -> None:
    async with transaction_on(engine) as session:
        await enter(session, place.organisation_id)
        for verb in verbs:
            await record(session, Doer(place.organisation_id), verb, subject_kind="organisation", subject_id=None)


async def checked(engine: AsyncEngine, place: Place) -> Chain:
    async with transaction_on(engine) as session:
        await enter(session, place.organisation_id)
        return await check_chain(session, place.organisation_id)


async def alter(owner_engine: AsyncEngine, statement: str) -> None:
    """Past the trigger that refuses it, as only a superuser can."""
    async with owner_engine.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text(statement))


async def test_an_empty_log_is_whole(app_engine: AsyncEngine, nord: Place) -> None:
    assert await checked(app_engine, nord) == Chain(0, b"", None)


async def test_events_written_at_the_same_time_stand_in_one_line_without_gaps(
    app_engine: AsyncEngine, nord: Place, syd: Place
) -> None:
    await asyncio.gather(*(write(app_engine, place, "thing.done", "thing.undone") for place in [nord, syd] * 4))
    for place in (nord, syd):
        found = await checked(app_engine, place)
        assert (found.events, found.broken_at) == (8, None)


@pytest.mark.parametrize(
    ("harm", "broken_at"),
    [
        ("UPDATE event SET verb = 'thing.forged' WHERE sequence = 2", 2),
        ('UPDATE event SET detail = \'{"state": "active"}\' WHERE sequence = 3', 3),
        ("UPDATE event SET at = at + interval '1 microsecond' WHERE sequence = 1", 1),
        ("DELETE FROM event WHERE sequence = 2", 2),
        ("DELETE FROM event WHERE sequence = 4", 4),
    ],
)
async def test_a_changed_or_missing_event_breaks_the_chain_where_it_stands(
    app_engine: AsyncEngine, owner_engine: AsyncEngine, nord: Place, harm: str, broken_at: int
) -> None:
    await write(app_engine, nord, *["thing.done"] * 4)
    await alter(owner_engine, harm)
    assert (await checked(app_engine, nord)).broken_at == broken_at


@pytest.mark.parametrize("statement", ["UPDATE event SET verb = 'thing.forged'", "DELETE FROM event"])
async def test_the_api_itself_can_neither_change_nor_delete_an_event(
    app_engine: AsyncEngine, nord: Place, statement: str
) -> None:
    await write(app_engine, nord, "thing.done")
    async with app_engine.begin() as connection:
        with pytest.raises(ProgrammingError, match="permission denied for table event"):
            await connection.execute(text(statement))


@pytest.mark.parametrize(
    ("verb", "detail"),
    [
        ("Thing done", {}),
        ("thing.done", {"email": "asta@nordlys.example"}),
        ("thing.done", {"words": "x" * 81}),
        ("thing.done", {"people": ["kaj@nordlys.example"]}),
    ],
)
async def test_what_a_person_wrote_does_not_go_into_the_log(
    app_engine: AsyncEngine, nord: Place, verb: str, detail: dict[str, str]
) -> None:
    async with transaction_on(app_engine) as session:
        await enter(session, nord.organisation_id)
        with pytest.raises(NotForTheLog):
            await record(
                session,
                Doer(nord.organisation_id),
                verb,
                subject_kind="organisation",
                subject_id=None,
                detail=detail,
            )
