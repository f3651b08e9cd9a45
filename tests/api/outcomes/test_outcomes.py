"""What a programme brings: closed days, known figures, and nothing about too few people."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from builders import add, make_link, make_post, make_post_reading, make_profile, make_share, make_story
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.ambassadors import Ambassador
from kernel.tables.jobs import Heartbeat
from kernel.tables.links import Link
from kernel.tables.people import Person
from kernel.tables.profiles import Profile
from kernel.tables.rollups import LinkDay, ProgrammeDay
from kernel.tables.shares import Post
from worlds import Place, make_member

ZONE = ZoneInfo("Europe/Copenhagen")


def on(days_ago: int) -> datetime:
    """Noon of a day, where the organisation is."""
    return datetime.combine(day(days_ago), datetime.min.time(), ZONE) + timedelta(hours=12)


def day(days_ago: int) -> date:
    return now().astimezone(ZONE).date() - timedelta(days=days_ago)


@dataclass
class Stage:
    """A programme in which people share."""

    engine: AsyncEngine
    place: Place
    members: list[Ambassador] = field(default_factory=list[Ambassador])

    async def join(self, count: int) -> list[Ambassador]:
        async with transaction_on(self.engine) as session:
            joined: list[Ambassador] = []
            for _ in range(count):
                await make_member(session, self.place, "ambassador")
                member = self.place.ambassadors["ambassador"]
                session.add(member)
                member.joined_at = on(200)
                joined.append(member)
        self.members += joined
        return joined

    async def share(
        self, who: Ambassador, days_ago: int, *, network: str = "mastodon", linked: bool = True, **other: Any
    ) -> tuple[Post, Link | None]:
        at = on(days_ago)
        fields: dict[str, Any] = {
            "state": "published", "evidence": "confirmed", "published_at": at, "due_at": at, "created_at": at,
        }  # fmt: skip
        async with transaction_on(self.engine) as session:
            profile = await self._profile(session, who, network)
            share = await make_share(session, who, await make_story(session, self.place.programme))
            post = await make_post(session, share, profile, **fields | other)
            return post, await make_link(session, share, post) if linked else None

    async def _profile(self, session: AsyncSession, who: Ambassador, network: str) -> Profile:
        person = await session.get_one(Person, who.person_id)
        return await make_profile(session, self.place.organisation_id, person, network=network)

    async def clicked(self, link: Link | None, days_ago: int, clicks: int) -> None:
        assert link is not None
        async with transaction_on(self.engine) as session:
            fields: dict[str, Any] = {"organisation_id": link.organisation_id, "day": day(days_ago)}
            await add(session, LinkDay(link_id=link.id, clicks=clicks, visitors=clicks, **fields))
            key = (link.organisation_id, day(days_ago), link.programme_id)
            held = await session.get(ProgrammeDay, key)
            if held is None:
                held = await add(session, ProgrammeDay(programme_id=link.programme_id, **fields))
            held.clicks += clicks
            held.visitors += clicks - 1

    async def read(self, post: Post, days_ago: int, likes: int | None) -> None:
        async with transaction_on(self.engine) as session:
            await make_post_reading(session, post, metric="likes", value=likes, as_of=on(days_ago))


@pytest.fixture
async def stage(owner_engine: AsyncEngine, nord: Place) -> Stage:
    async with transaction_on(owner_engine) as session:
        await add(session, Heartbeat(worker="metrics"))
    return Stage(owner_engine, nord)


async def outcomes(client: Client, place: Place, days: int = 7) -> dict[str, Any]:
    answer = await client.get(f"/programmes/{place.programme.id}/outcomes", params={"days": days})
    assert answer.status_code == 200, answer.text
    return answer.json()


def figure(found: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in found["figures"] if one["key"] == key)


def values(found: dict[str, Any]) -> dict[str, Any]:
    return {one["key"]: one["value"] for one in found["figures"]}


async def test_nothing_is_said_of_a_programme_with_too_few_people_and_that_is_said(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    await stage.share(nord.ambassadors["ambassador"], 1)
    found = await outcomes(administrator, nord)
    assert set(values(found).values()) == {None}
    assert {one["hidden"] for one in found["figures"]} == {"group_too_small"}
    assert {one["coverage"] for one in found["figures"]} == {None}
    assert {count["count"] for count in found["posts_by_state"]} == {None}
    assert found["by_network"] == [{"network": "mastodon", "posts": None, "clicks": None}]
    assert {(one["clicks"], one["visitors"], one["shares"]) for one in found["series"]} == {(None, None, None)}
    assert (found["days"], found["until"], found["min_group_size"]) == (7, day(1).isoformat(), 5)


async def test_those_who_shared_in_the_period_are_active_out_of_everyone_who_takes_part(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    people = await stage.join(20)  # and one who came today, when the day is not closed yet
    for who in people[:8]:
        await stage.share(who, 2)
        await stage.share(who, 3)
    await stage.share(people[8], 9)  # before the period
    await stage.share(people[9], 0)  # today is not closed yet
    await stage.share(people[10], 2, state="prepared", evidence=None)  # never went out
    found = await outcomes(administrator, nord)
    assert figure(found, "ambassadors")["value"] == 20
    assert figure(found, "active")["value"] == 8
    rate = figure(found, "active_rate")
    assert (rate["value"], rate["unit"], rate["source"]) == (40.0, "percent", "fortaler")
    assert figure(found, "shares")["value"] == 16
    assert datetime.fromisoformat(rate["as_of"]).astimezone(ZONE).date() == day(0)


@pytest.mark.parametrize(("active", "shown"), [(4, False), (5, True), (9, True), (11, False), (14, True)])
async def test_how_many_are_active_is_hidden_where_they_or_the_others_are_few(
    stage: Stage, nord: Place, administrator: Client, active: int, shown: bool
) -> None:
    for who in (await stage.join(14))[:active]:
        await stage.share(who, 1)
    found = await outcomes(administrator, nord)
    assert (figure(found, "active")["value"] is not None) is shown
    assert (figure(found, "active_rate")["value"] is not None) is shown
    assert figure(found, "ambassadors")["value"] == 14


async def test_one_who_left_or_only_curates_is_not_counted_as_taking_part(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    people = await stage.join(12)
    for who in people[:6]:
        await stage.share(who, 1)
    async with transaction_on(stage.engine) as session:
        for who in people[:1]:
            session.add(who)
            who.state = "left"
    found = await outcomes(administrator, nord)
    assert (figure(found, "ambassadors")["value"], figure(found, "active")["value"]) == (11, 5)
    assert figure(found, "shares")["value"] == 6


async def test_clicks_close_with_the_day_and_say_for_how_many_posts_they_are_known(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    links = [(await stage.share(who, 3))[1] for who in await stage.join(6)]
    for who in stage.members[:2]:
        await stage.share(who, 2, linked=False)
    await stage.clicked(links[0], 2, 9)
    await stage.clicked(links[1], 1, 4)
    await stage.clicked(links[0], 0, 100)
    await stage.clicked(links[0], 8, 1000)
    found = await outcomes(administrator, nord)
    assert figure(found, "clicks")["value"] == 13
    assert figure(found, "visitors")["value"] == 11
    assert figure(found, "clicks")["coverage"] == {"measured": 6, "of": 8}
    assert figure(found, "clicks")["source"] == "own_link"
    by_day = {one["day"]: one["clicks"] for one in found["series"]}
    # Before the links were out nothing could be counted; from then on a day without clicks is a zero.
    assert [by_day[day(n).isoformat()] for n in (7, 4, 3, 2, 1)] == [None, None, 0, 9, 4]
    assert day(0).isoformat() not in by_day


async def test_what_nobody_has_counted_yet_is_unknown(stage: Stage, nord: Place, administrator: Client) -> None:
    for who in await stage.join(6):
        await stage.share(who, 6)
    async with transaction_on(stage.engine) as session:
        alive = await session.get_one(Heartbeat, "metrics")
        alive.updated_at = on(3)
    found = await outcomes(administrator, nord)
    by_day = {one["day"]: one["clicks"] for one in found["series"]}
    assert [by_day[day(n).isoformat()] for n in (5, 4, 3, 2, 1)] == [0, 0, 0, None, None]
    clicks = figure(found, "clicks")
    assert (clicks["value"], datetime.fromisoformat(clicks["as_of"])) == (0, on(3))
    async with transaction_on(stage.engine) as session:
        await session.delete(await session.get_one(Heartbeat, "metrics"))
    clicks = figure(await outcomes(administrator, nord), "clicks")
    assert (clicks["value"], clicks["hidden"]) == (None, None)


async def test_the_first_days_of_few_links_cannot_be_found_by_subtraction(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    people = await stage.join(6)
    first = (await stage.share(people[0], 6))[1]
    await stage.clicked(first, 5, 33)
    links = [(await stage.share(who, 4))[1] for who in people[1:]]
    for n in (4, 3):
        await stage.clicked(links[0], n, 10)
    found = await outcomes(administrator, nord)
    by_day = {one["day"]: one["clicks"] for one in found["series"]}
    assert figure(found, "clicks")["value"] == 53
    assert [by_day[day(n).isoformat()] for n in (6, 5, 4, 3)] == [None, None, None, 10]


async def test_reactions_are_known_for_the_posts_that_a_network_told_of(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    posts = [(await stage.share(who, 3))[0] for who in await stage.join(7)]
    for post in posts[:5]:
        await stage.read(post, 2, 3)
        await stage.read(post, 0, 50)
    await stage.read(posts[5], 2, None)
    found = figure(await outcomes(administrator, nord), "reactions")
    assert (found["value"], found["coverage"]) == (15, {"measured": 5, "of": 7})
    assert datetime.fromisoformat(found["as_of"]) == on(2)


async def test_reactions_nobody_told_of_are_unknown_not_hidden_and_not_zero(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    for who in await stage.join(5):
        await stage.share(who, 3)
    found = figure(await outcomes(administrator, nord), "reactions")
    assert (found["value"], found["hidden"], found["coverage"]) == (None, None, {"measured": 0, "of": 5})


async def test_a_network_that_few_use_is_hidden_and_so_is_what_would_give_it_away(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    people = await stage.join(18)
    for network, group in (("mastodon", people[:7]), ("linkedin", people[7:13]), ("bluesky", people[13:15])):
        for who in group:
            _, link = await stage.share(who, 2, network=network)
            await stage.clicked(link, 1, 2)
    found = {
        one["network"]: (one["posts"], one["clicks"]) for one in (await outcomes(administrator, nord))["by_network"]
    }
    assert found == {"mastodon": (7, 14), "linkedin": (None, None), "bluesky": (None, None)}
    for who in people[15:18]:
        await stage.share(who, 2, network="threads")
    found = {one["network"]: one["posts"] for one in (await outcomes(administrator, nord))["by_network"]}
    assert found == {"mastodon": 7, "linkedin": 6, "bluesky": None, "threads": None}


async def test_a_day_on_which_few_shared_is_hidden_and_so_is_what_would_give_it_away(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    people = await stage.join(8)
    for days_ago, group in ((5, people), (4, people[:5]), (3, people[:2])):
        for who in group:
            await stage.share(who, days_ago)
    found = await outcomes(administrator, nord)
    by_day = {one["day"]: one["shares"] for one in found["series"]}
    assert [by_day[day(n).isoformat()] for n in (5, 4, 3, 2)] == [8, None, None, None]
    assert figure(found, "shares")["value"] == 15


async def test_posts_are_counted_by_state_where_enough_people_have_any(
    stage: Stage, nord: Place, administrator: Client
) -> None:
    people = await stage.join(14)
    for who in people[:9]:
        await stage.share(who, 2)
    for who in people[:6]:
        await stage.share(who, 2, state="declared", evidence="declared")
    for who in people[:5]:
        await stage.share(who, 2, state="cancelled", evidence=None, published_at=None)
    for who in people[:2]:
        await stage.share(who, 2, state="refused", evidence=None, published_at=None)
    found = {one["state"]: one["count"] for one in (await outcomes(administrator, nord))["posts_by_state"]}
    assert found == {"published": 9, "declared": 6, "cancelled": 5, "refused": None}
    await stage.share(people[10], 2, state="opened", evidence="clicks", published_at=None)
    found = {one["state"]: one["count"] for one in (await outcomes(administrator, nord))["posts_by_state"]}
    assert found == {"published": 9, "declared": None, "cancelled": 5, "refused": None, "opened": None}


async def test_what_waits_is_told_now(stage: Stage, nord: Place, administrator: Client) -> None:
    async with transaction_on(stage.engine) as session:
        for state in ("draft", "in_review", "live"):
            await make_story(session, nord.programme, state=state)
    people = await stage.join(5)
    for who in people[:4]:
        await stage.share(who, 0, state="unknown", evidence=None, published_at=None)
    assert (await outcomes(administrator, nord))["waiting"] == {"applications": 1, "drafts": 2, "unknown_posts": None}
    await stage.share(people[4], 0, state="ask_person", evidence=None, published_at=None)
    assert (await outcomes(administrator, nord))["waiting"]["unknown_posts"] == 5


async def test_a_programmes_figures_are_its_own(
    stage: Stage, owner_engine: AsyncEngine, nord: Place, nord_two: Place, syd: Place, administrator: Client
) -> None:
    for who in await stage.join(6):
        await stage.share(who, 1)
    for place in (nord_two, syd):
        other = Stage(owner_engine, place)
        for who in await other.join(12):
            _, link = await other.share(who, 1)
            await other.clicked(link, 1, 50) if who is other.members[0] else None
    found = await outcomes(administrator, nord)
    assert (values(found)["ambassadors"], values(found)["shares"], values(found)["clicks"]) == (6, 6, 0)


async def test_only_those_who_may_see_outcomes_do(
    viewer: Client, owner: Client, curator: Client, ambassador: Client, applied: Client, stranger: Client, nord: Place
) -> None:
    path = f"/programmes/{nord.programme.id}/outcomes"
    assert [(await client.get(path)).status_code for client in (viewer, owner)] == [200, 200]
    assert [(await client.get(path)).status_code for client in (curator, ambassador, applied)] == [403] * 3
    assert (await stranger.get(path)).status_code == 401


async def test_another_programmes_figures_do_not_exist_for_those_elsewhere(
    api: Api, nord: Place, nord_two: Place, syd: Place
) -> None:
    path = f"/programmes/{nord.programme.id}/outcomes"
    for place in (nord_two, syd):
        other = await api.sign_in(place.people["administrator"], place.organisation_id)
        assert (await other.get(path)).status_code == 404
        elsewhere = await api.sign_in(place.people["owner"], place.organisation_id)
        assert (await elsewhere.get(path)).status_code == (200 if place is nord_two else 404)


async def test_only_periods_that_cannot_be_subtracted_to_a_single_day_are_given(
    administrator: Client, nord: Place
) -> None:
    for days in (0, 1, 8, 27, 29, 366):
        answer = await administrator.get(f"/programmes/{nord.programme.id}/outcomes", params={"days": days})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "days")
    for days in (7, 28, 90, 365):
        assert len((await outcomes(administrator, nord, days))["series"]) == days
