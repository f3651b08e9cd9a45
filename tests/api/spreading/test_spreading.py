"""A time that was suggested gives way to colleagues' posts of the same story; one that was chosen never does."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from api.features.spreading.policy import first_free, quarter_of
from builders import make_ambassador, make_person
from callers import Api
from kernel.kit.clock import now, wall_time_of
from kernel.kit.db import transaction_on
from kernel.tables.stories import Story
from sharers import Sharer, add_profile, add_story
from worlds import Place

ZONE = "Europe/Copenhagen"
DAY = wall_time_of(now() + timedelta(days=2), ZONE)[:10]
AT = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)


def planned(clock: str = "16:30") -> dict[str, Any]:
    return {"kind": "at", "wall_time": f"{DAY}T{clock}", "zone": ZONE}


class Crowd:
    """Colleagues of one programme, and a story of it."""

    def __init__(self, api: Api, place: Place, engine: AsyncEngine, story: Story) -> None:
        self.api, self.place, self.engine, self.story = api, place, engine, story

    async def plan(self, role: str, clock: str = "16:30", *networks: str, words: str = "", **other: Any) -> str:
        """Share the story then; the time on the wall at which it will go out."""
        if role not in self.place.people:
            async with transaction_on(self.engine) as session:
                person = self.place.people[role] = await make_person(session, name=role)
                self.place.ambassadors[role] = await make_ambassador(session, self.place.programme, person)
        client = await self.api.sign_in(self.place.people[role], self.place.organisation_id)
        profiles = [
            await add_profile(self.engine, self.place, network, role=role, external_id=f"{role}-{clock}-{network}")
            for network in networks or ("mastodon",)
        ]
        more: dict[str, Any] = {"story": self.story} | other
        more["text"] = words or f"{role} fortæller selv om ovnen klokken {clock}."
        sharer, spread = Sharer(client, self.place), more.pop("spread", True)
        body = await sharer.confirmed(*profiles, when=more.pop("when", planned(clock)), **more)
        answer = await sharer.send(body | {"spread": spread})
        assert answer.status_code == 201, answer.text
        (wall,) = {post["wall_time"] for post in answer.json()["posts"]}
        return wall[11:16]


@pytest.fixture
async def crowd(api: Api, nord: Place, owner_engine: AsyncEngine) -> Crowd:
    return Crowd(api, nord, owner_engine, await add_story(owner_engine, nord))


def test_a_time_stays_where_its_quarter_is_free_and_else_moves_to_the_next_that_is() -> None:
    late = AT + timedelta(minutes=14)
    assert quarter_of(late) == AT
    assert first_free(late, {AT + timedelta(minutes=15)}) == late
    assert first_free(late, {AT}) == AT + timedelta(minutes=15)
    assert first_free(AT, {AT, AT + timedelta(minutes=15)}) == AT + timedelta(minutes=30)


def test_a_time_is_not_moved_by_more_than_four_hours() -> None:
    taken = {AT + timedelta(minutes=15 * number) for number in range(16)}
    assert first_free(AT, taken) == AT + timedelta(hours=4)
    assert first_free(AT, taken | {AT + timedelta(hours=4)}) == AT


async def test_a_suggested_time_makes_way_for_each_colleague(crowd: Crowd) -> None:
    assert [await crowd.plan(role) for role in ("ambassador", "jonas", "karen")] == [
        "16:30",
        "16:45",
        "17:00",
    ]


async def test_a_time_of_ones_own_is_kept(crowd: Crowd) -> None:
    assert await crowd.plan("ambassador") == "16:30"
    assert await crowd.plan("jonas", spread=False) == "16:30"


async def test_sharing_now_is_never_put_off(crowd: Crowd) -> None:
    began = now()
    for role in ("ambassador", "jonas"):
        await crowd.plan(role, when={"kind": "now"})
    async with crowd.engine.connect() as connection:
        due = (await connection.scalars(text("SELECT due_at FROM post"))).all()
    assert all(at < began + timedelta(minutes=2) for at in due)


async def test_another_network_another_story_and_ones_own_posts_crowd_nobody(crowd: Crowd) -> None:
    assert await crowd.plan("ambassador") == "16:30"
    assert await crowd.plan("jonas", "16:30", "email") == "16:30"
    other = await add_story(crowd.engine, crowd.place)
    assert await crowd.plan("karen", story=other) == "16:30"
    assert await crowd.plan("ambassador", "16:31", words="Og en gang til, med helt andre ord om varmen.") == "16:31"


async def test_what_was_taken_back_leaves_its_quarter_free(crowd: Crowd) -> None:
    assert await crowd.plan("ambassador") == "16:30"
    async with crowd.engine.begin() as connection:
        await connection.execute(text("UPDATE post SET state = 'cancelled'"))
    assert await crowd.plan("jonas") == "16:30"
