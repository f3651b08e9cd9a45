"""What stops posts: switches, pauses, and a database that was put back. Nothing of it leaves, and all of it is said."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_hold, make_standstill
from desks import Desk, connect_profile, deliver_due, look_for_lost, make_desk
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from kernel.tables.deliveries import release_posts
from networks.contract import Done, Media, Poll, Step
from networks.drafts import Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.mastodon.network import Mastodon
from networks.registry import api_network
from networks.stored import from_json
from processes import Service
from publisher.features.deliveries.schemas import Intent
from publisher.features.deliveries.service import Deliveries

Place = Callable[[Desk], Awaitable[object]]


async def hold(desk: Desk, **scope: Any) -> object:
    async with transaction_on(desk.owner_engine) as session:
        return await make_hold(session, desk.organisation_id, **scope)


async def stand_still(desk: Desk, **scope: Any) -> object:
    async with transaction_on(desk.owner_engine) as session:
        return await make_standstill(session, **scope)


async def release(desk: Desk, *, send_late: bool = False) -> int:
    await desk.run("DELETE FROM hold")
    await desk.run("DELETE FROM standstill")
    async with transaction_on(desk.outlet.engine) as session:
        await enter(session, desk.organisation_id)
        return await release_posts(session, desk.organisation_id, send_late=send_late)


HOLDS: dict[str, Place] = {
    "everything": stand_still,
    "the network everywhere": lambda desk: stand_still(desk, network="mastodon"),
    "the organisation": hold,
    "the network": lambda desk: hold(desk, scope="network", network="mastodon"),
    "its server": lambda desk: hold(desk, scope="network", network="mastodon", instance=desk.profile.instance),
    "the profile": lambda desk: hold(desk, scope="profile", network="mastodon", profile_id=desk.profile.id),
}


@pytest.mark.parametrize("scope", HOLDS)
async def test_a_hold_placed_after_the_claim_still_keeps_the_post_from_leaving(desk: Desk, scope: str) -> None:
    post = await desk.schedule()
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(50)
    await HOLDS[scope](desk)
    await deliveries.deliver(claimed)
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("held", "stopped")
    assert row["reason"] in ("We look into something.", "Everything stops for now.")
    assert (desk.posted(), await desk.attempts(post)) == ([], [])


@pytest.mark.parametrize("scope", HOLDS)
async def test_what_falls_due_under_a_hold_is_held_and_what_is_planned_stays_planned(desk: Desk, scope: str) -> None:
    later = now() + timedelta(hours=1)
    due, planned = await desk.schedule(), await desk.schedule(due_at=later, turn_at=later)
    await HOLDS[scope](desk)
    deliveries = desk.deliveries()
    await deliveries.holds.heed()
    assert (await desk.state(due), await desk.state(planned)) == ("held", "scheduled")
    assert (await deliveries.claim(50))[0] == []


ELSEWHERE: dict[str, Place] = {
    "another network everywhere": lambda desk: stand_still(desk, network="bluesky"),
    "another network": lambda desk: hold(desk, scope="network", network="bluesky"),
    "another server": lambda desk: hold(desk, scope="network", network="mastodon", instance="anden.example"),
}


@pytest.mark.parametrize("scope", ELSEWHERE)
async def test_a_hold_over_something_else_holds_nothing_here(desk: Desk, scope: str) -> None:
    post = await desk.schedule()
    await ELSEWHERE[scope](desk)
    deliveries = desk.deliveries()
    await deliveries.holds.heed()
    await deliver_due(deliveries)
    assert await desk.state(post) == "published"


async def test_a_hold_of_one_organisation_or_profile_is_nobody_elses(desk: Desk, owner_engine: AsyncEngine) -> None:
    async with make_desk(owner_engine, desk.outlet.engine, desk.practice) as neighbour:
        await hold(neighbour)
        await hold(desk, scope="profile", network="mastodon", profile_id=desk.profile.id)
        ours, theirs = await desk.schedule(), await neighbour.schedule()
        other = await desk.schedule(profile=await connect_profile(desk, "jonas"))
        deliveries = desk.deliveries()
        await deliveries.holds.heed()
        await deliver_due(deliveries)
        states = [await desk.state(ours), await neighbour.state(theirs), await desk.state(other)]
    assert states == ["held", "held", "published"]


async def test_a_post_that_waits_for_a_free_hand_when_everything_stops_is_not_sent(desk: Desk) -> None:
    post = await desk.schedule()
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(50)
    connection = await desk.outlet.connection_of(claimed)
    state = api_network("mastodon").start(from_json(Rendered, claimed.payload), key=claimed.key, at=now())
    attempt = await deliveries.begins.write(desk.organisation_id, Intent(claimed, state))
    assert attempt is not None
    await stand_still(desk)
    await deliveries.holds.heed()
    await deliveries._send(claimed, attempt, connection, state)  # pyright: ignore[reportPrivateUsage]
    assert (await desk.state(post), desk.posted()) == ("retry_wait", [])
    await desk.let_time_pass(seconds=2)
    await deliveries.holds.heed()
    assert await desk.state(post) == "held"


@pytest.mark.parametrize(("send_late", "becomes"), [(False, "missed"), (True, "published")])
async def test_what_is_too_late_when_a_hold_is_lifted_is_missed_unless_it_is_to_be_sent_all_the_same(
    desk: Desk, send_late: bool, becomes: str
) -> None:
    at = now() - timedelta(minutes=61)
    late, on_time = await desk.schedule(due_at=at, turn_at=at), await desk.schedule()
    await hold(desk)
    deliveries = desk.deliveries()
    await deliveries.holds.heed()
    assert await release(desk, send_late=send_late) == 2
    await deliveries.holds.heed()
    await deliver_due(deliveries)
    await deliver_due(deliveries)
    assert (await desk.state(late), await desk.state(on_time)) == (becomes, "published")


async def test_what_another_hold_still_covers_is_held_again(desk: Desk) -> None:
    post = await desk.schedule()
    await hold(desk)
    deliveries = desk.deliveries()
    await deliveries.holds.heed()
    await release(desk)
    await hold(desk, scope="network", network="mastodon", because="The network is odd today.")
    await deliveries.holds.heed()
    row = await desk.row(post)
    assert (row["state"], row["reason"]) == ("held", "The network is odd today.")


async def test_a_lost_answer_is_looked_for_under_a_hold_and_nothing_is_sent_again(desk: Desk) -> None:
    desk.practice.lie("drop")
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    await hold(desk)
    for _ in range(4):
        await desk.let_time_pass(minutes=16)
        await look_for_lost(desk.deliveries())
    assert (await desk.state(post), desk.posted()) == ("unknown", [])


async def test_a_running_publisher_stops_and_goes_on_as_told(desk: Desk, publisher: Service) -> None:
    with publisher:
        await desk.becomes(await desk.schedule(), "published")
        await stand_still(desk)
        post = await desk.schedule()
        await desk.becomes(post, "held")
        assert len(desk.posted()) == 1
        await release(desk)
        await desk.becomes(post, "published")


class Refusing(Mastodon):
    """A network that no longer takes the organisation's app."""

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        raise NetworkError(Kind.CONFIG, "The app's secret is not accepted.")


async def test_a_network_that_refuses_the_app_is_paused_once_until_the_app_is_another(desk: Desk) -> None:
    await desk.run(
        "INSERT INTO network_app (organisation_id, id, network, instance, client_id, sealed, scopes, metadata)"
        " VALUES (:organisation, gen_random_uuid(), 'mastodon', :instance, 'one', 'one', '{}', '{}')",
        organisation=desk.organisation_id,
        instance=desk.profile.instance,
    )
    first = await desk.schedule()
    second = await desk.schedule(profile=await connect_profile(desk, "jonas"))
    refused = desk.deliveries(adapters={"mastodon": Refusing()})
    await deliver_due(refused)
    for post in (first, second):
        row = await desk.row(post)
        assert (row["state"], row["reason_type"]) == ("held", "network-paused")
        assert row["reason"] == "The app's secret is not accepted."
    third = await desk.schedule()
    await refused.holds.heed()
    assert await desk.state(third) == "held"
    assert await desk.verbs() == ["network.paused"]

    await desk.run("UPDATE network_app SET sealed = 'another'")
    deliveries = desk.deliveries()
    await deliveries.holds.heed()
    assert await desk.verbs() == ["network.paused", "network.resumed"]
    for _ in range(3):
        await deliver_due(deliveries)
    assert [await desk.state(post) for post in (first, second, third)] == ["published"] * 3


def remembering(desk: Desk, memory: Path) -> Deliveries:
    desk.outlet = replace(desk.outlet, memory=memory)
    return desk.deliveries()


async def test_a_database_that_was_put_back_is_noticed_at_the_start_and_nothing_is_sent(
    desk: Desk, tmp_path: Path
) -> None:
    await remembering(desk, tmp_path).holds.heed()
    await desk.run("UPDATE generation SET seen_at = seen_at - interval '1 second'")
    post = await desk.schedule()
    deliveries = remembering(desk, tmp_path)
    assert await deliver_due(deliveries) == 0
    await deliveries.holds.heed()
    row = await desk.row(post)
    assert (row["state"], desk.posted()) == ("held", [])
    assert "fortaler restored" in row["reason"]


async def test_a_database_that_is_put_back_under_a_running_publisher_is_noticed_before_the_next_claim(
    desk: Desk,
) -> None:
    deliveries = desk.deliveries()
    assert await deliver_due(deliveries) == 0
    await desk.run("UPDATE generation SET seen_at = seen_at - interval '1 second'")
    await desk.schedule()
    assert await deliver_due(deliveries) == 0
    async with desk.owner_engine.connect() as connection:
        assert list(await connection.scalars(text("SELECT kind FROM standstill"))) == ["restore"]


async def test_a_new_database_beside_an_old_folder_is_no_restored_one(desk: Desk, tmp_path: Path) -> None:
    await remembering(desk, tmp_path).holds.heed()
    await desk.run("DELETE FROM generation")
    await desk.schedule()
    assert await deliver_due(remembering(desk, tmp_path)) == 1


async def test_publishers_that_share_a_memory_do_not_alarm_each_other(desk: Desk, tmp_path: Path) -> None:
    one, two = remembering(desk, tmp_path), remembering(desk, tmp_path)
    for _ in range(3):
        await one.holds.heed()
        await two.holds.heed()
        await desk.schedule()
        assert await deliver_due(one) == 1
    assert await deliver_due(remembering(desk, tmp_path)) == 0
