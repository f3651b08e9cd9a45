"""One's own figures: live, honest about what is not known, and nobody else's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import add, make_days, make_link, make_post, make_post_reading, make_profile, make_share, make_story
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.jobs import Heartbeat
from kernel.tables.links import Link
from kernel.tables.shares import Post
from worlds import Place


@dataclass
class Out:
    """A post that is out there."""

    post: Post
    link: Link | None


def today() -> date:
    return now().astimezone(ZoneInfo("Europe/Copenhagen")).date()


async def count(engine: AsyncEngine, until: datetime | None = None) -> None:
    """The metrics worker says that it has counted until then."""
    async with transaction_on(engine) as session:
        await session.execute(delete(Heartbeat))
        await add(session, Heartbeat(worker="metrics", updated_at=until or now()))


async def put_out(
    engine: AsyncEngine, place: Place, *, role: str = "ambassador", linked: bool = True, own: bool = False, **other: Any
) -> Out:
    fields: dict[str, Any] = {"state": "published", "evidence": "confirmed", "published_at": now()} | other
    async with transaction_on(engine) as session:
        story = None if own else await make_story(session, place.programme, title="Ny ovn")
        share = await make_share(session, place.ambassadors[role], story)
        profile = await make_profile(
            session, place.organisation_id, place.people[role], network="mastodon", instance="norden.example"
        )
        post = await make_post(session, share, profile, **fields)
        return Out(post, await make_link(session, share, post) if linked else None)


async def clicked(engine: AsyncEngine, out: Out, day: date, clicks: int = 7, visitors: int = 5) -> None:
    assert out.link is not None
    async with transaction_on(engine) as session:
        await make_days(session, out.link, day=day, clicks=clicks, visitors=visitors)


async def read_by(engine: AsyncEngine, out: Out, at: datetime | None = None, **counts: int | None) -> None:
    async with transaction_on(engine) as session:
        for metric, value in counts.items():
            await make_post_reading(session, out.post, metric=metric, value=value, as_of=at or now())


async def read(client: Client, days: int = 28) -> dict[str, Any]:
    answer = await client.get("/impact", params={"days": days})
    assert answer.status_code == 200, answer.text
    return answer.json()


def values(figures: list[dict[str, Any]]) -> dict[str, Any]:
    return {figure["key"]: figure["value"] for figure in figures}


def covered(impact: dict[str, Any]) -> dict[str, Any]:
    return {figure["key"]: figure["coverage"] for figure in impact["figures"]}


async def test_one_who_has_shared_nothing_has_no_figures_and_none_of_them_is_zero(ambassador: Client) -> None:
    impact = await read(ambassador, 7)
    assert values(impact["figures"]) == {"clicks": None, "visitors": None, "reactions": None, "posts": 0}
    assert [(day["clicks"], day["visitors"]) for day in impact["series"]] == [(None, None)] * 7
    assert impact["series"][-1]["day"] == today().isoformat()
    assert impact["posts"] == []


async def test_clicks_are_counted_up_to_today_and_zero_only_where_something_could_be_counted(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    out = await put_out(owner_engine, nord)
    await clicked(owner_engine, out, today(), 4, 3)
    await clicked(owner_engine, out, today() - timedelta(days=2), 2, 2)
    await clicked(owner_engine, out, today() - timedelta(days=7), 90, 80)
    impact = await read(ambassador, 7)
    assert values(impact["figures"]) == {"clicks": 6, "visitors": 5, "reactions": None, "posts": 1}
    assert [day["clicks"] for day in impact["series"]] == [None, None, None, None, 2, None, 4]
    clicks = impact["figures"][0]
    assert (clicks["kind"], clicks["source"], clicks["definition"]) == ("measured", "own_link", "clicks-1")
    assert clicks["as_of"] is None
    at = now()
    await count(owner_engine, at)
    assert datetime.fromisoformat((await read(ambassador, 7))["figures"][0]["as_of"]) == at


async def test_a_day_without_clicks_is_zero_once_a_link_is_out(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    out = await put_out(owner_engine, nord)
    await count(owner_engine)
    assert [day["clicks"] for day in (await read(ambassador, 3))["series"]] == [None, None, 0]
    async with transaction_on(owner_engine) as session:
        assert out.link is not None
        out.link.created_at = now() - timedelta(days=1)
        session.add(out.link)
    assert [day["clicks"] for day in (await read(ambassador, 3))["series"]] == [None, 0, 0]


async def test_what_nobody_has_counted_yet_is_unknown(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    out = await put_out(owner_engine, nord, created_at=now() - timedelta(days=3))
    assert out.link is not None
    async with transaction_on(owner_engine) as session:
        out.link.created_at = now() - timedelta(days=3)
        session.add(out.link)
    impact = await read(ambassador, 3)
    assert values(impact["figures"])["clicks"] is None
    assert values(impact["posts"][0]["figures"])["clicks"] is None
    await count(owner_engine, now() - timedelta(days=1))
    impact = await read(ambassador, 3)
    assert values(impact["figures"])["clicks"] == 0
    assert [day["clicks"] for day in impact["series"]] == [0, 0, None]


async def test_reactions_are_the_latest_the_network_told_and_say_of_how_many_posts(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    read_often, silent, unread = [await put_out(owner_engine, nord) for _ in range(3)]
    before, after = now() - timedelta(hours=5), now() - timedelta(hours=1)
    await read_by(owner_engine, read_often, before, likes=2, reposts=1)
    await read_by(owner_engine, read_often, after, likes=6, comments=0, reposts=None, views=900)
    await read_by(owner_engine, silent, after, likes=None, comments=None)
    impact = await read(ambassador)
    reactions = next(figure for figure in impact["figures"] if figure["key"] == "reactions")
    assert reactions["value"] == 6
    assert reactions["coverage"] == {"measured": 1, "of": 3}
    assert datetime.fromisoformat(reactions["as_of"]) == after
    by_post = {post["post_id"]: values(post["figures"])["reactions"] for post in impact["posts"]}
    assert by_post == {str(read_often.post.id): 6, str(silent.post.id): None, str(unread.post.id): None}


async def test_what_a_person_says_of_a_post_is_not_mixed_into_what_is_measured(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    out = await put_out(owner_engine, nord)
    async with transaction_on(owner_engine) as session:
        await make_post_reading(session, out.post, metric="likes", value=500, source="person")
    assert values((await read(ambassador))["figures"])["reactions"] is None


async def test_a_post_is_listed_with_its_own_figures(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    out = await put_out(owner_engine, nord, external_url="https://norden.example/@asta/1")
    await clicked(owner_engine, out, today(), 4, 3)
    (post,) = (await read(ambassador))["posts"]
    assert (post["post_id"], post["share_id"]) == (str(out.post.id), str(out.post.share_id))
    assert (post["title"], post["network"], post["url"]) == ("Ny ovn", "mastodon", "https://norden.example/@asta/1")
    assert post["instance"] == "norden.example"
    assert values(post["figures"]) == {"clicks": 4, "visitors": 3, "reactions": None}


async def test_posts_without_a_link_are_said_to_be_uncounted(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    await put_out(owner_engine, nord)
    bare = await put_out(owner_engine, nord, linked=False, own=True, state="declared", evidence="declared")
    impact = await read(ambassador)
    assert covered(impact)["clicks"] == {"measured": 1, "of": 2}
    assert covered(impact)["posts"] == {"measured": 1, "of": 2}
    post = next(post for post in impact["posts"] if post["post_id"] == str(bare.post.id))
    assert (post["title"], values(post["figures"])["clicks"]) == ("", None)


@pytest.mark.parametrize("state", ["scheduled", "sending", "unknown", "refused", "cancelled", "prepared", "opened"])
async def test_what_is_not_out_there_counts_for_nothing(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client, state: str
) -> None:
    await put_out(owner_engine, nord, state=state, evidence="opened" if state == "opened" else None, published_at=None)
    impact = await read(ambassador)
    assert (values(impact["figures"])["posts"], impact["posts"]) == (0, [])


async def test_a_post_that_was_only_opened_counts_once_somebody_came_by_its_link(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    await put_out(owner_engine, nord, state="opened", evidence="clicks", published_at=None)
    assert values((await read(ambassador))["figures"])["posts"] == 1


async def test_an_older_post_is_listed_while_people_still_come_by_it(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    old = now() - timedelta(days=60)
    quiet, busy = [await put_out(owner_engine, nord, published_at=old, due_at=old) for _ in range(2)]
    await clicked(owner_engine, busy, today(), 2, 2)
    impact = await read(ambassador)
    assert [post["post_id"] for post in impact["posts"]] == [str(busy.post.id)]
    assert values(impact["figures"]) == {"clicks": 2, "visitors": 2, "reactions": None, "posts": 0}
    assert str(quiet.post.id) not in str(impact)


async def test_figures_are_their_owners_alone(
    owner_engine: AsyncEngine,
    nord: Place,
    syd: Place,
    ambassador: Client,
    paused: Client,
    administrator: Client,
    api: Api,
) -> None:
    await clicked(owner_engine, await put_out(owner_engine, nord, role="paused"), today(), 9, 9)
    await clicked(owner_engine, await put_out(owner_engine, syd), today(), 8, 8)
    assert values((await read(paused))["figures"])["clicks"] == 9
    elsewhere = await api.sign_in(syd.people["ambassador"], syd.organisation_id)
    assert values((await read(elsewhere))["figures"])["clicks"] == 8
    for client in (ambassador, administrator):
        assert values((await read(client))["figures"])["clicks"] is None
        assert (await read(client))["posts"] == []


async def test_strangers_and_periods_that_are_none_are_refused(stranger: Client, ambassador: Client) -> None:
    assert (await stranger.get("/impact")).status_code == 401
    for days in ("0", "367", "x"):
        answer = await ambassador.get("/impact", params={"days": days})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "days")
