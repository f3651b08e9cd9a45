"""A desk whose profile is on a simulated network at which an administrator made the organisation's app."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from builders import make_network_app, make_person, make_profile
from desks import Desk, store
from kernel.kit.db import enter, transaction_on
from kernel.tables.profiles import Profile
from network_posts import connect
from network_rigs import Rig
from networks.drafts import Draft
from networks.grants import Connection
from networks.stored import digest, to_json
from networks.vault import load_connection, seal_app
from publisher.features.deliveries.service import Deliveries

AnyRig = TypeVar("AnyRig", bound=Rig)


@dataclass
class Outpost(Generic[AnyRig]):
    """The desk, the network, and the profile that posts there."""

    desk: Desk
    rig: AnyRig
    profile: Profile
    connection: Connection

    def deliveries(self) -> Deliveries:
        """A publisher that speaks to the simulated network."""
        adapters = {self.rig.network.key: self.rig.network}
        renew = replace(self.desk.connections, egress=self.rig.egress, adapters=adapters, renewing={}).renewed
        return self.desk.deliveries(egress=self.rig.egress, adapters=adapters, renew=renew)

    async def schedule_draft(self, draft: Draft) -> UUID:
        """A post as the network's adapter renders it, due now."""
        payload = to_json(self.rig.network.render(draft, self.rig.network.limits))
        return await self.desk.schedule(
            draft.text, profile=self.profile, payload=payload, payload_hash=bytes.fromhex(digest(payload))
        )

    async def held(self) -> Connection:
        """The connection as it is stored now."""
        async with transaction_on(self.desk.outlet.engine) as session:
            await enter(session, self.desk.organisation_id)
            return await load_connection(session, self.desk.outlet.opener, self.desk.organisation_id, self.profile.id)


async def connect_there(desk: Desk, rig: Rig) -> tuple[Profile, Connection]:
    """Somebody's profile, connected through the organisation's app."""
    app, connection = await connect(rig)
    o, network = desk.organisation_id, rig.network.key
    async with transaction_on(desk.owner_engine) as session:
        sealed = seal_app(desk.connections.secrets, o, app)
        await make_network_app(session, o, network=network, instance="", client_id=app.client_id, sealed=sealed)
        profile = await make_profile(
            session, o, await make_person(session), network=network, instance="", state="connected",
            external_id=connection.subject,
        )  # fmt: skip
    await store(desk, profile, connection)
    return profile, connection
