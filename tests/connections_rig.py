"""A profile that is connected to the practice network, and the publisher's hands on its connection."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_post, make_share
from kernel.jobs.connections import ProbeProfile, RenewProfile, RevokeProfile
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.kit.db import enter, transaction_on
from kernel.kit.secrets import AppSecrets, Opener, new_keys
from kernel.tables.profiles import Profile
from networks.contract import ApiNetwork
from networks.grants import AppCredentials, Connection
from networks.vault import load_connection, store_connection
from practice_network import Network
from publisher.features.connections.jobs import handlers
from publisher.features.connections.service import Connections
from worlds import Place

KEYS = new_keys()
OPENER = Opener(KEYS["FORTALER_TOKEN_PUBLIC_KEY"], KEYS["FORTALER_TOKEN_PRIVATE_KEY"])
SECRETS = AppSecrets(KEYS["FORTALER_APP_KEY"])


@dataclass
class World:
    """A profile that is connected to the practice network as mette, and hands to see what became of it."""

    practice: Network
    place: Place
    profile: Profile
    app: AppCredentials
    connections: Connections
    owner_engine: AsyncEngine

    @property
    def where(self) -> tuple[UUID, UUID]:
        return self.place.organisation_id, self.profile.id

    @property
    def worker_engine(self) -> AsyncEngine:
        return self.connections.engine

    def through(self, adapter: ApiNetwork) -> Connections:
        """The same connections, at a network that behaves otherwise."""
        return replace(self.connections, adapters={"mastodon": adapter}, renewing={})

    async def store(self, **changes: Any) -> Connection:
        """Change what the profile's token says of itself."""
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.place.organisation_id)
            held = await load_connection(session, OPENER, *self.where)
            changed = replace(held, **changes)
            await store_connection(session, OPENER, *self.where, changed)
        return changed

    async def held(self) -> Connection:
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.place.organisation_id)
            return await load_connection(session, OPENER, *self.where)

    async def do(
        self, job: ProbeProfile | RenewProfile | RevokeProfile, connections: Connections | None = None
    ) -> None:
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.place.organisation_id)
            await enqueue(session, self.place.organisation_id, job)
        drainer = Drainer(self.worker_engine, "publisher", handlers(connections or self.connections))
        await drainer.drain()

    async def probe(self, connections: Connections | None = None) -> None:
        await self.do(ProbeProfile(profile_id=self.profile.id), connections)

    async def renew(self, connections: Connections | None = None) -> None:
        await self.do(RenewProfile(profile_id=self.profile.id), connections)

    async def revoke(self, connections: Connections | None = None) -> None:
        await self.do(RevokeProfile(profile_id=self.profile.id), connections)

    async def row(self, query: str) -> Any:
        async with self.owner_engine.connect() as connection:
            return (await connection.execute(text(query), {"p": self.profile.id})).one()

    async def run(self, statement: str) -> None:
        async with self.owner_engine.begin() as connection:
            await connection.execute(text(statement), {"p": self.profile.id})

    async def state(self) -> str:
        return (await self.row("SELECT state FROM profile WHERE id = :p")).state

    async def verbs(self) -> list[str]:
        async with self.owner_engine.connect() as connection:
            return list((await connection.execute(text("SELECT verb FROM event ORDER BY sequence"))).scalars())

    async def planned(self) -> list[tuple[str, timedelta]]:
        """What the queue holds for later: kinds and waits, to the hour."""
        async with self.owner_engine.connect() as connection:
            rows = await connection.execute(
                text("SELECT kind, due_at - clock_timestamp() AS wait FROM job WHERE state = 'available'")
            )
            return [(row.kind, timedelta(hours=round(row.wait / timedelta(hours=1)))) for row in rows]

    async def add_post(self, **fields: Any) -> UUID:
        async with transaction_on(self.owner_engine) as session:
            share = await make_share(session, self.place.ambassadors["ambassador"], None)
            post = await make_post(session, share, self.profile, mode="api", **fields)
            return post.id

    async def post_state(self) -> str:
        return (await self.row("SELECT state FROM post WHERE profile_id = :p")).state


def works(practice: Network, connection: Connection) -> bool:
    headers = {"Authorization": f"Bearer {connection.access_token}"}
    return practice.http.get("/api/v1/accounts/verify_credentials", headers=headers).status_code == 200
