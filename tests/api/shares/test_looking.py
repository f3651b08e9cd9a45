"""One's own shares, afterwards."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select, update

from builders import add, make_attempt, make_days, make_post_reading
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.jobs import Heartbeat
from kernel.tables.links import Link
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post, Share
from sharers import Sharer, add_profile, add_story
from worlds import Place


async def set_post(engine: AsyncEngine, post_id: str, **values: Any) -> None:
    async with transaction_on(engine) as session:
        await session.execute(update(Post).where(col(Post.id) == UUID(post_id)).values(**values))


async def listed(client: Client, view: str, **query: Any) -> list[str]:
    answer = await client.get("/shares", params={"view": view} | query)
    assert answer.status_code == 200, answer.text
    return [share["id"] for share in answer.json()["items"]]


async def test_a_share_is_planned_while_anything_of_it_waits_and_recent_after_that(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    linkedin = await add_profile(owner_engine, nord, "linkedin")
    share = await sharer.share(mastodon, linkedin)
    first, second = (post["id"] for post in share["posts"])
    await set_post(owner_engine, first, state="published")
    assert (await listed(sharer.client, "planned"), await listed(sharer.client, "recent")) == ([share["id"]], [])
    await set_post(owner_engine, second, state="declared")
    assert (await listed(sharer.client, "planned"), await listed(sharer.client, "recent")) == ([], [share["id"]])


async def test_a_long_list_comes_in_pages_newest_first(sharer: Sharer, mastodon: Profile) -> None:
    made = [(await sharer.share(mastodon, text=f"Nummer {number}"))["id"] for number in range(5)]
    page = (await sharer.client.get("/shares", params={"limit": 2})).json()
    found = [share["id"] for share in page["items"]]
    while page["next"]:
        page = (await sharer.client.get("/shares", params={"limit": 2, "cursor": page["next"]})).json()
        found += [share["id"] for share in page["items"]]
    assert found == made[::-1]


@pytest.mark.parametrize("query", [{"cursor": "x"}, {"cursor": "WzFd"}, {"limit": 0}, {"limit": 201}, {"view": "all"}])
async def test_a_list_that_cannot_be_is_refused(ambassador: Client, query: dict[str, Any]) -> None:
    assert (await ambassador.get("/shares", params=query)).status_code == 422


async def test_nobody_else_sees_a_share_whatever_they_run(
    api: Api, sharer: Sharer, mastodon: Profile, nord: Place, syd: Place, owner: Client, administrator: Client,
    curator: Client,
) -> None:  # fmt: skip
    share = await sharer.share(mastodon)
    foreign = await api.sign_in(syd.people["ambassador"], syd.organisation_id)
    for client in (owner, administrator, curator, foreign):
        assert (await client.get(f"/shares/{share['id']}")).status_code == 404
        assert await listed(client, "planned") == []


async def test_a_share_names_its_story_in_the_language_it_was_shared_in(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await add_story(owner_engine, nord)
    danish = await sharer.share(mastodon, story=story)
    english = await sharer.share(mastodon, story=story, language="en")
    own = await sharer.share(mastodon)
    assert [share["story"] and share["story"]["title"] for share in (danish, english, own)] == [
        "Ny ovn", "A new furnace", None,
    ]  # fmt: skip


async def test_clicks_are_unknown_until_they_have_been_counted_and_then_even_none_is_a_number(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    share = await sharer.share(mastodon, story=await add_story(owner_engine, nord))

    async def figures() -> dict[str, tuple[float | None, bool]]:
        post = (await sharer.look(share["id"]))["posts"][0]
        return {figure["key"]: (figure["value"], figure["as_of"] is not None) for figure in post["figures"]}

    assert await figures() == {"clicks": (None, False), "visitors": (None, False)}
    async with transaction_on(owner_engine) as session:
        await add(session, Heartbeat(worker="metrics"))
    assert await figures() == {"clicks": (0, True), "visitors": (0, True)}
    async with transaction_on(owner_engine) as session:
        link = (await session.scalars(select(Link))).one()
        await make_days(session, link)
    assert await figures() == {"clicks": (7, True), "visitors": (5, True)}


async def test_reactions_are_the_latest_the_network_told_and_unknown_before_that(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    share = await sharer.share(mastodon)
    number = share["posts"][0]["id"]
    await set_post(owner_engine, number, state="published", external_id="1", published_at=now())
    (unknown,) = (await sharer.look(share["id"]))["posts"][0]["figures"]
    assert (unknown["key"], unknown["value"], unknown["source"]) == ("reactions", None, "network")
    async with transaction_on(owner_engine) as session:
        post = (await session.scalars(select(Post))).one()
        await make_post_reading(session, post, metric="likes", value=1)
        await make_post_reading(session, post, metric="likes", value=4)
        await make_post_reading(session, post, metric="comments", value=2)
        await make_post_reading(session, post, metric="reposts", value=None)
    (known,) = (await sharer.look(share["id"]))["posts"][0]["figures"]
    assert known["value"] == 6
    assert known["as_of"] is not None


async def test_every_try_and_the_reason_are_told(sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine) -> None:
    share = await sharer.share(mastodon)
    reason = {"reason_type": "network-unreachable", "reason": "The server could not be reached."}
    turn = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    number = share["posts"][0]["id"]
    await set_post(owner_engine, number, state="retry_wait", turn_at=turn, tries=2, checks=1, **reason)
    async with transaction_on(owner_engine) as session:
        post, row = (await session.scalars(select(Post))).one(), (await session.scalars(select(Share))).one()
        await make_attempt(session, post, row, outcome="not_sent", error_kind="transient", finished_at=now())
        await make_attempt(session, post, row, number=2)
    shown = (await sharer.look(share["id"]))["posts"][0]
    assert shown["reason"] == {"type": "network-unreachable", "detail": "The server could not be reached."}
    told = [(attempt["number"], attempt["outcome"], attempt["error_kind"]) for attempt in shown["attempts"]]
    assert told == [(1, "not_sent", "transient"), (2, None, None)]
    assert (shown["next_at"], shown["tries"], shown["looks"]) == ("2026-12-01T08:30:00Z", 2, 1)
    assert shown["can"]["cancel"] is True


async def test_what_waits_for_its_person_is_not_said_to_go_on_by_itself(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    share = await sharer.share(mastodon)
    await set_post(owner_engine, share["posts"][0]["id"], state="ask_person", reason_type="not-found")
    assert (await sharer.look(share["id"]))["posts"][0]["next_at"] is None
