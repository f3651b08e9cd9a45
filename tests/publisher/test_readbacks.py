"""Posts whose answer was lost: looked for, found, asked about; posted again only where the network makes that safe."""

import asyncio
from datetime import datetime
from uuid import UUID

import pytest

from desks import Desk, connection_of, deliver_due, look_for_lost, store
from kernel.kit.db import transaction_on
from kernel.kit.egress import Egress
from networks.contract import ApiNetwork, Done, Found, Media, NotFound, Poll, PostRef, Step, Unknown
from networks.drafts import State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.mastodon.network import Mastodon
from publisher.features.readbacks.queries import claim_doubts


class Keyless(Mastodon):
    """A network on which creating again could make a second post."""

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound:
        seen = await super().reconcile(egress, connection, state, now=now)
        return NotFound(replayable=False) if isinstance(seen, NotFound) else seen


class Silent(Mastodon):
    """A network that lets nobody look."""

    async def reconcile(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Unknown:
        return Unknown("It does not let us see your posts.")


class Scopeless(Mastodon):
    """A connection that may not look."""

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound:
        raise NetworkError(Kind.SCOPE, "This connection may not read.")


class Twice(Mastodon):
    """A network on which the post is there twice."""

    async def reconcile(
        self, egress: Egress, connection: Connection, state: State, *, now: datetime
    ) -> Found | NotFound:
        return Found(PostRef("7", "https://a.example/7"), "link", (PostRef("8", "https://a.example/8"),))


class Duplicates(Mastodon):
    """A network that says it has these words already."""

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        await super().run(egress, step, connection, state, media)
        raise NetworkError(Kind.DUPLICATE, "It is a duplicate.")


class Lying(Duplicates):
    """One that says so though it has not."""

    async def run(self, egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
        raise NetworkError(Kind.DUPLICATE, "It is a duplicate.")


async def lose_answer(desk: Desk, lie: str = "drop") -> UUID:
    """A post of which nobody knows: by `drop` it is not there, by `store_then_drop` it is."""
    desk.practice.lie(lie)
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    assert await desk.state(post) == "unknown"
    return post


async def look(desk: Desk, adapter: ApiNetwork | None = None, *, times: int = 1) -> None:
    for _ in range(times):
        await desk.let_time_pass(minutes=10)
        await look_for_lost(desk.deliveries(adapters={"mastodon": adapter or Mastodon()}))


async def test_where_creating_again_is_not_safe_the_person_is_asked(desk: Desk) -> None:
    post = await lose_answer(desk)
    await look(desk, Keyless(), times=2)
    assert await desk.state(post) == "unknown"
    await look(desk, Keyless())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"], desk.posted()) == ("ask_person", "not-found", [])
    await look(desk, times=3)
    assert (await desk.state(post), desk.posted()) == ("ask_person", [])


async def test_a_key_that_is_too_old_is_not_relied_on(desk: Desk) -> None:
    post = await lose_answer(desk)
    await desk.run("UPDATE attempt SET step = jsonb_set(step, '{at}', to_jsonb(now() - interval '51 minutes'))")
    await look(desk, times=3)
    assert (await desk.state(post), desk.posted()) == ("ask_person", [])


@pytest.mark.parametrize("adapter", [Silent(), Scopeless()], ids=["a network that is silent", "no right to read"])
async def test_where_nobody_may_look_the_person_is_asked_at_once(desk: Desk, adapter: ApiNetwork) -> None:
    post = await lose_answer(desk)
    await look(desk, adapter)
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("ask_person", "not-readable")


async def test_a_post_that_is_there_twice_is_said_with_the_copies(desk: Desk) -> None:
    post = await lose_answer(desk)
    await look(desk, Twice())
    row = await desk.row(post)
    assert (row["state"], row["external_id"]) == ("published", "7")
    assert (row["reason_type"], row["reason"]) == ("found-twice", "https://a.example/8")


async def test_a_look_that_fails_is_no_look_that_found_nothing(desk: Desk) -> None:
    post = await lose_answer(desk)
    desk.practice.control(account_statuses={"failures": 4})
    await look(desk, times=4)
    row = await desk.row(post)
    assert (row["state"], row["checks"], row["empty_reads"]) == ("unknown", 4, 0)
    assert desk.posted() == []
    for _ in range(3):
        await desk.let_time_pass(hours=24)
        await look(desk)
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)


async def test_a_network_that_cannot_be_asked_for_a_day_leaves_it_to_the_person(desk: Desk) -> None:
    post = await lose_answer(desk)
    desk.practice.control(account_statuses={"failures": 99})
    for _ in range(7):
        assert await desk.state(post) == "unknown"
        await desk.let_time_pass(hours=24)
        await look(desk)
    assert (await desk.state(post), desk.posted()) == ("ask_person", [])


async def test_a_post_that_the_lists_show_late_is_found_late_and_not_posted_again(desk: Desk) -> None:
    desk.practice.control(account_statuses={"lag_seconds": 300})
    post = await lose_answer(desk, "store_then_drop")
    await look(desk, times=2)
    assert (await desk.row(post))["empty_reads"] == 2
    desk.practice.control(account_statuses={"lag_seconds": 0})
    await look(desk)
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)


async def test_a_post_hidden_from_three_looks_is_replayed_under_its_key_and_stays_one(desk: Desk) -> None:
    desk.practice.control(account_statuses={"lag_seconds": 3000})
    post = await lose_answer(desk, "store_then_drop")
    await look(desk, times=3)
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)
    assert desk.practice.control()["seen"]["repeated"] == 1


async def test_a_repeated_key_that_is_answered_500_stays_unknown_until_it_is_found(desk: Desk) -> None:
    desk.practice.control(account_statuses={"lag_seconds": 3000}, repeated_key_500=True)
    post = await lose_answer(desk, "store_then_drop")
    await look(desk, times=3)
    assert await desk.state(post) == "unknown"
    desk.practice.control(account_statuses={"lag_seconds": 0})
    await look(desk)
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)


async def test_a_connection_that_ends_meanwhile_is_renewed_by_its_person_and_the_post_is_found(desk: Desk) -> None:
    post = await lose_answer(desk, "store_then_drop")
    desk.practice.control(tokens=[{"account": "mette", "become": "revoked"}])
    await look(desk)
    assert await desk.state(post) == "unknown", "it must not wait among those that were never sent"
    assert await desk.verbs() == ["profile.lost"]
    await store(desk, desk.profile, connection_of(desk.practice, "mette"))
    await look(desk)
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)


async def test_consent_withdrawn_meanwhile_no_post_is_made_again(desk: Desk) -> None:
    post = await lose_answer(desk)
    await desk.run("UPDATE consent SET withdrawn_at = now()")
    await look(desk, times=3)
    row = await desk.row(post)
    assert (row["state"], row["reason_type"], desk.posted()) == ("ask_person", "consent-withdrawn", [])


async def test_a_replay_waits_for_the_post_of_the_profile_that_is_on_its_way(desk: Desk) -> None:
    post = await lose_answer(desk)
    await look(desk, times=2)
    busy = await desk.schedule()
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(1)
    await desk.run("UPDATE post SET turn_at = now() WHERE id = :post", post=post)
    await desk.run("UPDATE attempt SET started_at = now() - interval '1 hour'")
    await look_for_lost(deliveries)
    assert (await desk.state(post), desk.posted()) == ("unknown", [])
    await deliveries.deliver(claimed)
    await look(desk)
    assert await desk.state(post) == await desk.state(busy) == "published"
    assert len(desk.posted()) == 2


async def test_a_duplicate_that_is_there_is_the_post(desk: Desk) -> None:
    post = await desk.schedule()
    await deliver_due(desk.deliveries(adapters={"mastodon": Duplicates()}))
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("unknown", "duplicate-content")
    await look(desk)
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)


async def test_a_duplicate_that_is_nowhere_is_refused_not_posted(desk: Desk) -> None:
    post = await desk.schedule()
    await deliver_due(desk.deliveries(adapters={"mastodon": Lying()}))
    await look(desk, times=3)
    row = await desk.row(post)
    assert (row["state"], row["reason_type"], desk.posted()) == ("refused", "duplicate-content", [])


async def test_two_publishers_do_not_look_for_one_post_at_once(desk: Desk) -> None:
    await lose_answer(desk)
    await desk.let_time_pass(minutes=3)
    counts = await asyncio.gather(*(look_for_lost(desk.deliveries()) for _ in range(4)))
    assert sorted(counts) == [0, 0, 0, 1]
    await desk.let_time_pass(minutes=10)
    async with transaction_on(desk.outlet.engine) as one, transaction_on(desk.outlet.engine) as other:
        assert len(await claim_doubts(one, most=50, by="one", lease=60)) == 1
        assert await claim_doubts(other, most=50, by="other", lease=60) == []
