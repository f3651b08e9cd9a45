"""What networks say is left is kept to, by all publishers together: nobody is asked in vain, and nothing is written for an ordinary post."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from desks import Desk, connect_profile, deliver_due
from kernel.kit.clock import now
from kernel.kit.egress import Answer
from kernel.kit.ids import new_id
from networks.budgets import Budget, Unit
from networks.errors import Kind, NetworkError
from publisher.features.breakers.service import Lane
from publisher.features.budgets.policy import believed, fits, is_used_up
from publisher.features.budgets.schemas import Left
from publisher.features.budgets.service import APPS, PROFILES, Budgets
from publisher.features.deliveries.schemas import Claimed
from publisher.features.deliveries.service import Deliveries

QUIET = Answer(200, {}, b"", "https://skole.example/api/v1/statuses")


class Says:
    """A network whose every answer says the same."""

    def __init__(self, of: Any, left: int, **other: Any) -> None:
        self.budget = Budget(of, "day", left, 100, now() + timedelta(hours=1), **other)

    def budgets(self, answer: Answer, at: Any) -> tuple[Budget, ...]:
        return (self.budget,)


async def rows(desk: Desk) -> list[Any]:
    async with desk.owner_engine.connect() as connection:
        return list(await connection.execute(text("SELECT * FROM budget ORDER BY span")))


async def claim(deliveries: Deliveries) -> Claimed:
    (post,), _ = await deliveries.claim(1)
    return post


def of_posts(left: int, *, until: float = 1000, unit: Unit = "posts", each: int = 1) -> Left:
    return Left(left, 100, unit, each, until)


def test_what_is_under_way_counts_as_sent() -> None:
    assert fits(of_posts(3), 2)
    assert not fits(of_posts(3), 3)
    assert not fits(of_posts(5, unit="points", each=3), 1)
    assert is_used_up(of_posts(2, unit="points", each=3))
    assert not is_used_up(of_posts(1))


def test_what_is_told_in_percent_slows_down_at_three_quarters_and_stops_at_the_end() -> None:
    assert fits(of_posts(26, unit="percent"), 40)
    assert not fits(of_posts(25, unit="percent"), 1)
    assert fits(of_posts(1, unit="percent"), 0)
    assert not fits(of_posts(0, unit="percent"), 0)


def test_of_two_answers_the_lower_count_is_the_later_one_until_the_span_ends() -> None:
    known = of_posts(7)
    assert believed(None, known, heard=True) == known
    assert believed(known, of_posts(6, until=1002), heard=True).left == 6
    assert believed(known, of_posts(8, until=998), heard=True) is known
    assert believed(known, of_posts(90, until=1900), heard=True).left == 90, "the next span"
    assert believed(known, of_posts(2, until=100), heard=True) is known, "the span before"
    assert believed(of_posts(10, unit="percent"), of_posts(60, unit="percent"), heard=True).left == 60
    assert believed(of_posts(10, unit="percent"), of_posts(60, unit="percent"), heard=False).left == 10


async def test_a_used_up_app_keeps_every_profile_waiting_and_a_used_up_profile_nobody_else(desk: Desk) -> None:
    deliveries = desk.deliveries()
    await desk.schedule()
    mette = await claim(deliveries)
    await desk.schedule(profile=await connect_profile(desk, "jonas"))
    jonas = await claim(deliveries)
    for of, colleagues, why in (("profile", None, PROFILES), ("app", APPS, APPS)):
        budgets = Budgets(desk.outlet.engine)
        budgets.ear(mette, Says(of, 0))(QUIET)
        found = budgets.ask(mette)
        assert found is not None
        assert (3600 <= found[0] + 1 <= 3612, found[1]) == (True, why)
        others = budgets.ask(jonas)
        assert (others[1] if others else None) == colleagues


async def test_no_more_go_at_once_than_are_left_and_the_rest_asks_again_shortly(desk: Desk) -> None:
    budgets = Budgets(desk.outlet.engine)
    await desk.schedule()
    post = await claim(desk.deliveries())
    budgets.ear(post, Says("app", 1))(QUIET)
    assert budgets.ask(post) is None
    crowd = [post_of(post) for _ in range(5)]
    waits = [budgets.ask(one) for one in crowd]
    assert all(wait is not None and wait[0] <= 4 for wait in waits)
    budgets.let_go(post)
    assert [budgets.ask(one) is None for one in crowd] == [True, False, False, False, False]


def post_of(post: Claimed) -> Any:
    """Another person's post through the same app."""
    return replace(post, id=new_id(), profile_id=new_id())


async def test_publishers_tell_each_other_what_is_used_up_and_write_nothing_for_an_ordinary_post(desk: Desk) -> None:
    one, two = Budgets(desk.outlet.engine), Budgets(desk.outlet.engine)
    await desk.schedule()
    post = await claim(desk.deliveries())
    one.ear(post, Says("profile", 57))(QUIET)
    await one.heed()
    assert await rows(desk) == []
    one.ear(post, Says("profile", 0))(QUIET)
    await one.heed()
    (row,) = await rows(desk)
    assert (row.profile_id, row.remaining, row.most, row.unit) == (post.profile_id, 0, 100, "posts")
    for _ in range(2):
        await two.heed()
        await one.heed()
    found = two.ask(post)
    assert found is not None
    assert found[1] == PROFILES
    assert (await rows(desk))[0].updated_at == row.updated_at, "what all know is told once"


async def test_what_is_left_of_an_app_is_told_now_and_then_and_not_for_each_post(desk: Desk) -> None:
    budgets = Budgets(desk.outlet.engine)
    await desk.schedule()
    post = await claim(desk.deliveries())
    for left in (57, 56, 55):
        budgets.ear(post, Says("app", left))(QUIET)
        await budgets.heed()
    assert [(row.profile_id, row.remaining) for row in await rows(desk)] == [(None, 57)]


async def test_a_profile_that_is_gone_meanwhile_keeps_nobody_from_being_told(desk: Desk) -> None:
    budgets = Budgets(desk.outlet.engine)
    await desk.schedule()
    post = await claim(desk.deliveries())
    budgets.ear(post_of(post), Says("profile", 0))(QUIET)
    budgets.ear(post, Says("profile", 0))(QUIET)
    await budgets.heed()
    assert [row.profile_id for row in await rows(desk)] == [post.profile_id]


async def test_what_began_anew_long_ago_is_forgotten(desk: Desk) -> None:
    budgets = Budgets(desk.outlet.engine)
    await desk.schedule()
    post = await claim(desk.deliveries())
    budgets.ear(post, Says("app", 9))(QUIET)
    await budgets.heed()
    await desk.run("UPDATE budget SET span = 'old', resets_at = resets_at - interval '3 days'")
    other = Budgets(desk.outlet.engine)
    other.ear(post, Says("app", 9))(QUIET)
    await other.heed()
    assert [row.span for row in await rows(desk)] == ["day"]


async def test_a_refusal_that_names_no_time_holds_the_profile_for_a_minute_and_is_the_networks(desk: Desk) -> None:
    budgets = Budgets(desk.outlet.engine)
    await desk.schedule()
    post = await claim(desk.deliveries())
    assert not budgets.refused(post, NetworkError(Kind.RATE, "Wait."))
    found = budgets.ask(post)
    assert found is not None
    assert found[0] <= 70
    budgets.ear(post, Says("app", 0))(QUIET)
    assert budgets.refused(post, NetworkError(Kind.RATE, "Wait."))


async def test_posts_beyond_what_a_server_takes_wait_uncalled_until_it_takes_more(desk: Desk) -> None:
    desk.practice.control(limits={"statuses": 2})
    posts = [await desk.schedule() for _ in range(4)]
    deliveries = desk.deliveries()
    for _ in range(4):
        await deliver_due(deliveries)
    states = [await desk.state(post) for post in posts]
    assert sorted(states) == ["published", "published", "retry_wait", "retry_wait"]
    waiting = [row for post in posts if (row := await desk.row(post))["state"] == "retry_wait"]
    assert {(row["reason_type"], row["reason"], row["tries"]) for row in waiting} == {("budget-spent", PROFILES, 0)}
    assert [len(await desk.attempts(row["id"])) for row in waiting] == [0, 0], "nobody was asked in vain"
    await deliveries.heed()
    assert [row.remaining for row in await rows(desk)] == [0]
    assert all(row["turn_at"] - row["due_at"] < timedelta(minutes=61) for row in waiting)


async def test_a_used_up_budget_is_no_failure_of_its_network(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.practice.control(limits={"statuses": 0})
    deliveries, noted = desk.deliveries(), list[NetworkError | None]()

    async def note(_lane: Lane, _post: UUID, error: NetworkError | None) -> None:
        noted.append(error)

    monkeypatch.setattr(deliveries.breakers, "note", note)
    await desk.schedule()
    await deliver_due(deliveries)
    desk.practice.control(clear=True)
    desk.practice.lie("unavailable", retry_after=1)
    await desk.schedule(profile=await connect_profile(desk, "jonas"))
    await deliver_due(deliveries)
    assert [error.kind if error else None for error in noted] == [None, Kind.TRANSIENT]


async def test_one_refusal_parks_the_profiles_other_posts(desk: Desk) -> None:
    desk.practice.lie("rate_limited", retry_after=120)
    first, second = await desk.schedule(), await desk.schedule()
    deliveries = desk.deliveries()
    await deliver_due(deliveries)
    await deliver_due(deliveries)
    assert [(await desk.row(post))["reason_type"] for post in (first, second)] == ["rate-limited", "budget-spent"]
    assert (len(await desk.attempts(first)), len(await desk.attempts(second))) == (1, 0)
