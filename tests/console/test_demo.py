"""`fortaler demo`: an organisation to look around in, made once, with fresh ways in every time."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import Result

from callers import Api, Client
from console.demo.pictures import DRAWN
from console.demo.words import stories
from metrics.features.rollups.service import roll_up

Run = Callable[..., Awaitable[Result]]


async def run_demo(fortaler: Run) -> dict[str, str]:
    done = await fortaler("demo", "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout.strip().splitlines()[-1])


async def one(engine: AsyncEngine, statement: str) -> Any:
    async with engine.connect() as connection:
        return (await connection.execute(text(statement))).scalar_one()


@pytest.fixture
async def demo(fortaler: Run) -> dict[str, str]:
    return await run_demo(fortaler)


async def signed_in(api: Api, demo: dict[str, str], role: str) -> Client:
    client = api.stranger()
    token = demo[role].rsplit("/sign-in/", 1)[1]
    session = await client.post("/session", json={"way": "link", "token": token})
    assert session.status_code == 201, session.text
    assert session.json()["organisation"]["name"] == "Nordlys Vinduer (demo)"
    assert session.json()["memberships"][0]["roles"] == [role]
    return client


async def read(client: Client, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text}"
    return answer.json()


async def test_each_link_signs_in_as_its_role_and_every_page_one_looks_at_first_has_something_on_it(
    demo: dict[str, str], api: Api, worker_engine: AsyncEngine
) -> None:
    while await roll_up(worker_engine):
        pass
    asta, jonas, karen = [await signed_in(api, demo, role) for role in ("ambassador", "curator", "administrator")]
    assert len((await read(asta, "/feed"))["items"]) == 6
    shares = (await read(asta, "/shares?view=recent"))["items"]
    assert shares
    assert (await read(asta, f"/shares/{shares[0]['id']}"))["posts"]
    assert sum(day["clicks"] or 0 for day in (await read(asta, "/impact?days=28"))["series"]) > 0
    programme = (await read(karen, "/programmes"))["items"][0]["id"]
    assert len((await read(jonas, f"/programmes/{programme}/stories"))["items"]) == 7
    outcomes = await read(karen, f"/programmes/{programme}/outcomes?days=28")
    assert {figure["key"] for figure in outcomes["figures"] if figure["value"] is None} <= {"visitors"}
    assert [network["network"] for network in outcomes["by_network"] if network["posts"]] == [
        "facebook",
        "linkedin",
        "mastodon",
    ]
    assert len((await read(karen, f"/programmes/{programme}/ambassadors"))["items"]) == 30
    assert (await read(karen, f"/programmes/{programme}/invitations"))["items"]
    assert demo["join_url"].endswith(f"/join/{demo['join_code']}")
    assert (await read(api.stranger(), f"/join/{demo['join_code']}"))["programme"]["kind"] == "employee"


async def test_a_second_run_makes_nothing_but_new_links_and_a_code_for_one_that_was_taken_back(
    demo: dict[str, str], fortaler: Run, owner_engine: AsyncEngine, api: Api
) -> None:
    counted = "SELECT (SELECT count(*) FROM organisation), (SELECT count(*) FROM click), (SELECT count(*) FROM story)"
    async with owner_engine.connect() as connection:
        before = (await connection.execute(text(counted))).one()
    again = await run_demo(fortaler)
    async with owner_engine.connect() as connection:
        assert (await connection.execute(text(counted))).one() == before
    assert again["join_code"] == demo["join_code"]
    for links in (demo, again):
        token = links["curator"].rsplit("/", 1)[1]
        assert (await api.stranger().post("/session", json={"way": "link", "token": token})).status_code == 201
    async with owner_engine.begin() as connection:
        await connection.execute(text("UPDATE invitation SET revoked_at = now()"))
    assert (await run_demo(fortaler))["join_code"] != demo["join_code"]


async def test_its_stories_are_whole_and_its_history_adds_up_to_figures_of_the_last_28_days(
    demo: dict[str, str], owner_engine: AsyncEngine, worker_engine: AsyncEngine, api: Api
) -> None:
    while await roll_up(worker_engine):
        pass
    clicks = await one(owner_engine, "SELECT count(*) FROM click WHERE kind = 'human'")
    assert clicks > 150
    assert await one(owner_engine, "SELECT sum(clicks) FROM programme_day") == clicks
    assert await one(owner_engine, "SELECT count(DISTINCT ambassador_id) FROM share") >= 8
    outside = "SELECT count(*) FROM click WHERE at > now() OR at < now() - interval '28 days'"
    assert await one(owner_engine, outside) == 0
    early = "SELECT count(*) FROM share s JOIN story t ON t.id = s.story_id WHERE s.created_at < t.publish_at"
    assert await one(owner_engine, early) == 0
    assert await one(owner_engine, "SELECT count(*) FROM post_reading") > 0
    assert await one(owner_engine, "SELECT count(*) FROM job") == 0
    assert {story.key for story in stories()} == DRAWN.keys()
    assert await one(owner_engine, "SELECT count(*) FROM story_text") == 2 * len(stories())
    assert await one(owner_engine, "SELECT count(*) FROM asset WHERE alt <> '' AND rights <> ''") == len(stories())
    blobs: Path = api.fastapi.state.tools.blobs.folder
    async with owner_engine.connect() as connection:
        kept = (await connection.execute(text("SELECT blob FROM asset"))).scalars().all()
    assert all((blobs / blob[:2] / blob).exists() for blob in kept)
