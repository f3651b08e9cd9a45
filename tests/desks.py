"""A desk from which posts go out: an ambassador, a connected profile, and eyes on what becomes of each post."""

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_person, make_post, make_profile, make_share, number
from kernel.kit.blobs import Blobs
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Allowance, Egress
from kernel.kit.ids import new_id
from kernel.kit.public_pictures import PictureAddresses
from kernel.kit.secrets import AppSecrets, Opener
from kernel.tables.profiles import Profile
from kernel.tables.stories import Story
from networks.drafts import Draft, Picture
from networks.grants import Connection
from networks.media import StoredMedia
from networks.registry import api_network
from networks.stored import to_json
from networks.vault import store_connection
from practice_network import Network
from publisher.features.connections.service import Connections
from publisher.features.deliveries.schemas import Outlet, Pace
from publisher.features.deliveries.service import Deliveries
from publisher.features.readbacks.service import Readbacks
from worlds import Place, make_place

PATIENT = Allowance(seconds=1.5)
"""Answers that take longer count as lost."""


@dataclass
class Desk:
    """One ambassador's desk. Times are moved in the database: nobody else's clock decides anything."""

    practice: Network
    owner_engine: AsyncEngine
    outlet: Outlet
    blobs: Blobs
    connections: Connections
    place: Place
    profiles: dict[str, Profile] = field(default_factory=dict[str, Profile])
    """By the account on the practice network."""

    @property
    def profile(self) -> Profile:
        return self.profiles["mette"]

    @property
    def organisation_id(self) -> UUID:
        return self.place.organisation_id

    def deliveries(self, **other: Any) -> Deliveries:
        """A publisher of its own name in this process."""
        return Deliveries(replace(self.outlet, name=new_id().hex, **other))

    async def schedule(
        self, words: str = "", *, profile: Profile | None = None, pictures: tuple[Picture, ...] = (),
        story: Story | None = None, **other: Any,
    ) -> UUID:  # fmt: skip
        """A post that its person has confirmed, due now unless said otherwise."""
        profile, words = profile or self.profile, words or f"Vi har bygget ovn nummer {number()}."
        adapter = api_network("mastodon")
        rendered = adapter.render(Draft(words, pictures=pictures, language="da"), adapter.limits)
        payload = to_json(rendered)
        fields: dict[str, Any] = {
            "mode": "api",
            "state": "scheduled",
            "text": words,
            "payload": payload,
            "payload_hash": hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).digest(),
            "idempotency_key": str(new_id()),
        }
        async with transaction_on(self.owner_engine) as session:
            share = await make_share(session, self.place.ambassadors["ambassador"], story)
            post = await make_post(session, share, profile, **fields | other)
        return post.id

    async def row(self, post_id: UUID) -> RowMapping:
        async with self.owner_engine.connect() as connection:
            found = await connection.execute(text("SELECT * FROM post WHERE id = :id"), {"id": post_id})
            return found.mappings().one()

    async def state(self, post_id: UUID) -> str:
        return (await self.row(post_id))["state"]

    async def attempts(self, post_id: UUID) -> list[RowMapping]:
        async with self.owner_engine.connect() as connection:
            found = await connection.execute(
                text("SELECT * FROM attempt WHERE post_id = :id ORDER BY number"), {"id": post_id}
            )
            return list(found.mappings())

    async def run(self, statement: str, **values: Any) -> None:
        async with self.owner_engine.begin() as connection:
            await connection.execute(text(statement), values)

    async def let_time_pass(self, **time: float) -> None:
        """Move everything that waits, and what has been tried, into the past."""
        await self.run("UPDATE post SET turn_at = turn_at - :by, lease_until = lease_until - :by", by=timedelta(**time))
        await self.run("UPDATE attempt SET started_at = started_at - :by", by=timedelta(**time))

    async def verbs(self) -> list[str]:
        async with self.owner_engine.connect() as connection:
            return list((await connection.execute(text("SELECT verb FROM event ORDER BY sequence"))).scalars())

    async def becomes(self, post_id: UUID, *states: str, seconds: float = 60) -> str:
        """Wait until the post is in one of the states."""
        for _ in range(int(seconds / 0.05)):
            state = await self.state(post_id)
            if state in states:
                return state
            await asyncio.sleep(0.05)
        raise AssertionError(f"it is {await self.state(post_id)}, not {states}")

    def posted(self) -> list[str]:
        """The words of every post that the network ever accepted."""
        return [post["text"] for post in self.practice.ledger()]


async def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Ask again until it holds."""
    for _ in range(int(seconds / 0.05)):
        if await asyncio.to_thread(holds):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came to hold")


async def deliver_due(deliveries: Deliveries) -> int:
    """One round of a publisher; how many posts it had."""
    claimed, _ = await deliveries.claim(50)
    await asyncio.gather(*(deliveries.deliver(post) for post in claimed))
    return len(claimed)


async def look_for_lost(deliveries: Deliveries) -> int:
    """One round of looking for posts whose answer was lost; how many there were."""
    readbacks = Readbacks(deliveries)
    doubts, _ = await readbacks.claim(50)
    await asyncio.gather(*(readbacks.look(doubt) for doubt in doubts))
    return len(doubts)


def connection_of(practice: Network, account: str) -> Connection:
    """A consent given on the practice network."""
    person = practice.connect(account, scopes="profile write:statuses write:media read:statuses read:accounts")
    me = person.me()
    return Connection(
        network="mastodon",
        instance=urlsplit(practice.url).netloc,
        subject=me["id"],
        handle=me["username"],
        display_name=me["display_name"],
        avatar=None,
        url=None,
        scopes=("profile", "write:statuses", "write:media", "read:statuses"),
        access_token=person.token,
    )


async def connect_profile(desk: Desk, account: str) -> Profile:
    """A profile of somebody's, connected to the practice network as `account`."""
    connection = connection_of(desk.practice, account)
    async with transaction_on(desk.owner_engine) as session:
        person = await make_person(session)
        profile = await make_profile(
            session, desk.organisation_id, person, network="mastodon", instance=connection.instance,
            state="connected", external_id=connection.subject,
        )  # fmt: skip
    await store(desk, profile, connection)
    return profile


async def store(desk: Desk, profile: Profile, connection: Connection) -> None:
    """Write the profile's sealed token."""
    async with transaction_on(desk.outlet.engine) as session:
        await enter(session, desk.organisation_id)
        await store_connection(session, desk.outlet.opener, desk.organisation_id, profile.id, connection)


@asynccontextmanager
async def make_desk(
    owner_engine: AsyncEngine, worker_engine: AsyncEngine, practice: Network, *, patience: float = 1
) -> AsyncGenerator[Desk]:
    """A desk with one profile, mette's."""
    opener = Opener(os.environ["FORTALER_TOKEN_PUBLIC_KEY"], os.environ["FORTALER_TOKEN_PRIVATE_KEY"])
    secrets = AppSecrets(os.environ["FORTALER_APP_KEY"])
    async with Egress([urlsplit(practice.url).netloc], allowance=PATIENT) as egress:
        connections = Connections(worker_engine, egress, opener, secrets)
        addresses = PictureAddresses(secrets, os.environ["FORTALER_PUBLIC_URL"])
        blobs = Blobs(Path(os.environ["FORTALER_BLOBS"]))
        media = StoredMedia(blobs, addresses)
        outlet = Outlet(worker_engine, egress, opener, media, connections.renewed, pace=Pace(patience))
        async with transaction_on(owner_engine) as session:
            place = await make_place(session)
        desk = Desk(practice, owner_engine, outlet, blobs, connections, place)
        desk.profiles["mette"] = await connect_profile(desk, "mette")
        yield desk
