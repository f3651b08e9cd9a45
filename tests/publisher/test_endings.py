"""Connections that end: their person is told in time, once for each time, where an address is known."""

import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_credential, make_post, make_profile, make_share
from desks import connection_of
from kernel.jobs.connections import ProbeProfile
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.secrets import AppSecrets, Opener
from kernel.tables.profiles import Profile
from networks.grants import Connection
from networks.vault import load_connection, store_connection
from practice_network import Network
from publisher.features.connections.jobs import handlers as connection_handlers
from publisher.features.connections.policy import Reminder, end_of, is_told, look_again, reminder_of
from publisher.features.connections.service import Connections
from publisher.features.mail.jobs import handlers as mail_handlers
from publisher.features.mail.schemas import plain_text
from publisher.features.mail.service import Mailer
from worlds import Place, make_place

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://fortaler.example"
ADDRESS = "asta@nordlys.example"


@dataclass
class Postbox:
    """A sender that keeps what it is given: what a mail server does with it is told in test_mail."""

    letters: list[EmailMessage] = field(default_factory=list[EmailMessage])

    async def send(self, message: EmailMessage) -> None:
        self.letters.append(message)


@dataclass
class World:
    """A connected profile, its person's address, and a publisher in this process."""

    place: Place
    profile: Profile
    postbox: Postbox
    drainer: Drainer
    opener: Opener
    worker_engine: AsyncEngine
    owner_engine: AsyncEngine

    @property
    def where(self) -> tuple[UUID, UUID]:
        return self.place.organisation_id, self.profile.id

    async def ends_in(self, days: float, **other: Any) -> None:
        """Have the token end then."""
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.place.organisation_id)
            held = await load_connection(session, self.opener, *self.where)
            changed = replace(held, expires_at=now() + timedelta(days=days), **other)
            await store_connection(session, self.opener, *self.where, changed)

    async def look(self) -> None:
        """What the publisher does every day."""
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.place.organisation_id)
            await enqueue(session, self.place.organisation_id, ProbeProfile(profile_id=self.profile.id))
        for _ in range(2):
            await self.drainer.drain()

    async def run(self, statement: str, **values: Any) -> None:
        async with self.owner_engine.begin() as connection:
            await connection.execute(text(statement), values)

    @property
    def subjects(self) -> list[str]:
        return [letter["Subject"] for letter in self.postbox.letters]


@pytest.fixture
async def egress(live_network: Network) -> AsyncGenerator[Egress]:
    async with Egress([urlsplit(live_network.url).netloc]) as client:
        yield client


@pytest.fixture
def opener(empty_database: object) -> Opener:
    return Opener(os.environ["FORTALER_TOKEN_PUBLIC_KEY"], os.environ["FORTALER_TOKEN_PRIVATE_KEY"])


@pytest.fixture
async def world(
    live_network: Network, egress: Egress, opener: Opener, owner_engine: AsyncEngine, worker_engine: AsyncEngine
) -> World:
    secrets, postbox = AppSecrets(os.environ["FORTALER_APP_KEY"]), Postbox()
    connection = connection_of(live_network, "mette")
    async with transaction_on(owner_engine) as session:
        place = await make_place(session)
        person = place.people["ambassador"]
        await make_credential(session, person, subject=ADDRESS)
        profile = await make_profile(
            session, place.organisation_id, person, network="mastodon", instance=connection.instance,
            state="connected", external_id=connection.subject,
        )  # fmt: skip
    async with transaction_on(worker_engine) as session:
        await enter(session, place.organisation_id)
        await store_connection(session, opener, place.organisation_id, profile.id, connection)
    handlers = connection_handlers(Connections(worker_engine, egress, opener, secrets)) | mail_handlers(
        Mailer(secrets, (postbox,), URL)
    )
    drainer = Drainer(worker_engine, "publisher", handlers)
    return World(place, profile, postbox, drainer, opener, worker_engine, owner_engine)


def connection(days: float, network: str = "mastodon", **other: Any) -> Connection:
    """One that ends so many days after noon."""
    return Connection(
        network=network, instance="", subject="1", handle="asta", display_name="Asta", avatar=None, url=None, scopes=(),
        access_token="token", expires_at=NOON + timedelta(days=days), **other,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("network", "told_on"),
    [("threads", [14, 7, 1]), ("linkedin", [15, 8, 2]), ("bluesky", [3, 1])],
)
def test_each_day_is_told_on_once(network: str, told_on: list[int]) -> None:
    told: list[int] = []
    last: Reminder | None = None
    for hours in range(70 * 24, 0, -5):
        due = reminder_of(connection(hours / 24, network), NOON)
        if due is not None:
            due = Reminder(NOON, due.days)
            if not is_told(due, last.end if last else None, last.days if last else None):
                told.append(due.days)
                last = due
    assert told == told_on


def test_sixty_days_of_linkedin_are_told_of_on_days_45_52_and_58() -> None:
    at, looks = NOON, list[int]()
    ending = connection(60, "linkedin")
    while at < NOON + timedelta(days=60):
        at = look_again(ending, at, timedelta(days=1))
        due = reminder_of(ending, at)
        if due is not None and due.days not in looks:
            looks.append(due.days)
            assert (at - NOON).days == 60 - due.days
    assert looks == [15, 8, 2]


def test_a_year_of_renewing_ends_like_any_other() -> None:
    ours = connection(60, "linkedin", refresh_token="renew", refresh_expires_at=NOON + timedelta(days=10))
    assert end_of(ours) == NOON + timedelta(days=10)
    assert reminder_of(ours, NOON) == Reminder(NOON + timedelta(days=10), 14)


def test_an_end_that_moved_is_another_event_and_one_that_is_told_a_little_differently_is_not() -> None:
    reminder = Reminder(NOON, 14)
    assert is_told(reminder, NOON + timedelta(seconds=30), 14)
    assert is_told(reminder, NOON, 7)
    assert not is_told(reminder, NOON - timedelta(days=60), 1)
    assert not is_told(Reminder(NOON, 7), NOON, 14)
    assert not is_told(reminder, None, None)


async def test_the_person_is_told_by_mail_once_for_each_time(world: World) -> None:
    await world.ends_in(20)
    await world.look()
    assert world.subjects == []
    for days, letters in ((13.9, 1), (13.9, 1), (6.5, 2), (6.5, 2), (0.9, 3)):
        await world.ends_in(days)
        await world.run("UPDATE profile SET told_of = now() + :end", end=timedelta(days=days))
        await world.look()
        assert len(world.postbox.letters) == letters
    assert set(world.subjects) == {"Forny din forbindelse til Mastodon"}
    first, _, last = world.postbox.letters
    assert (first["To"], last["To"]) == (ADDRESS, ADDRESS)
    assert "holder op om 14 dage" in plain_text(first)
    assert "holder op inden for et døgn" in plain_text(last)
    assert f"{URL}/you/profiles" in plain_text(last)


async def test_the_letter_counts_the_posts_that_will_wait_in_the_persons_language(world: World) -> None:
    await world.run("UPDATE person SET locale = 'en'")
    await world.ends_in(5)
    async with transaction_on(world.owner_engine) as session:
        for days in (1, 6, 7):
            share = await make_share(session, world.place.ambassadors["ambassador"], None)
            due = now() + timedelta(days=days)
            await make_post(session, share, world.profile, mode="api", state="scheduled", due_at=due, turn_at=due)
    await world.look()
    (letter,) = world.postbox.letters
    assert letter["Subject"] == "Renew your connection to Mastodon"
    assert "2 posts are planned for later" in plain_text(letter)
    assert "in 7 days" in plain_text(letter)


async def test_a_connection_renewed_meanwhile_is_not_written_about_and_may_end_again(world: World) -> None:
    await world.ends_in(6)
    await world.look()
    await world.ends_in(60)
    await world.look()
    assert len(world.postbox.letters) == 1
    await world.ends_in(6.9)
    await world.run("UPDATE profile SET told_of = told_of - interval '60 days'")
    await world.look()
    assert len(world.postbox.letters) == 2


@pytest.mark.parametrize("kind", ["none", "printed"])
async def test_without_an_address_nothing_is_sent(kind: str, world: World) -> None:
    await world.run("UPDATE credential SET kind = 'printed'" if kind == "printed" else "DELETE FROM credential")
    await world.ends_in(6)
    await world.look()
    assert world.postbox.letters == []
    async with world.owner_engine.connect() as connection:
        row = (await connection.execute(text("SELECT state, told_days FROM profile"))).one()
        verbs = list((await connection.execute(text("SELECT verb FROM event"))).scalars())
    assert (row.state, row.told_days, verbs) == ("expiring", 7, ["profile.expiring"])


async def test_workers_read_addresses_of_those_with_a_profile_here_and_nothing_else_of_them(
    world: World, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        other = await make_place(session, "Syd")
        await make_credential(session, other.people["ambassador"], subject="syd@syd.example")
        await make_credential(session, world.place.people["curator"], subject="curator@nordlys.example")
    async with transaction_on(world.worker_engine) as session:
        await enter(session, world.place.organisation_id)
        seen = list((await session.execute(text("SELECT subject FROM credential"))).scalars())
        await enter(session, other.organisation_id)
        elsewhere = list((await session.execute(text("SELECT subject FROM credential"))).scalars())
    assert (seen, elsewhere) == ([ADDRESS], [])
