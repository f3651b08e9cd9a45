"""Who reads which story, and what is counted of readers."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_post, make_profile, make_share, make_story
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.stories import Story, StorySeen
from story_drafts import create
from worlds import Place, make_member


async def add_story(engine: AsyncEngine, place: Place, **other: Any) -> Story:
    async with transaction_on(engine) as session:
        return await make_story(session, place.programme, **other)


async def members(engine: AsyncEngine, place: Place, count: int, **other: Any) -> None:
    async with transaction_on(engine) as session:
        for _ in range(count):
            await make_member(session, place, "ambassador")
            member = place.ambassadors["ambassador"]
            session.add(member)
            for name, value in other.items():
                setattr(member, name, value)


async def test_an_ambassador_reads_what_is_live_and_meant_for_them(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client, curator: Client
) -> None:
    hidden = [
        await add_story(owner_engine, nord, **other)
        for other in (
            {"state": "draft"},
            {"state": "withdrawn"},
            {"expires_at": now() - timedelta(seconds=1)},
            {"audience_tags": ["Smedjen"]},
            {"audience_languages": ["en"]},
        )
    ]
    shown = [await add_story(owner_engine, nord, **other) for other in ({}, {"audience_languages": ["da"]})]
    for story in hidden:
        assert (await ambassador.get(f"/stories/{story.id}")).status_code == 404
        assert (await ambassador.post(f"/stories/{story.id}/seen")).status_code == 404
        assert (await curator.get(f"/stories/{story.id}")).status_code == 200
    for story in shown:
        assert (await ambassador.get(f"/stories/{story.id}")).status_code == 200


async def test_that_a_story_was_opened_is_noted_once_and_for_its_reader_alone(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client, paused: Client
) -> None:
    story = await add_story(owner_engine, nord)
    for _ in range(2):
        assert (await ambassador.post(f"/stories/{story.id}/seen")).status_code == 204
    async with transaction_on(owner_engine) as session:
        (seen,) = await session.scalars(select(StorySeen))
        assert seen.ambassador_id == nord.ambassadors["ambassador"].id
    assert (await ambassador.get(f"/stories/{story.id}")).json()["seen"] is True
    assert (await ambassador.get("/feed")).json()["items"][0]["seen"] is True
    assert (await paused.get(f"/stories/{story.id}")).json()["seen"] is False


async def test_one_sees_ones_own_posts_about_a_story_and_nobody_elses(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client, curator: Client
) -> None:
    story = await add_story(owner_engine, nord)
    async with transaction_on(owner_engine) as session:
        share = await make_share(session, nord.ambassadors["ambassador"], story)
        profile = await make_profile(session, nord.organisation_id, nord.people["ambassador"])
        post = await make_post(session, share, profile)
    mine = (await ambassador.get(f"/stories/{story.id}")).json()["my_posts"]
    assert mine == [{"post_id": str(post.id), "share_id": str(share.id), "network": "linkedin", "state": "prepared"}]
    assert (await curator.get(f"/stories/{story.id}")).json()["my_posts"] == []


async def test_how_often_a_story_was_shared_is_hidden_while_few_did(
    owner_engine: AsyncEngine, nord: Place, curator: Client
) -> None:
    story = await add_story(owner_engine, nord)
    path = f"/programmes/{nord.programme.id}/stories"

    async def somebody_shares(state: str) -> None:
        async with transaction_on(owner_engine) as session:
            person = await make_member(session, nord, "ambassador")
            share = await make_share(session, nord.ambassadors["ambassador"], story)
            profile = await make_profile(session, nord.organisation_id, person)
            await make_post(session, share, profile, state=state)

    for state in ("declared", "published", "declared", "declared", "opened", "cancelled"):
        await somebody_shares(state)
    assert (await curator.get(path)).json()["items"][0]["shares"] is None
    await somebody_shares("published")
    assert (await curator.get(path)).json()["items"][0]["shares"] == 5
    assert (await curator.get(f"/stories/{story.id}")).json()["shares"] == 5


async def test_an_audience_is_counted_unless_it_or_those_left_out_are_few(
    owner_engine: AsyncEngine, nord: Place, curator: Client
) -> None:
    async def count(tags: list[str], languages: list[str]) -> tuple[int | None, int | None]:
        body = {"tags": tags, "languages": languages}
        answer = await curator.post(f"/programmes/{nord.programme.id}/audience", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json()["min_group_size"] == 5
        return answer.json()["count"], answer.json()["of"]

    assert await count([], []) == (None, None)  # one active ambassador; applied and paused ones do not count
    await members(owner_engine, nord, 6, tags=["Smedjen"], languages=["da", "en"])
    await members(owner_engine, nord, 5, tags=["Kontor"], languages=["en"])
    assert await count([], []) == (12, 12)
    assert await count(["Smedjen"], []) == (6, 12)
    assert await count(["Smedjen", "Kontor"], ["da"]) == (6, 12)
    assert await count(["Kontor"], ["da"]) == (None, 12)
    assert await count(["Smedjen", "Kontor"], []) == (None, 12)  # one is left out, who would be told apart
    assert await count([], ["da"]) == (7, 12)


async def test_only_those_who_write_stories_count_audiences(
    ambassador: Client, stranger: Client, api: Api, nord: Place, syd: Place, curator: Client
) -> None:
    path = f"/programmes/{nord.programme.id}/audience"
    body: dict[str, list[str]] = {"tags": [], "languages": []}
    assert (await ambassador.post(path, json=body)).status_code == 403
    assert (await stranger.post(path, json=body)).status_code == 401
    elsewhere = await api.sign_in(syd.people["curator"], syd.organisation_id)
    assert (await elsewhere.post(path, json=body)).status_code == 404
    assert (await create(curator, nord))["shares"] is None
