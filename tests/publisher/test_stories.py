"""Stories whose time comes: by the database's clock, once, and never against what a person decided."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_story
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.jobs.stories import TurnStory
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from publisher.features.stories.jobs import handlers
from worlds import Place, make_place

HOUR = timedelta(hours=1)


@pytest.fixture
async def place(owner_engine: AsyncEngine) -> Place:
    async with transaction_on(owner_engine) as session:
        return await make_place(session)


async def a_story(owner_engine: AsyncEngine, place: Place, **fields: Any) -> UUID:
    async with transaction_on(owner_engine) as session:
        return (await make_story(session, place.programme, **fields)).id


async def turn(worker_engine: AsyncEngine, place: Place, story_id: UUID, times: int = 1) -> None:
    async with transaction_on(worker_engine) as session:
        await enter(session, place.organisation_id)
        for _ in range(times):
            await enqueue(session, place.organisation_id, TurnStory(story_id=story_id))
    await Drainer(worker_engine, "publisher", handlers()).drain()


async def seen(owner_engine: AsyncEngine) -> tuple[str, list[str], list[datetime]]:
    """The only story's state, what the log says, and when turns are planned."""
    async with owner_engine.connect() as connection:
        state = (await connection.execute(text("SELECT state FROM story"))).scalar_one()
        verbs = (await connection.execute(text("SELECT verb FROM event ORDER BY sequence"))).scalars()
        turns = (await connection.execute(text("SELECT due_at FROM job WHERE state = 'available'"))).scalars()
        return state, list(verbs), list(turns)


async def test_a_scheduled_story_goes_live_at_its_time_and_plans_its_end(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    end = now() + HOUR
    story = await a_story(owner_engine, place, state="scheduled", publish_at=now(), expires_at=end)
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == ("live", ["story.published"], [end])


async def test_a_live_story_expires_at_its_time(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    story = await a_story(owner_engine, place, state="live", publish_at=now() - HOUR, expires_at=now())
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == ("expired", ["story.expired"], [])


async def test_a_story_found_after_its_end_expires_without_having_been_live(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    story = await a_story(owner_engine, place, state="scheduled", publish_at=now() - 2 * HOUR, expires_at=now() - HOUR)
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == ("expired", ["story.expired"], [])


async def test_turning_a_story_again_and_at_the_same_time_changes_nothing(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    end = now() + HOUR
    story = await a_story(owner_engine, place, state="scheduled", publish_at=now(), expires_at=end)
    await turn(worker_engine, place, story, times=5)
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == ("live", ["story.published"], [end])


async def test_a_story_moved_to_a_later_time_waits_for_that(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    later = now() + HOUR
    story = await a_story(owner_engine, place, state="scheduled", publish_at=later)
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == ("scheduled", [], [later])


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn", "expired"])
async def test_time_alone_moves_no_story_that_a_person_has_to_move(
    state: str, place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    story = await a_story(owner_engine, place, state=state, publish_at=now() - 2 * HOUR, expires_at=now() - HOUR)
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == (state, [], [])


async def test_a_live_story_without_an_end_stays(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    story = await a_story(owner_engine, place, state="live")
    await turn(worker_engine, place, story)
    assert await seen(owner_engine) == ("live", [], [])


async def test_a_story_of_another_organisation_is_not_turned(
    place: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        elsewhere = await make_place(session, "Syd")
    story = await a_story(owner_engine, place, state="scheduled", publish_at=now())
    await turn(worker_engine, elsewhere, story)
    assert await seen(owner_engine) == ("scheduled", [], [])
