"""What a person finds in their feed, and in what order."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from api.features.feed.schemas import Feed
from api.web.pagination import to_cursor
from builders import (
    make_ambassador,
    make_asset,
    make_post,
    make_profile,
    make_seen,
    make_share,
    make_story,
    make_story_text,
)
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.stories import Story
from worlds import Place, make_member


async def read(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/feed", params=query)
    assert answer.status_code == 200, answer.text
    Feed.model_validate_json(answer.text, strict=False)
    return answer.json()["items"]


async def titles(client: Client) -> list[str]:
    return [item["title"] for item in await read(client)]


async def story(engine: AsyncEngine, place: Place, title: str, **other: Any) -> Story:
    async with transaction_on(engine) as session:
        return await make_story(session, place.programme, title=title, **other)


async def test_a_story_is_shown_with_what_it_takes_to_choose_it(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    async with transaction_on(owner_engine) as session:
        asset = await make_asset(session, nord.programme)
        made = await make_story(
            session,
            nord.programme,
            title="Ny ovn",
            asset_id=asset.id,
            url="https://nordlys.example/ovn",
            must_know=True,
        )
    (item,) = await read(ambassador)
    assert item["story_id"] == str(made.id)
    assert item["programme"] == {"id": str(nord.programme.id), "name": nord.programme.name}
    assert (item["title"], item["language"], item["topic"], item["minutes"]) == ("Ny ovn", "da", "products", 1)
    assert item["image"]["url"] == f"/api/v1/assets/{asset.id}/image"
    assert item["image"]["alt"] == asset.alt
    assert (item["pinned"], item["must_know"], item["seen"], item["my_posts"]) == (False, True, False, [])
    assert item["because"] == ["everyone"]


async def test_only_live_stories_that_are_not_over_are_shown(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    for state in ("draft", "in_review", "scheduled", "expired", "withdrawn"):
        await story(owner_engine, nord, state, state=state)
    await story(owner_engine, nord, "over", expires_at=now() - timedelta(seconds=1))
    await story(owner_engine, nord, "live", expires_at=now() + timedelta(hours=1))
    assert await titles(ambassador) == ["live"]


async def test_pinned_stories_come_first_then_those_in_my_languages_then_the_newest(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    hours = iter(timedelta(hours=n) for n in range(10))
    for title, other in (
        ("foreign, newest", {"language": "en"}),
        ("second", {}),
        ("third", {}),
        ("pinned", {"pinned": True}),
    ):
        await story(owner_engine, nord, title, publish_at=now() - next(hours), **other)
    assert await titles(ambassador) == ["pinned", "second", "third", "foreign, newest"]


async def test_a_story_is_shown_in_the_language_that_the_reader_reads_best(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    async with transaction_on(owner_engine) as session:
        made = await make_story(session, nord.programme, title="New oven", language="en")
        await make_story_text(session, made, language="da", title="Ny ovn")
        await make_story(session, nord.programme, title="Only in English", language="en")
    assert {(item["title"], item["language"]) for item in await read(ambassador)} == {
        ("Ny ovn", "da"),
        ("Only in English", "en"),
    }


async def test_an_audience_is_those_with_one_of_its_tags_who_speak_one_of_its_languages(
    owner_engine: AsyncEngine, nord: Place, api: Api
) -> None:
    async with transaction_on(owner_engine) as session:
        smith = await make_member(session, nord, "ambassador")
        session.add(nord.ambassadors["ambassador"])
        nord.ambassadors["ambassador"].tags = ["Smedjen", "Nathold"]
        nord.ambassadors["ambassador"].languages = ["da", "en"]
    await story(owner_engine, nord, "for smiths", audience_tags=["Smedjen", "Lager"])
    await story(owner_engine, nord, "for the office", audience_tags=["Kontor"])
    await story(owner_engine, nord, "in English", audience_languages=["en"])
    await story(owner_engine, nord, "both", audience_tags=["Nathold"], audience_languages=["da", "en"])
    client = await api.sign_in(smith, nord.organisation_id)
    assert {item["title"]: item["because"] for item in await read(client)} == {
        "for smiths": ["tag:Smedjen"],
        "in English": ["language:en"],
        "both": ["tag:Nathold", "language:da", "language:en"],
    }


async def test_my_own_posts_and_what_i_have_seen_are_told_apart_from_others(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client, curator: Client
) -> None:
    made = await story(owner_engine, nord, "Ny ovn")
    async with transaction_on(owner_engine) as session:
        me = nord.ambassadors["ambassador"]
        share = await make_share(session, me, made)
        profile = await make_profile(session, nord.organisation_id, nord.people["ambassador"])
        taken_back = await make_post(session, share, profile, state="cancelled")
        kept = await make_post(session, share, profile, state="declared")
        await make_seen(session, made, me)
    (item,) = await read(ambassador)
    assert item["seen"] is True
    assert item["my_posts"] == [
        {"post_id": str(kept.id), "share_id": str(share.id), "network": "linkedin", "state": "declared"}
    ]
    assert str(taken_back.id) not in str(item)
    (others,) = await read(curator)
    assert (others["seen"], others["my_posts"]) == (False, [])


async def test_how_many_have_shared_is_said_from_the_smallest_group_on(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    few, enough = [await story(owner_engine, nord, title) for title in ("few", "enough")]
    async with transaction_on(owner_engine) as session:
        for n in range(5):
            person = await make_member(session, nord, "ambassador")
            profile = await make_profile(session, nord.organisation_id, person)
            for made, state in ((few, "declared" if n < 4 else "opened"), (enough, "declared"), (enough, "published")):
                share = await make_share(session, nord.ambassadors["ambassador"], made)
                await make_post(session, share, profile, state=state)
    assert {item["title"]: item["shared_by"] for item in await read(ambassador)} == {"few": None, "enough": 5}


async def test_the_feed_comes_in_pages_without_gaps_or_repeats(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    at = now()
    for n in range(7):
        await story(
            owner_engine,
            nord,
            str(n),
            pinned=n == 3,
            language="en" if n > 4 else "da",
            publish_at=at - timedelta(hours=n // 2),
        )
    whole = await titles(ambassador)
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = (await ambassador.get("/feed", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        found += [item["title"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        assert len(page["items"]) == 2
    assert found == whole
    assert len(found) == 7


async def test_a_cursor_that_we_did_not_give_is_refused_by_name(ambassador: Client, api: Api) -> None:
    for cursor in ("bogus", to_cursor(1, 2), to_cursor(True, True, "yesterday", "x")):
        answer = await ambassador.get("/feed", params={"cursor": cursor})
        assert answer.status_code == 422, cursor
        assert answer.json()["errors"][0]["field"] == "cursor"


async def test_a_person_in_two_programmes_has_one_feed(
    owner_engine: AsyncEngine, nord: Place, nord_two: Place, api: Api
) -> None:
    async with transaction_on(owner_engine) as session:
        await make_ambassador(session, nord_two.programme, nord.people["ambassador"])
    await story(owner_engine, nord, "first", publish_at=now() - timedelta(hours=1))
    await story(owner_engine, nord_two, "second")
    client = await api.sign_in(nord.people["ambassador"], nord.organisation_id)
    assert await titles(client) == ["second", "first"]


async def test_nobody_sees_another_programmes_or_another_organisations_stories(
    owner_engine: AsyncEngine, nord: Place, nord_two: Place, syd: Place, ambassador: Client, api: Api
) -> None:
    await story(owner_engine, nord_two, "of the other programme")
    await story(owner_engine, syd, "of another organisation")
    assert await titles(ambassador) == []
    assert await titles(await api.sign_in(syd.people["ambassador"], syd.organisation_id)) == ["of another organisation"]


async def test_those_without_a_feed_have_an_empty_one_and_those_paused_keep_theirs(
    owner_engine: AsyncEngine, nord: Place, owner: Client, applied: Client, paused: Client, stranger: Client
) -> None:
    await story(owner_engine, nord, "live")
    assert await titles(owner) == []
    assert await titles(applied) == []
    assert await titles(paused) == ["live"]
    assert (await stranger.get("/feed")).status_code == 401
