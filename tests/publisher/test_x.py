"""A post on its way to X, by the publisher's own hands: tokens that work once, and no second try of what may be there."""

import json
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from desks import Desk, deliver_due, look_for_lost, store
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.ids import new_id
from network_posts import BYTES, PICTURE, Post
from networks.drafts import Draft
from networks.errors import Kind
from networks.x.prices import MONTHLY_CAP
from outposts import Outpost, connect_there
from publisher.features.spending.policy import LOOKS_A_DAY, cost_of
from publisher.features.spending.queries import calls_since
from publisher.features.spending.schemas import Calls
from publisher.features.spending.service import beyond_cap
from simulators.common.stage import Stage
from simulators.x.door import Orders
from simulators.x.stage import raise_world
from simulators.x.stage import x_stage as x_servers
from simulators.x.world import USER_READ
from x_rig import XRig

WORDS = Draft("Vi byggede en bro.", link="https://nordlys.example/l/Zx81kQ")


@pytest.fixture(scope="module")
def x_stage() -> Generator[Stage]:
    with x_servers() as empty:
        yield empty


@dataclass
class AtX(Outpost[XRig]):
    """Asta's desk, and her profile on a small X."""

    async def schedule(self, draft: Draft = WORDS) -> UUID:
        return await self.schedule_draft(draft)

    async def cap(self, cents: int | None) -> None:
        kept = json.dumps({} if cents is None else {MONTHLY_CAP: cents})
        await self.desk.run("UPDATE network_app SET metadata = CAST(:kept AS jsonb)", kept=kept)

    async def calls(self) -> Calls:
        at, o = now(), self.desk.organisation_id
        month = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        async with transaction_on(self.desk.outlet.engine) as session:
            await enter(session, o)
            return await calls_since(session, o, "x", month=month, at=at)

    def acts(self) -> list[str]:
        return [change["act"] for change in self.rig.world.ledger]


@pytest.fixture
async def at_x(desk: Desk, x_stage: Stage) -> AtX:
    rig = XRig(raise_world(x_stage))
    profile, connection = await connect_there(desk, rig)
    return AtX(desk, rig, profile, connection)


async def test_a_token_that_is_about_to_end_is_renewed_once_and_its_successor_is_kept(at_x: AtX) -> None:
    await store(at_x.desk, at_x.profile, replace(at_x.connection, expires_at=now() + timedelta(minutes=1)))
    posts = [await at_x.schedule(Draft(f"Nummer {number}")) for number in range(2)]
    for _ in posts:
        assert await deliver_due(at_x.deliveries()) == 1
    assert [await at_x.desk.state(post) for post in posts] == ["published", "published"]
    held = await at_x.held()
    assert held.refresh_token != at_x.connection.refresh_token
    assert [(len(grant.spent), grant.ended) for grant in at_x.rig.world.grants] == [(1, False)]


async def test_a_consent_that_was_taken_back_holds_the_post_for_its_person(at_x: AtX) -> None:
    at_x.rig.revoke_tokens()
    post = await at_x.schedule()
    await deliver_due(at_x.deliveries())
    assert await at_x.desk.state(post) == "needs_reconnect"
    assert at_x.acts() == []


@pytest.mark.parametrize("lie", ["store_then_drop", "store_then_500", "store_then_garbage"])
async def test_a_lost_answer_is_looked_for_and_the_post_stands_once(at_x: AtX, lie: Any) -> None:
    at_x.rig.lie(lie)
    post = await at_x.schedule()
    deliveries = at_x.deliveries()
    await deliver_due(deliveries)
    assert await at_x.desk.state(post) == "unknown"
    await at_x.desk.let_time_pass(seconds=40)
    assert await look_for_lost(deliveries) == 1
    row = await at_x.desk.row(post)
    assert (row["state"], row["external_id"] in at_x.rig.world.posts) == ("published", True)
    assert at_x.acts() == ["create"]


async def test_a_post_that_is_not_there_is_never_sent_again_but_asked_about(at_x: AtX) -> None:
    at_x.rig.lie("drop")
    post = await at_x.schedule()
    deliveries = at_x.deliveries()
    await deliver_due(deliveries)
    for _ in range(8):
        await at_x.desk.let_time_pass(hours=1)
        await look_for_lost(deliveries)
        await deliver_due(deliveries)
    assert await at_x.desk.state(post) == "ask_person"
    assert len(await at_x.desk.attempts(post)) == 1
    assert at_x.acts() == []


async def test_a_refused_duplicate_leads_to_the_post_that_is_there(at_x: AtX) -> None:
    """As after a try that nobody remembers: the words and the link are out, and X says so."""
    there = await Post(at_x.rig, at_x.connection, WORDS).run()
    assert there is not None
    post = await at_x.schedule()
    deliveries = at_x.deliveries()
    await deliver_due(deliveries)
    assert await at_x.desk.state(post) == "unknown"
    await at_x.desk.let_time_pass(seconds=40)
    assert await look_for_lost(deliveries) == 1
    row = await at_x.desk.row(post)
    assert (row["state"], row["external_id"]) == ("published", there.id)
    assert at_x.acts() == ["create"]


async def test_used_up_credits_hold_the_post_until_somebody_pays(at_x: AtX) -> None:
    at_x.rig.order(Orders(credits=0))
    post = await at_x.schedule()
    await deliver_due(at_x.deliveries())
    row = await at_x.desk.row(post)
    assert (row["state"], row["reason_type"]) == ("held", "network-paused")
    assert at_x.acts() == []


async def test_what_a_month_cost_is_what_x_put_on_its_bill(at_x: AtX) -> None:
    at_x.rig.world.bill.clear()
    picture = replace(PICTURE, ref=await at_x.desk.blobs.put(BYTES))
    for draft in (WORDS, Draft("Ord alene."), Draft("Kun 7 kr.Nu!"), Draft("En bro.", pictures=(picture,))):
        await at_x.schedule(draft)
        await deliver_due(at_x.deliveries())
    at_x.rig.lie("store_then_drop")
    await at_x.schedule(Draft("Et svar, der gik tabt."))
    deliveries = at_x.deliveries()
    await deliver_due(deliveries)
    assert sum(at_x.rig.world.bill.values()) == 200 + 15 + 200 + 15 + 5 + 15
    at_x.rig.lie("rate_limited")
    await at_x.schedule(Draft("Et kald, der ikke blev taget."))
    await deliver_due(deliveries)
    calls = await at_x.calls()
    assert calls == Calls(linked=2, plain=3, described=1, looks=0, readings=0, profile_days=1)
    a_day_of_the_profile = LOOKS_A_DAY * USER_READ
    assert cost_of(calls, now().date()) == sum(at_x.rig.world.bill.values()) + a_day_of_the_profile


@pytest.mark.parametrize(("cents", "fits"), [(None, 3), (0, 0), (21, 0), (22, 1), (41, 1), (42, 2), (1000, 3)])
async def test_a_cap_lets_out_what_fits_and_no_more(at_x: AtX, cents: int | None, fits: int) -> None:
    await at_x.cap(cents)
    await at_x.schedule()
    (claimed,), _ = await at_x.deliveries().claim(1)
    posts = [replace(claimed, id=new_id()) for _ in range(3)]
    async with transaction_on(at_x.desk.outlet.engine) as session:
        await enter(session, at_x.desk.organisation_id)
        over = await beyond_cap(session, at_x.desk.organisation_id, posts)
    assert set(over) == {post.id for post in posts[fits:]}
    assert all(error.kind is Kind.QUOTA_BILLING and "cap" in error.reason for error in over.values())


async def test_a_post_beyond_the_months_cap_waits_with_the_reason_and_nothing_leaves(at_x: AtX) -> None:
    await at_x.cap(22)
    first = await at_x.schedule()
    await deliver_due(at_x.deliveries())
    second = await at_x.schedule(Draft("Ord alene."))
    await deliver_due(at_x.deliveries())
    assert await at_x.desk.state(first) == "published"
    row = await at_x.desk.row(second)
    assert (row["state"], row["reason_type"]) == ("held", "network-paused")
    assert "cap of $0.22" in row["reason"]
    assert await at_x.desk.attempts(second) == []
    assert at_x.acts() == ["create"]
