"""Networks that fail are left alone by everybody, tried by one, and trusted again; second tries stay a small part."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from desks import Desk, connect_profile, deliver_due
from kernel.kit.ids import new_id
from networks.errors import Kind, NetworkError
from publisher.features.breakers.policy import CALLS, RESERVE, Retries, Window, is_failure
from publisher.features.breakers.service import Breakers, Lane

LANE = Lane("mastodon", "skole.example")
AWAY = NetworkError(Kind.TRANSIENT, "The server could not be reached.")


def test_ten_failures_among_the_last_twenty_calls_leave_a_network_alone_and_nine_do_not() -> None:
    window = Window()
    assert not any(window.note(failed=n % 2 == 0) for n in range(CALLS - 1))
    assert window.note(failed=False)
    assert not any(window.note(failed=True) for _ in range(CALLS - 1)), "the looking back has begun anew"
    window = Window()
    assert not any(window.note(failed=n % 20 < 9) for n in range(10 * CALLS))


def test_a_refusal_of_the_post_its_person_or_the_app_is_no_failure_of_the_network() -> None:
    failures = {kind for kind in Kind if is_failure(NetworkError(kind, "No."))}
    assert failures == {Kind.TRANSIENT, Kind.RATE, Kind.UNCERTAIN}
    assert not is_failure(None)


def test_second_tries_are_a_tenth_of_what_is_sent_and_a_few_where_little_is() -> None:
    retries = Retries(0.0)
    assert sum(retries.allow(0.0, again=True) for _ in range(1000)) == RESERVE
    for _ in range(50):
        assert retries.allow(0.0, again=False)
    assert sum(retries.allow(0.0, again=True) for _ in range(1000)) in (4, 5)
    assert sum(retries.allow(60.0, again=True) for _ in range(1000)) in (10, 11)


async def fail(breakers: Breakers, times: int = CALLS) -> None:
    for _ in range(times):
        await breakers.note(LANE, new_id(), AWAY)


async def rows(desk: Desk) -> list[tuple[str, str, str]]:
    async with desk.owner_engine.connect() as connection:
        return [tuple(r) for r in await connection.execute(text("SELECT network, state, because FROM breaker"))]


async def let_rest(desk: Desk, *all_breakers: Breakers) -> None:
    """Let the minute of rest pass, and everybody look."""
    await desk.run("UPDATE breaker SET until = until - interval '2 minutes'")
    for breakers in all_breakers:
        await breakers.heed()


async def test_publishers_agree_and_one_post_of_all_tries(desk: Desk) -> None:
    one, two = Breakers(desk.outlet.engine), Breakers(desk.outlet.engine)
    post, other = new_id(), new_id()
    assert await one.ask(LANE, post, again=False) is None
    await fail(one)
    await two.heed()
    for breakers in (one, two):
        found = await breakers.ask(LANE, post, again=False)
        assert found is not None
        assert (30 < found[0] <= 70, found[1]) == (True, AWAY.reason)
    assert await two.ask(Lane("mastodon", "anden.example"), post, again=False) is None
    await let_rest(desk, one, two)
    tries = [await one.ask(LANE, post, again=False), await two.ask(LANE, other, again=False)]
    assert (tries[0] is None, tries[1] is None) == (True, False)
    assert (one.resting(LANE, post), one.resting(LANE, other)) == (False, True)
    assert await rows(desk) == [("mastodon", "half_open", AWAY.reason)]


@pytest.mark.parametrize(("ends", "becomes"), [(None, []), (AWAY, [("mastodon", "open", AWAY.reason)])])
async def test_the_try_decides(desk: Desk, ends: NetworkError | None, becomes: list[tuple[str, str, str]]) -> None:
    breakers, post = Breakers(desk.outlet.engine), new_id()
    await fail(breakers)
    await let_rest(desk, breakers)
    assert await breakers.ask(LANE, post, again=False) is None
    await breakers.note(LANE, new_id(), None)
    assert await rows(desk) == [("mastodon", "half_open", AWAY.reason)], "a call from before is no word on it"
    await breakers.note(LANE, post, ends)
    assert await rows(desk) == becomes
    assert (await breakers.ask(LANE, post, again=False) is None) == (ends is None)


async def test_a_try_that_never_ended_is_anothers_after_its_time(desk: Desk) -> None:
    dead, alive = Breakers(desk.outlet.engine), Breakers(desk.outlet.engine)
    await fail(dead)
    await let_rest(desk, dead, alive)
    assert await dead.ask(LANE, new_id(), again=False) is None
    assert await alive.ask(LANE, new_id(), again=False) is not None
    await let_rest(desk, alive)
    assert await alive.ask(LANE, new_id(), again=False) is None


async def test_posts_wait_for_a_failing_network_and_go_out_when_it_is_well(desk: Desk) -> None:
    lane = Lane("mastodon", desk.profile.instance)
    deliveries = desk.deliveries()
    for _ in range(CALLS):
        await deliveries.breakers.note(lane, new_id(), AWAY)
    first = await desk.schedule()
    second = await desk.schedule(profile=await connect_profile(desk, "jonas"))
    await deliver_due(deliveries)
    for post in (first, second):
        row = await desk.row(post)
        assert (row["state"], row["reason_type"], row["reason"]) == ("retry_wait", "network-resting", AWAY.reason)
        assert row["tries"] == 0
    assert (desk.posted(), await desk.attempts(first)) == ([], [])
    await let_rest(desk, deliveries.breakers)
    await desk.let_time_pass(minutes=2)
    await deliver_due(deliveries)
    assert (len(desk.posted()), await rows(desk)) == (1, [])
    await desk.let_time_pass(minutes=2)
    await deliver_due(deliveries)
    assert (await desk.state(first), await desk.state(second)) == ("published", "published")


async def test_a_post_that_waits_for_a_network_is_missed_in_its_time(desk: Desk) -> None:
    deliveries = desk.deliveries()
    for _ in range(CALLS):
        await deliveries.breakers.note(Lane("mastodon", desk.profile.instance), new_id(), AWAY)
    post = await desk.schedule()
    await deliver_due(deliveries)
    row = await desk.row(post)
    assert row["turn_at"] - row["due_at"] < timedelta(minutes=61)
