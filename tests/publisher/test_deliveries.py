"""A post's life as its person sees it: out, held, missed, refused, or waiting for them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_story
from desks import Desk, connect_profile, deliver_due, look_for_lost, make_desk
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from networks.contract import Done, Media, Poll, Step
from networks.drafts import Picture, Rendered, State
from networks.grants import Connection
from networks.mastodon.network import Mastodon
from networks.registry import api_network
from networks.stored import from_json
from practice_network import picture_of
from publisher.features.deliveries.schemas import Intent
from publisher.features.waiting.service import resume_posts


async def resume(desk: Desk, *, however_late: bool = True) -> int:
    await desk.run("UPDATE profile SET state = 'connected'")
    async with transaction_on(desk.outlet.engine) as session:
        await enter(session, desk.organisation_id)
        return await resume_posts(session, desk.organisation_id, desk.profile.id, however_late=however_late)


async def test_a_due_post_is_published_once_and_its_numbers_will_be_read(desk: Desk) -> None:
    post = await desk.schedule("Vi har bygget en ovn.")
    assert await deliver_due(desk.deliveries()) == 1
    row = await desk.row(post)
    assert (row["state"], row["evidence"], row["reason_type"]) == ("published", "confirmed", None)
    assert row["external_url"].startswith(desk.practice.url)
    assert desk.posted() == ["Vi har bygget en ovn."]
    (attempt,) = await desk.attempts(post)
    assert (attempt["number"], attempt["outcome"]) == (1, "published")
    assert await desk.verbs() == ["post.published"]
    async with desk.owner_engine.connect() as connection:
        (job,) = await connection.execute(text("SELECT kind, key, due_at > now() AS later FROM job"))
    assert tuple(job) == ("collection.post", str(post), True)
    assert await deliver_due(desk.deliveries()) == 0


async def test_a_picture_is_uploaded_with_its_description_before_the_attempt(desk: Desk) -> None:
    picture = picture_of("JPEG")
    ref = await desk.blobs.put(picture)
    desk.practice.control(media={"processing_seconds": 1})
    post = await desk.schedule(pictures=(Picture(ref, "image/jpeg", len(picture), alt="En ovn"),))
    await deliver_due(desk.deliveries())
    assert await desk.state(post) == "published"
    (stored,) = desk.practice.ledger()
    assert len(stored["media_ids"]) == 1


async def test_a_picture_that_the_network_will_not_have_is_said_and_nothing_is_posted(desk: Desk) -> None:
    ref = await desk.blobs.put(b"not a picture at all")
    post = await desk.schedule(pictures=(Picture(ref, "image/jpeg", 20),))
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("refused", "picture-refused")
    assert (desk.posted(), await desk.attempts(post)) == ([], [])


async def test_a_post_that_is_not_due_waits_for_its_very_time(desk: Desk) -> None:
    soon = now() + timedelta(seconds=2)
    post = await desk.schedule(due_at=soon, turn_at=soon)
    deliveries = desk.deliveries()
    claimed, wait = await deliveries.claim(50)
    assert claimed == []
    assert 0 < wait <= 2
    turning = asyncio.create_task(deliveries.turns.run())
    await desk.becomes(post, "published")
    await deliveries.finish()
    await turning
    assert (await desk.row(post))["published_at"] >= soon


async def test_only_one_post_of_a_profile_is_on_its_way_at_a_time_and_the_eldest_goes_first(desk: Desk) -> None:
    at = now() - timedelta(minutes=5)
    posts = [
        await desk.schedule(f"Nummer {n}", due_at=at + timedelta(seconds=n), turn_at=at + timedelta(seconds=n))
        for n in range(3)
    ]
    other = await desk.schedule("En anden", profile=await connect_profile(desk, "jonas"))
    first, _ = await desk.deliveries().claim(50)
    assert {post.id for post in first} == {posts[0], other}
    second, _ = await desk.deliveries().claim(50)
    assert second == []


async def test_posts_of_other_organisations_go_out_beside_ours(desk: Desk, owner_engine: AsyncEngine) -> None:
    async with make_desk(owner_engine, desk.outlet.engine, desk.practice) as neighbour:
        ours, theirs = await desk.schedule("Vores"), await neighbour.schedule("Deres")
        assert await deliver_due(desk.deliveries()) == 2
        assert await desk.state(ours) == await neighbour.state(theirs) == "published"
    assert sorted(desk.posted()) == ["Deres", "Vores"]


async def withdraw_consent(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE consent SET withdrawn_at = now()")


async def withdraw_story(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE story SET state = 'withdrawn'")


async def leave(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE ambassador SET state = 'left'")


async def pause(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE ambassador SET state = 'paused'")


async def end_programme(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE programme SET ends_on = current_date - 2")


async def disconnect(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE profile SET state = 'revoked'")


async def lose(desk: Desk, _post: UUID) -> None:
    await desk.run("UPDATE profile SET state = 'needs_reconnect'")


async def be_late(desk: Desk, post: UUID) -> None:
    await desk.run("UPDATE post SET due_at = due_at - interval '61 minutes' WHERE id = :post", post=post)


async def cancel(desk: Desk, post: UUID) -> None:
    await desk.run("UPDATE post SET state = 'cancelled' WHERE id = :post", post=post)


@pytest.mark.parametrize(
    ("happen", "state", "reason"),
    [
        (withdraw_consent, "cancelled", "consent-withdrawn"),
        (withdraw_story, "withdrawn", "story-withdrawn"),
        (leave, "cancelled", "membership-ended"),
        (pause, "held", "membership-paused"),
        (end_programme, "cancelled", "programme-ended"),
        (disconnect, "cancelled", "profile-disconnected"),
        (lose, "needs_reconnect", "connection-lost"),
        (be_late, "missed", "too-late"),
        (cancel, "cancelled", None),
    ],
)
async def test_what_happened_between_the_claim_and_the_attempt_counts(
    desk: Desk, happen: Callable[[Desk, UUID], Awaitable[None]], state: str, reason: str | None
) -> None:
    async with transaction_on(desk.owner_engine) as session:
        story = await make_story(session, desk.place.programme)
    post = await desk.schedule(story=story)
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(50)
    await happen(desk, post)
    await deliveries.deliver(claimed)
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == (state, reason)
    assert (desk.posted(), await desk.attempts(post)) == ([], [])


async def test_a_cancellation_that_holds_the_row_first_wins_over_the_attempt(desk: Desk) -> None:
    post = await desk.schedule()
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(50)
    async with transaction_on(desk.owner_engine) as session:
        await session.execute(text("UPDATE post SET state = 'cancelled' WHERE id = :id"), {"id": post})
        delivering = asyncio.create_task(deliveries.deliver(claimed))
        await asyncio.sleep(0.3)
        assert desk.posted() == []
    await delivering
    assert (await desk.state(post), desk.posted()) == ("cancelled", [])


async def test_a_refused_text_is_final_and_says_what_the_network_said(desk: Desk) -> None:
    desk.practice.lie("refuse_text", message="Validation failed: Text is not allowed here")
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"]) == ("refused", "content-refused")
    assert "not allowed here" in row["reason"]
    assert [attempt["outcome"] for attempt in await desk.attempts(post)] == ["refused"]
    assert await desk.verbs() == ["post.refused"]
    await desk.let_time_pass(hours=2)
    assert await deliver_due(desk.deliveries()) == 0


async def test_a_dead_connection_holds_all_posts_of_the_profile_and_is_told_once(desk: Desk) -> None:
    posts = [await desk.schedule() for _ in range(3)]
    desk.practice.control(tokens=[{"account": "mette", "become": "revoked"}])
    await deliver_due(desk.deliveries())
    await deliver_due(desk.deliveries())
    assert [await desk.state(post) for post in posts] == ["needs_reconnect"] * 3
    assert await desk.verbs() == ["profile.lost"]
    async with desk.owner_engine.connect() as connection:
        states = await connection.scalars(text("SELECT state FROM profile WHERE network = 'mastodon'"))
        assert list(states) == ["needs_reconnect"]


async def test_renewing_a_connection_sends_what_waited_for_it_however_late(desk: Desk) -> None:
    at = now() - timedelta(hours=5)
    post = await desk.schedule(state="needs_reconnect", due_at=at, turn_at=at)
    ahead = now() + timedelta(days=1)
    later = await desk.schedule(state="needs_reconnect", due_at=ahead, turn_at=ahead)
    assert await resume(desk) == 2
    await deliver_due(desk.deliveries())
    assert (await desk.state(post), await desk.state(later)) == ("published", "scheduled")
    assert (await desk.row(later))["turn_at"] == ahead


async def test_a_profile_without_a_token_waits_for_its_person(desk: Desk) -> None:
    await desk.run("DELETE FROM profile_token")
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    assert await desk.state(post) == "needs_reconnect"


async def test_a_network_that_stays_away_past_the_lateness_limit_makes_the_post_missed(desk: Desk) -> None:
    desk.practice.control(next=[{"lie": "unavailable", "times": 9, "retry_after": 7200}])
    post = await desk.schedule()
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert row["state"] == "retry_wait"
    assert row["turn_at"] - row["due_at"] < timedelta(minutes=61)
    await desk.run("UPDATE post SET turn_at = now(), due_at = now() - interval '61 minutes'")
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"], desk.posted()) == ("missed", "too-late", [])
    assert await desk.verbs() == ["post.missed"]


async def test_a_row_that_cannot_be_read_is_set_aside_after_three_tries_and_the_queue_moves_on(desk: Desk) -> None:
    poison = await desk.schedule(payload={"nonsense": True}, payload_hash=b"")
    healthy = await desk.schedule(profile=await connect_profile(desk, "jonas"))
    for _ in range(3):
        await deliver_due(desk.deliveries())
        await desk.let_time_pass(minutes=3)
    row = await desk.row(poison)
    assert (row["state"], row["reason_type"], row["faults"]) == ("refused", "our-fault", 3)
    assert await desk.state(healthy) == "published"


async def test_a_post_on_which_publishers_die_three_times_is_set_aside(desk: Desk) -> None:
    post = await desk.schedule()
    for _ in range(3):
        claimed, _ = await desk.deliveries().claim(50)
        assert len(claimed) == 1
        await desk.let_time_pass(minutes=3)
    await deliver_due(desk.deliveries())
    row = await desk.row(post)
    assert (row["state"], row["reason_type"], desk.posted()) == ("refused", "our-fault", [])


async def test_the_same_share_is_live_once_per_profile(desk: Desk) -> None:
    first, again = await desk.schedule(), await desk.schedule()
    await desk.run("UPDATE post SET share_id = (SELECT share_id FROM post WHERE id = :id)", id=first)
    await deliver_due(desk.deliveries())
    await deliver_due(desk.deliveries())
    row = await desk.row(again)
    assert (row["state"], row["reason_type"]) == ("cancelled", "already-shared")
    assert len(desk.posted()) == 1


async def test_only_who_holds_the_epoch_writes_the_outcome(desk: Desk) -> None:
    post = await desk.schedule()
    stale = desk.deliveries()
    (old,), _ = await stale.claim(50)
    await desk.let_time_pass(minutes=3)
    fresh = desk.deliveries()
    (held,), _ = await fresh.claim(50)
    assert held.epoch > old.epoch
    await stale.deliver(old)
    assert (await desk.state(post), desk.posted(), await desk.attempts(post)) == ("claimed", [], [])
    await fresh.deliver(held)
    assert len(desk.posted()) == 1


async def test_an_attempt_whose_lease_is_nearly_over_sends_nothing(desk: Desk) -> None:
    post = await desk.schedule()
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(50)
    connection = await desk.outlet.connection_of(claimed)
    state = api_network("mastodon").start(from_json(Rendered, claimed.payload), key=claimed.key, at=now())
    attempt = await deliveries.begins.write(desk.organisation_id, Intent(claimed, state))
    assert attempt is not None
    await deliveries._send(claimed, replace(attempt, started=attempt.started - 60), connection, state)  # pyright: ignore[reportPrivateUsage]
    assert (await desk.state(post), desk.posted()) == ("retry_wait", [])
    assert [attempt["outcome"] for attempt in await desk.attempts(post)] == ["not_sent"]


async def test_an_attempt_that_cannot_be_written_harms_no_other(desk: Desk) -> None:
    """Two posts in one transaction, one of which the database will not have: the other goes out."""
    first = await desk.schedule()
    second = await desk.schedule(profile=await connect_profile(desk, "jonas"))
    await desk.run(
        "INSERT INTO attempt (organisation_id, id, post_id, number, epoch, consent_id, payload_hash, step, started_at)"
        " SELECT s.organisation_id, gen_random_uuid(), p.id, 1, 9, s.consent_id, 'other', '{}', now()"
        " FROM post p JOIN share s ON s.id = p.share_id WHERE p.id = :id",
        id=first,
    )
    deliveries = desk.deliveries()
    claimed, _ = await deliveries.claim(50)
    claimed = [replace(post, number=0) for post in claimed]
    await asyncio.gather(*(deliveries.deliver(post) for post in claimed))
    assert await desk.state(second) == "published"
    row = await desk.row(first)
    assert (row["state"], row["faults"], desk.posted().count(row["text"])) == ("retry_wait", 1, 0)


async def test_an_adapters_own_failure_after_the_call_is_unknown_not_lost(desk: Desk) -> None:
    class Confused(Mastodon):
        async def run(
            self, egress: Egress, step: Step, connection: Connection, state: State, media: Media
        ) -> Done | Poll:
            await super().run(egress, step, connection, state, media)
            raise KeyError(step.kind)

    post = await desk.schedule()
    await deliver_due(desk.deliveries(adapters={"mastodon": Confused()}))
    assert (await desk.state(post), len(desk.posted())) == ("unknown", 1)
    await desk.let_time_pass(minutes=3)
    await look_for_lost(desk.deliveries())
    assert (await desk.state(post), len(desk.posted())) == ("published", 1)


async def test_a_wake_up_sends_a_post_at_once(desk: Desk) -> None:
    deliveries = desk.deliveries()
    turning = asyncio.create_task(deliveries.turns.run())
    await asyncio.sleep(0.2)
    post = await desk.schedule()
    deliveries.turns.nudge()
    await desk.becomes(post, "published", seconds=3)
    await deliveries.finish()
    await turning


async def test_told_to_stop_a_publisher_gives_back_what_it_has_not_begun_to_send(desk: Desk) -> None:
    post = await desk.schedule()
    deliveries = desk.deliveries()
    (claimed,), _ = await deliveries.claim(50)
    await deliveries.finish()
    await deliveries.deliver(claimed)
    assert (await desk.state(post), desk.posted()) == ("scheduled", [])

    (claimed,), _ = await (other := desk.deliveries()).claim(50)
    other.turns.stopping = True
    await other.deliver(claimed)
    row = await desk.row(post)
    assert (row["state"], row["faults"], desk.posted()) == ("scheduled", 0, [])
    await deliver_due(desk.deliveries())
    assert await desk.state(post) == "published"
