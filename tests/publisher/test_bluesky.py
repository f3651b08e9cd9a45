"""A post on its way to Bluesky, by the publisher's own hands: tokens that end within the hour, answers that are lost."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from builders import make_network_app, make_person, make_profile
from desks import Desk, deliver_due, look_for_lost, store
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.tables.profiles import Profile
from network_posts import BYTES, PICTURE, connect
from network_rigs import BlueskyRig
from networks.drafts import Draft
from networks.grants import Connection
from networks.stored import digest, to_json
from networks.vault import load_connection, seal_app
from publisher.features.deliveries.service import Deliveries
from simulators.bluesky.stage import SkyStage, sky_stage


@pytest.fixture(scope="module")
def bluesky_stage() -> Generator[SkyStage]:
    with sky_stage() as empty:
        yield empty


@dataclass
class Sky:
    """Asta's desk, and her profile on a small AT Protocol."""

    desk: Desk
    rig: BlueskyRig
    profile: Profile
    connection: Connection

    def deliveries(self) -> Deliveries:
        adapters = {"bluesky": self.rig.network}
        renew = replace(self.desk.connections, egress=self.rig.egress, adapters=adapters, renewing={}).renewed
        return self.desk.deliveries(egress=self.rig.egress, adapters=adapters, renew=renew)

    async def schedule(self, draft: Draft) -> UUID:
        payload = to_json(self.rig.network.render(draft, self.rig.network.limits))
        return await self.desk.schedule(
            draft.text, profile=self.profile, payload=payload, payload_hash=bytes.fromhex(digest(payload))
        )

    async def keep(self, **changes: Any) -> None:
        await store(self.desk, self.profile, replace(self.connection, **changes))

    async def held(self) -> Connection:
        async with transaction_on(self.desk.outlet.engine) as session:
            await enter(session, self.desk.organisation_id)
            return await load_connection(session, self.desk.outlet.opener, self.desk.organisation_id, self.profile.id)


@pytest.fixture
async def sky(desk: Desk, bluesky_stage: SkyStage) -> Sky:
    rig = BlueskyRig(bluesky_stage.raise_sky())
    app, connection = await connect(rig)
    o = desk.organisation_id
    async with transaction_on(desk.owner_engine) as session:
        sealed = seal_app(desk.connections.secrets, o, app)
        await make_network_app(session, o, network="bluesky", instance="", client_id=app.client_id, sealed=sealed)
        profile = await make_profile(
            session, o, await make_person(session), network="bluesky", instance="", state="connected",
            external_id=connection.subject,
        )  # fmt: skip
    made = Sky(desk, rig, profile, connection)
    await made.keep()
    return made


async def test_a_post_with_a_picture_is_published_under_the_key_it_was_given(sky: Sky) -> None:
    ref = await sky.desk.blobs.put(BYTES)
    post = await sky.schedule(Draft("En bro. #Grøn", pictures=(replace(PICTURE, ref=ref),), language="da"))
    await deliver_due(sky.deliveries())
    row = await sky.desk.row(post)
    assert (row["state"], row["evidence"]) == ("published", "confirmed")
    assert row["external_id"] in sky.rig.sky.records
    assert row["external_url"].startswith(f"https://bsky.app/profile/{sky.connection.subject}/post/")


async def test_a_token_that_is_about_to_end_is_renewed_first_and_the_new_one_is_kept(sky: Sky) -> None:
    await sky.keep(expires_at=now() + timedelta(minutes=1))
    posts = [await sky.schedule(Draft(f"Nummer {n}")) for n in range(2)]
    for _ in posts:
        assert await deliver_due(sky.deliveries()) == 1
    assert [await sky.desk.state(post) for post in posts] == ["published", "published"]
    assert sky.rig.sky.calls["tokens"] == 2
    held = await sky.held()
    assert held.refresh_token != sky.connection.refresh_token
    assert held.secrets == sky.connection.secrets


async def test_a_connection_that_was_ended_holds_the_post_for_its_person(sky: Sky) -> None:
    sky.rig.revoke_tokens()
    post = await sky.schedule(Draft("Hej"))
    await deliver_due(sky.deliveries())
    assert await sky.desk.state(post) == "needs_reconnect"
    assert sky.rig.posts() == []


@pytest.mark.parametrize("lie", ["store_then_drop", "store_then_500", "store_then_garbage"])
async def test_a_lost_answer_is_looked_for_at_its_very_address(sky: Sky, lie: Any) -> None:
    sky.rig.lie(lie)
    post = await sky.schedule(Draft("Hej"))
    deliveries = sky.deliveries()
    await deliver_due(deliveries)
    assert await sky.desk.state(post) == "unknown"
    await sky.desk.let_time_pass(seconds=40)
    assert await look_for_lost(deliveries) == 1
    assert await sky.desk.state(post) == "published"
    assert [change["act"] for change in sky.rig.sky.ledger] == ["create"]


async def test_a_post_that_never_arrived_goes_out_again_by_itself_and_stands_once(sky: Sky) -> None:
    sky.rig.lie("drop")
    post = await sky.schedule(Draft("Hej"))
    deliveries = sky.deliveries()
    await deliver_due(deliveries)
    for _ in range(6):
        await sky.desk.let_time_pass(hours=1)
        await look_for_lost(deliveries)
        await deliver_due(deliveries)
    assert await sky.desk.state(post) == "published"
    assert [change["act"] for change in sky.rig.sky.ledger] == ["create"]
    times = {str(attempt["payload_hash"]) for attempt in await sky.desk.attempts(post)}
    assert len(times) == 1
