"""A story from draft to withdrawn, and what happens to the posts about it."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from builders import make_ambassador, make_asset, make_person, make_post, make_profile, make_share, make_story
from callers import Client
from kernel.jobs.stories import TurnStory
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.lifecycles.posts import posts
from kernel.tables.audit import Event
from kernel.tables.jobs import Job
from kernel.tables.shares import Post
from kernel.tables.stories import Story
from story_drafts import create, words
from worlds import Place


async def turns(engine: AsyncEngine) -> list[Job]:
    async with transaction_on(engine) as session:
        return list(await session.scalars(select(Job).where(col(Job.kind) == TurnStory.kind)))


async def verbs(engine: AsyncEngine) -> list[str]:
    async with transaction_on(engine) as session:
        return list(await session.scalars(select(col(Event.verb)).order_by(col(Event.sequence))))


async def act(client: Client, story: dict[str, Any], verb: str, body: Any = None) -> dict[str, Any]:
    answer = await client.post(f"/stories/{story['id']}/{verb}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_story_goes_through_review_and_live_to_withdrawn(
    curator: Client, ambassador: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await create(curator, nord)
    assert (await act(curator, story, "submit"))["state"] == "in_review"
    assert (await ambassador.get(f"/stories/{story['id']}")).status_code == 404
    live = await act(curator, story, "publish", {})
    assert live["state"] == "live"
    assert (await ambassador.get(f"/stories/{story['id']}")).status_code == 200
    gone = await act(curator, story, "withdraw", {"reason": "Tallet var forkert"})
    assert (gone["state"], gone["withdrawn_reason"]) == ("withdrawn", "Tallet var forkert")
    assert (await ambassador.get(f"/stories/{story['id']}")).status_code == 404
    assert await verbs(owner_engine) == ["story.published", "story.withdrawn"]
    assert await turns(owner_engine) == []


async def test_a_planned_story_is_turned_by_a_job_at_its_time(
    curator: Client, ambassador: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await create(curator, nord)
    begins, ends = now() + timedelta(hours=1), now() + timedelta(days=1)
    times = {"publish_at": begins.isoformat(), "expires_at": ends.isoformat()}
    assert (await act(curator, story, "publish", times))["state"] == "scheduled"
    assert (await ambassador.get(f"/stories/{story['id']}")).status_code == 404
    (turn,) = await turns(owner_engine)
    assert (turn.due_at, turn.payload) == (begins, {"story_id": story["id"]})
    sooner = begins - timedelta(minutes=30)
    moved = await act(curator, story, "publish", {"publish_at": sooner.isoformat()})
    assert (moved["state"], moved["expires_at"]) == ("scheduled", None)
    assert sooner in {turn.due_at for turn in await turns(owner_engine)}


async def test_a_live_story_that_ends_is_turned_at_its_end_and_the_end_may_be_moved(
    curator: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await create(curator, nord)
    first, second = now() + timedelta(days=1), now() + timedelta(days=2)
    live = await act(curator, story, "publish", {"expires_at": first.isoformat()})
    later = await act(curator, story, "publish", {"expires_at": second.isoformat()})
    assert later["publish_at"] == live["publish_at"]
    assert [turn.due_at for turn in await turns(owner_engine)] == [first, second]
    refused = await curator.post(f"/stories/{story['id']}/publish", json={"publish_at": second.isoformat()})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/move-refused")


async def test_a_time_in_the_past_means_now_and_an_end_is_after_the_beginning(curator: Client, nord: Place) -> None:
    story = await create(curator, nord)
    path = f"/stories/{story['id']}/publish"
    past, soon, later = [(now() + timedelta(hours=hours)).isoformat() for hours in (-1, 1, 2)]
    for body in (
        {"expires_at": past},
        {"publish_at": later, "expires_at": soon},
        {"publish_at": past, "expires_at": past},
    ):
        answer = await curator.post(path, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "expires_at")
    assert (await curator.post(path, json={"publish_at": "2026-11-24T12:00"})).status_code == 422
    live = await act(curator, story, "publish", {"publish_at": past})
    assert live["state"] == "live"
    assert live["publish_at"] > past


async def test_what_a_story_lacks_before_it_can_be_published_is_named_all_at_once(
    curator: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        asset = await make_asset(session, nord.programme, alt=" ")
    texts = [words(why=" "), words("en", title="")]
    story = await create(curator, nord, asset_id=str(asset.id), texts=texts)
    answer = await curator.post(f"/stories/{story['id']}/publish", json={})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/story-not-ready")
    assert [(error["field"], error["type"]) for error in answer.json()["errors"]] == [
        ("texts.da.why", "why-missing"),
        ("texts.en.title", "title-missing"),
        ("asset.alt", "alt-missing"),
    ]
    assert (await curator.get(f"/stories/{story['id']}")).json()["state"] == "draft"


async def make_posts(engine: AsyncEngine, place: Place, story: Story) -> dict[str, UUID]:
    """One post of the story in every state there is."""
    made: dict[str, UUID] = {}
    async with transaction_on(engine) as session:
        me, person = place.ambassadors["ambassador"], place.people["ambassador"]
        for state in sorted(posts.states):
            share = await make_share(session, me, story)
            profile = await make_profile(session, place.organisation_id, person)
            made[state] = (await make_post(session, share, profile, state=state)).id
    return made


async def test_withdrawing_stops_what_waits_and_touches_nothing_that_is_under_way_or_over(
    curator: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        story, other = [await make_story(session, nord.programme) for _ in range(2)]
    made, others = await make_posts(owner_engine, nord, story), await make_posts(owner_engine, nord, other)
    await act(curator, {"id": story.id}, "withdraw", {"reason": "Tallet var forkert"})
    async with transaction_on(owner_engine) as session:
        after = {post.id: post for post in await session.scalars(select(Post))}
    stopped = {state for state, id_ in made.items() if after[id_].state == "withdrawn"}
    assert stopped == {
        "draft", "in_review", "scheduled", "retry_wait", "needs_reconnect", "held", "prepared", "withdrawn",
    }  # fmt: skip
    told = after[made["scheduled"]]
    assert (told.reason_type, told.reason) == ("story-withdrawn", "Tallet var forkert")
    assert {state: after[id_].state for state, id_ in others.items()} == {state: state for state in others}


async def test_a_post_is_either_stopped_by_a_withdrawal_or_claimed_before_it_never_both(
    curator: Client, nord: Place, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    claim = text("UPDATE post SET state = 'claimed', epoch = epoch + 1 WHERE id = :id AND state = 'scheduled'")
    outcomes: set[tuple[str, int]] = set()
    for _ in range(8):
        async with transaction_on(owner_engine) as session:
            story = await make_story(session, nord.programme)
            person = await make_person(session)
            me = await make_ambassador(session, nord.programme, person)
            profile = await make_profile(session, nord.organisation_id, person)
            post = await make_post(
                session, await make_share(session, me, story), profile, state="scheduled", mode="api"
            )

        async def publisher_claims(id_: UUID = post.id) -> None:
            async with transaction_on(worker_engine) as session:
                await enter(session, nord.organisation_id)
                await session.execute(claim, {"id": id_})

        await asyncio.gather(publisher_claims(), act(curator, {"id": story.id}, "withdraw", {"reason": "x"}))
        async with transaction_on(owner_engine) as session:
            after = await session.scalar(select(Post).where(col(Post.id) == post.id))
            assert after is not None
            outcomes.add((after.state, after.epoch))
    assert outcomes <= {("withdrawn", 0), ("claimed", 1)}


async def test_withdrawn_is_for_good_and_wants_a_reason(curator: Client, nord: Place) -> None:
    story = await create(curator, nord)
    unsaid = await curator.post(f"/stories/{story['id']}/withdraw", json={"reason": " "})
    assert (unsaid.status_code, unsaid.json()["errors"][0]["field"]) == (422, "reason")
    await act(curator, story, "withdraw", {"reason": "x"})
    for verb, body in (("publish", {}), ("submit", None), ("withdraw", {"reason": "y"})):
        assert (await curator.post(f"/stories/{story['id']}/{verb}", json=body)).status_code == 409
