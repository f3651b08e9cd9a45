"""What reading X tells and what it costs: six readings a post, clicks for 30 days, and a bill that was foreseen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network_posts import PICTURE, Post, connect
from networks.contract import PostRef
from networks.drafts import Draft
from networks.rules import LIMITS
from networks.x.network import X
from networks.x.prices import (
    MONTHLY_CAP,
    PRICES,
    cap_of,
    cost_of_account,
    cost_of_looking,
    cost_of_post,
    cost_of_readings,
    prices_on,
)
from networks.x.readings import BATCH, PLAN
from simulators.x.world import EPOCH
from x_rig import XRig

NETWORK, DAY = X(), date(2026, 11, 24)


def id_from(moment: datetime) -> str:
    """An id as X would have given it then."""
    return str((moment - EPOCH) // timedelta(milliseconds=1) << 22)


async def test_counts_are_xs_and_clicks_are_the_authors_own(x: XRig) -> None:
    _, connection = await connect(x)
    linked = await Post(x, connection, Draft("Words.", link="https://nordlys.example/l/1")).run()
    bare = await Post(x, connection, Draft("Words alone.")).run()
    assert linked
    assert bare
    post = x.world.posts[linked.id]
    post.public.update(impression_count=90, like_count=7, retweet_count=2, quote_count=1, bookmark_count=3)
    post.private.update(url_link_clicks=5, user_profile_clicks=4)
    readings = await x.network.fetch_post_metrics(x.egress, connection, [linked, bare])
    assert readings[linked.id].counts == {
        "impressions": 90, "likes": 7, "comments": 0, "reposts": 2, "quotes": 1, "saves": 3, "clicks": 5, "profile_clicks": 4,
    }  # fmt: skip
    assert readings[bare.id].counts["clicks"] is None
    assert readings[bare.id].counts["profile_clicks"] == 0
    assert await x.network.fetch_account(x.egress, connection) == {"followers": 7, "following": 2, "posts": 2}


async def test_clicks_of_an_older_post_are_unknown_and_the_rest_is_read(x: XRig) -> None:
    _, connection = await connect(x)
    old = await Post(x, connection, Draft("Old words.")).run()
    new = await Post(x, connection, Draft("New words.")).run()
    assert old
    assert new
    made = x.world.posts.pop(old.id)
    made.id, made.at = id_from(x.now - timedelta(days=31)), x.now - timedelta(days=31)
    x.world.posts[made.id] = made
    aged = PostRef(made.id, None)
    readings = await x.network.fetch_post_metrics(x.egress, connection, [aged, new])
    assert (readings[aged.id].counts["likes"], readings[aged.id].counts["clicks"]) == (0, None)
    assert readings[new.id].counts["profile_clicks"] == 0
    assert x.urls[-1].count(aged.id) == 1
    assert "non_public" not in x.urls[-1]


async def test_where_x_keeps_clicks_to_itself_earlier_the_rest_is_read_all_the_same(x: XRig) -> None:
    _, connection = await connect(x)
    ref = await Post(x, connection, Draft("Words.")).run()
    assert ref
    x.world.posts[ref.id].at = x.now - timedelta(days=31)
    reading = (await x.network.fetch_post_metrics(x.egress, connection, [ref]))[ref.id]
    assert (reading.gone, reading.counts["likes"], reading.counts["profile_clicks"]) == (False, 0, None)


async def test_an_error_beside_the_data_takes_away_one_post_and_not_the_others(x: XRig) -> None:
    _, connection = await connect(x)
    first = await Post(x, connection, Draft("Words.")).run()
    second = await Post(x, connection, Draft("Other words.")).run()
    assert first
    assert second
    await x.network.delete(x.egress, connection, first)
    readings = await x.network.fetch_post_metrics(x.egress, connection, [first, second])
    assert (readings[first.id].gone, readings[first.id].counts) == (True, {})
    assert (readings[second.id].gone, readings[second.id].counts["likes"]) == (False, 0)


async def test_at_most_100_posts_are_read_in_a_call(x: XRig) -> None:
    _, connection = await connect(x)
    ids = [id_from(x.now - timedelta(seconds=number + 1)) for number in range(BATCH + 1)]
    readings = await x.network.fetch_post_metrics(x.egress, connection, [PostRef(post_id, None) for post_id in ids])
    assert set(readings) == set(ids[:BATCH])
    assert all(reading.gone for reading in readings.values())


def test_posts_are_read_at_fixed_points_and_the_last_is_before_clicks_end() -> None:
    ages, age = list[timedelta](), timedelta()
    while wait := NETWORK.metric_plan(age):
        age += wait
        ages.append(age)
    assert tuple(ages) == PLAN
    assert PLAN[-1] < timedelta(days=30)
    assert NETWORK.metric_plan(timedelta(hours=7)) == timedelta(hours=17)


@pytest.mark.parametrize(
    "draft",
    [
        Draft("Words."),
        Draft("Words.", link="https://nordlys.example/l/1"),
        Draft("Kun 7 kr.Nu!"),
        Draft("Words.", link="http://127.0.0.1:8080/l/1"),
        Draft("A bridge.", pictures=(PICTURE, PICTURE)),
    ],
)
async def test_the_cost_of_a_post_is_foreseen_to_the_mill(x: XRig, draft: Draft) -> None:
    _, connection = await connect(x)
    x.world.bill.clear()
    post = Post(x, connection, draft)
    assert await post.run()
    assert sum(x.world.bill.values()) == cost_of_post(post.rendered.payload, DAY)


async def test_the_cost_of_a_posts_readings_is_foreseen(x: XRig) -> None:
    _, connection = await connect(x)
    ref = await Post(x, connection).run()
    assert ref
    x.world.bill.clear()
    age = timedelta()
    while wait := x.network.metric_plan(age):
        age += wait
        x.world.read.clear()
        await x.network.fetch_post_metrics(x.egress, connection, [ref])
    assert sum(x.world.bill.values()) == cost_of_readings(PLAN, DAY) == 30


async def test_looking_for_a_lost_post_costs_what_was_foreseen(x: XRig) -> None:
    _, connection = await connect(x)
    posts = [Post(x, connection, Draft(f"Words {number}")) for number in range(3)]
    for post in posts:
        await post.run()
    x.world.bill.clear()
    await posts[0].reconcile()
    assert sum(x.world.bill.values()) == cost_of_looking(3, DAY)


def test_a_link_makes_a_post_thirteen_times_as_dear() -> None:
    plain, linked = (
        cost_of_post(NETWORK.render(Draft("Words.", link=link), LIMITS["x"]).payload, DAY)
        for link in (None, "https://nordlys.example/l/1")
    )
    assert (plain, linked) == (15, 200)
    assert cost_of_account(30, DAY) == 300


def test_prices_are_those_of_the_day() -> None:
    assert prices_on(PRICES[-1].since) is PRICES[-1]
    assert prices_on(date(2020, 1, 1)) is PRICES[0]
    assert [prices.since for prices in PRICES] == sorted(prices.since for prices in PRICES)


def test_a_cap_is_read_in_cents_and_whatever_is_no_amount_is_no_cap() -> None:
    assert cap_of({MONTHLY_CAP: 250}) == 2500
    assert cap_of({MONTHLY_CAP: 0}) == 0
    assert [cap_of({MONTHLY_CAP: cap}) for cap in ("100", True, -5, None)] == [None] * 4
    assert cap_of({}) is None


def test_an_id_tells_when_its_post_was_made() -> None:
    # The post of X's own documents, https://x.com/XDevelopers/status/1354143047324299264, of 2021-01-26.
    made = EPOCH + timedelta(milliseconds=1354143047324299264 >> 22)
    assert made.date() == datetime(2021, 1, 26, tzinfo=UTC).date()
