"""A post on its way to LinkedIn, by the publisher's own hands: what is lost is asked about and never sent again by itself."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from desks import Desk, deliver_due, look_for_lost, store
from kernel.kit.clock import now
from linkedin_rig import Account, LinkedInRig
from network_posts import BYTES, PICTURE
from network_rigs import REDIRECT
from networks.drafts import Draft
from outposts import Outpost, connect_there
from simulators.linkedin.door import Orders
from simulators.linkedin.stage import LinkedInStage
from simulators.linkedin.stage import linkedin_stage as linkedin_servers

WORDS = Draft("Vi byggede en bro (#Nordlys).", link="https://nordlys.example/l/Zx81kQ")


@pytest.fixture(scope="module")
def linkedin_stage() -> Generator[LinkedInStage]:
    with linkedin_servers() as empty:
        yield empty


@dataclass
class AtLinkedIn(Outpost[LinkedInRig]):
    """A desk, and its profile or page on a small LinkedIn."""

    async def schedule(self, draft: Draft = WORDS) -> UUID:
        return await self.schedule_draft(draft)

    def acts(self) -> list[str]:
        return [change["act"] for change in self.rig.world.ledger]


@pytest.fixture
async def at_linkedin(desk: Desk, linkedin_stage: LinkedInStage, request: pytest.FixtureRequest) -> AtLinkedIn:
    account: Account = getattr(request, "param", "person")
    rig = LinkedInRig(linkedin_stage.raise_world(REDIRECT), account)
    profile, connection = await connect_there(desk, rig)
    return AtLinkedIn(desk, rig, profile, connection)


async def test_a_post_with_a_picture_is_published_and_its_address_is_known(at_linkedin: AtLinkedIn) -> None:
    ref = await at_linkedin.desk.blobs.put(BYTES)
    post = await at_linkedin.schedule(replace(WORDS, pictures=(replace(PICTURE, ref=ref),)))
    await deliver_due(at_linkedin.deliveries())
    row = await at_linkedin.desk.row(post)
    assert (row["state"], row["evidence"]) == ("published", "confirmed")
    assert row["external_url"] == f"https://www.linkedin.com/feed/update/{row['external_id']}"
    assert at_linkedin.rig.posts() == [f"{WORDS.text}\n\n{WORDS.link}"]


@pytest.mark.parametrize("lie", ["store_then_drop", "store_then_garbage", "drop", "fail_500"])
async def test_a_persons_lost_post_is_asked_about_and_adopted_when_it_is_refused_for_being_there(
    at_linkedin: AtLinkedIn, lie: Any
) -> None:
    at_linkedin.rig.lie(lie)
    post = await at_linkedin.schedule()
    deliveries = at_linkedin.deliveries()
    await deliver_due(deliveries)
    assert await at_linkedin.desk.state(post) == "unknown"
    await at_linkedin.desk.let_time_pass(seconds=40)
    assert await look_for_lost(deliveries) == 1
    row = await at_linkedin.desk.row(post)
    assert (row["state"], row["reason_type"]) == ("ask_person", "not-readable")
    assert "https://www.linkedin.com/in/me/" in row["reason"]
    await at_linkedin.desk.let_time_pass(hours=2)
    assert await deliver_due(deliveries) == 0
    await at_linkedin.desk.run(
        "UPDATE post SET state = 'scheduled', due_at = now(), turn_at = now() WHERE id = :id", id=post
    )
    await deliver_due(deliveries)
    row = await at_linkedin.desk.row(post)
    assert row["state"] == "published"
    assert row["external_id"] in at_linkedin.rig.world.posts
    assert at_linkedin.acts() == ["create"]


@pytest.mark.parametrize("at_linkedin", ["page"], indirect=True)
@pytest.mark.parametrize("lie", ["store_then_500", "store_then_drop"])
async def test_a_pages_lost_post_is_found(at_linkedin: AtLinkedIn, lie: Any) -> None:
    at_linkedin.rig.lie(lie)
    post = await at_linkedin.schedule()
    deliveries = at_linkedin.deliveries()
    await deliver_due(deliveries)
    await at_linkedin.desk.let_time_pass(seconds=40)
    assert await look_for_lost(deliveries) == 1
    row = await at_linkedin.desk.row(post)
    assert row["state"] == "published"
    assert row["external_url"]
    assert at_linkedin.acts() == ["create"]


async def test_words_that_the_person_posted_before_are_not_taken_for_this_post(at_linkedin: AtLinkedIn) -> None:
    first = await at_linkedin.schedule()
    await deliver_due(at_linkedin.deliveries())
    assert await at_linkedin.desk.state(first) == "published"
    again = await at_linkedin.schedule()
    await deliver_due(at_linkedin.deliveries())
    assert await at_linkedin.desk.state(again) != "published"
    assert at_linkedin.acts() == ["create"]


async def test_a_picture_that_linkedin_still_works_on_puts_the_post_off_and_it_goes_out_once(
    at_linkedin: AtLinkedIn,
) -> None:
    at_linkedin.rig.order(Orders(media_seconds=60))
    ref = await at_linkedin.desk.blobs.put(BYTES)
    post = await at_linkedin.schedule(replace(WORDS, pictures=(replace(PICTURE, ref=ref),)))
    deliveries = at_linkedin.deliveries()
    await deliver_due(deliveries)
    assert (await at_linkedin.desk.row(post))["state"] == "retry_wait"
    at_linkedin.rig.pass_time(timedelta(seconds=60))
    await at_linkedin.desk.let_time_pass(minutes=1)
    await deliver_due(deliveries)
    assert await at_linkedin.desk.state(post) == "published"
    assert len(at_linkedin.rig.world.images) == 1
    assert at_linkedin.acts() == ["create"]


@pytest.mark.parametrize("at_linkedin", ["counted"], indirect=True)
async def test_a_token_that_is_about_to_end_is_renewed_and_keeps_its_last_day(at_linkedin: AtLinkedIn) -> None:
    ending = replace(at_linkedin.connection, expires_at=now() + timedelta(minutes=1))
    await store(at_linkedin.desk, at_linkedin.profile, ending)
    post = await at_linkedin.schedule()
    await deliver_due(at_linkedin.deliveries())
    assert await at_linkedin.desk.state(post) == "published"
    held = await at_linkedin.held()
    assert held.access_token != at_linkedin.connection.access_token
    assert held.refresh_token == at_linkedin.connection.refresh_token
    assert held.refresh_expires_at is not None
    assert at_linkedin.connection.refresh_expires_at is not None
    assert held.refresh_expires_at <= at_linkedin.connection.refresh_expires_at


async def test_a_connection_that_ended_waits_for_its_person(at_linkedin: AtLinkedIn) -> None:
    ended = replace(at_linkedin.connection, expires_at=now() + timedelta(minutes=1))
    await store(at_linkedin.desk, at_linkedin.profile, ended)
    post = await at_linkedin.schedule()
    await deliver_due(at_linkedin.deliveries())
    assert await at_linkedin.desk.state(post) == "needs_reconnect"
    assert at_linkedin.acts() == []
