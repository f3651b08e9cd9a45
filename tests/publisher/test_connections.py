"""Asking about connections, renewing them, losing them, and giving them back: against the practice network, over HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_network_app, make_post, make_profile, make_share
from connected import consent, register
from kernel.jobs.connections import ProbeProfile, RenewProfile, RevokeProfile
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Allowance, Egress
from kernel.kit.secrets import AppSecrets, Opener, new_keys
from kernel.tables.profiles import Profile
from networks.contract import ApiNetwork
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, Connection, Probe
from networks.mastodon.network import Mastodon
from networks.vault import NoConnection, load_connection, seal_app, store_connection
from practice_network import Clock, Network, Stage, stage
from publisher.features.connections.jobs import handlers
from publisher.features.connections.service import Connections
from worlds import Place, make_place

KEYS = new_keys()
OPENER = Opener(KEYS["FORTALER_TOKEN_PUBLIC_KEY"], KEYS["FORTALER_TOKEN_PRIVATE_KEY"])
SECRETS = AppSecrets(KEYS["FORTALER_APP_KEY"])


@pytest.fixture(scope="module")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture
def practice(practice_stage: Stage) -> Generator[Network]:
    with practice_stage.network(Clock()) as network:
        yield network


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


@pytest.fixture
async def egress(practice: Network) -> AsyncGenerator[Egress]:
    async with Egress([urlsplit(practice.url).netloc], allowance=Allowance(seconds=5)) as client:
        yield client


@pytest.fixture
async def world(practice: Network, egress: Egress, owner_engine: AsyncEngine, worker_engine: AsyncEngine) -> World:
    app = await register(egress, practice.url)
    connection = await consent(practice.http, egress, app, account="mette")
    async with transaction_on(owner_engine) as session:
        place = await make_place(session)
        sealed = seal_app(SECRETS, place.organisation_id, app)
        await make_network_app(session, place.organisation_id, instance=app.instance, sealed=sealed)
        profile = await make_profile(
            session, place.organisation_id, place.people["ambassador"], network="mastodon", instance=app.instance,
            external_id=connection.subject, state="connected",
        )  # fmt: skip
        await store_connection(session, OPENER, place.organisation_id, profile.id, connection)
    connections = Connections(worker_engine, egress, OPENER, SECRETS)
    return World(practice, place, profile, app, connections, owner_engine)


def works(practice: Network, connection: Connection) -> bool:
    headers = {"Authorization": f"Bearer {connection.access_token}"}
    return practice.http.get("/api/v1/accounts/verify_credentials", headers=headers).status_code == 200


async def test_a_probe_notes_who_the_profile_is_and_what_its_server_allows_and_comes_again_tomorrow(
    world: World,
) -> None:
    await world.probe()
    row = await world.row("SELECT * FROM profile WHERE id = :p")
    assert (row.state, row.handle) == ("connected", f"@mette@{world.app.instance}")
    assert row.avatar_url.startswith(world.practice.url)
    assert row.limits["max_text"] == 500
    assert row.capabilities["idempotency"] == "key"
    assert row.instance_rules
    assert await world.planned() == [("connections.probe", timedelta(days=1))]
    assert await world.verbs() == []


async def test_a_connection_that_the_network_ended_waits_for_its_person_who_is_told_once(world: World) -> None:
    await world.add_post(state="scheduled")
    world.practice.control(tokens=[{"account": "mette", "become": "revoked"}])
    await world.probe()
    await world.probe()
    row = await world.row("SELECT * FROM profile WHERE id = :p")
    assert row.state == "needs_reconnect"
    assert row.state_reason
    assert await world.post_state() == "needs_reconnect"
    assert await world.verbs() == ["profile.lost"]
    assert (await world.row("SELECT about_person_id AS who FROM event")).who == world.profile.person_id


async def test_a_network_that_is_away_changes_nothing_and_is_asked_again_in_an_hour(world: World) -> None:
    world.practice.control(limits={"account": 0})
    await world.probe()
    assert await world.state() == "connected"
    assert await world.planned() == [("connections.probe", timedelta(hours=1))]


@pytest.mark.parametrize(("days", "state", "verbs"), [(15, "connected", []), (13, "expiring", ["profile.expiring"])])
async def test_a_token_that_only_its_person_can_renew_is_expiring_for_two_weeks(
    days: int, state: str, verbs: list[str], world: World
) -> None:
    end = now() + timedelta(days=days)
    await world.store(expires_at=end)
    await world.probe()
    await world.probe()
    row = await world.row("SELECT state, expires_at FROM profile WHERE id = :p")
    assert (row.state, row.expires_at) == (state, end)
    assert await world.verbs() == verbs


@pytest.mark.parametrize(("days", "state"), [(4, "connected"), (2, "expiring")])
async def test_a_consent_to_renew_tokens_is_expiring_in_its_last_days_because_it_may_last_two_weeks_altogether(
    days: int, state: str, world: World
) -> None:
    end = now() + timedelta(days=days)
    renewable: dict[str, Any] = {"refresh_token": "renewable", "refresh_expires_at": end, "network": "bluesky"}
    await world.store(expires_at=now() + timedelta(hours=1), **renewable)
    await world.probe()
    row = await world.row("SELECT state, expires_at FROM profile WHERE id = :p")
    assert (row.state, row.expires_at) == (state, end)


async def test_a_token_that_we_can_renew_ourselves_is_not_expiring(world: World) -> None:
    await world.store(expires_at=now() + timedelta(hours=1), refresh_token="renewable")
    await world.probe()
    row = await world.row("SELECT state, expires_at FROM profile WHERE id = :p")
    assert (row.state, row.expires_at) == ("connected", None)


@pytest.mark.parametrize(("late", "due"), [(timedelta(0), "now"), (timedelta(days=2), "then")])
async def test_when_a_network_comes_round_by_itself_posts_go_on_but_none_becomes_due_anew(
    late: timedelta, due: str, world: World
) -> None:
    due_at = now() - late
    await world.add_post(state="needs_reconnect", due_at=due_at, turn_at=due_at, reason_type="connection-lost")
    await world.run("UPDATE profile SET state = 'needs_reconnect', state_reason = 'No' WHERE id = :p")
    await world.probe()
    row = await world.row(
        "SELECT f.state, f.state_reason, p.state AS post, p.due_at FROM profile f JOIN post p ON true"
    )
    assert (row.state, row.state_reason, row.post, row.due_at) == ("connected", None, "scheduled", due_at)
    assert await world.verbs() == ["profile.regained"]


class Meanwhile(Mastodon):
    """Does something while it is asked, and then answers as the network did at first."""

    def __init__(self, act: Callable[[], Any], error: NetworkError | None = None) -> None:
        self.act, self.error = act, error

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        probe = await super().probe(egress, connection)
        await self.act()
        if self.error:
            raise self.error
        return probe


async def test_a_refusal_of_what_the_person_has_meanwhile_renewed_holds_nothing(world: World) -> None:
    async def renew() -> None:
        await world.store(access_token="another")

    refusal = NetworkError(Kind.REAUTH, "No longer accepted.")
    await world.probe(world.through(Meanwhile(renew, refusal)))
    assert await world.state() == "connected"


async def test_a_profile_given_up_while_it_was_asked_about_stays_given_up(world: World) -> None:
    async def give_up() -> None:
        await world.run("UPDATE profile SET state = 'revoked', disconnected_at = now() WHERE id = :p")

    await world.probe(world.through(Meanwhile(give_up)))
    assert await world.state() == "revoked"
    assert (await world.row("SELECT state FROM job WHERE due_at < clock_timestamp()")).state == "completed"


async def give_up(world: World, ago: str = "0 minutes") -> None:
    gone = f"state = 'revoked', disconnected_at = now() - interval '{ago}'"
    await world.run(f"UPDATE profile SET {gone} WHERE id = :p")


async def test_a_profile_given_up_has_its_token_given_back_and_deleted(world: World) -> None:
    connection = await world.held()
    assert works(world.practice, connection)
    await give_up(world)
    await world.revoke()
    await world.revoke()
    assert not works(world.practice, connection)
    with pytest.raises(NoConnection):
        await world.held()
    assert await world.state() == "revoked"
    assert await world.verbs() == ["profile.token_deleted"]
    assert (await world.row("SELECT detail FROM event")).detail == {"given_back": True}


async def test_a_token_of_a_profile_that_was_not_given_up_is_left_alone(world: World) -> None:
    await world.revoke()
    assert works(world.practice, await world.held())


class Away(Mastodon):
    """Cannot be reached to take a token back."""

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        raise NetworkError(Kind.TRANSIENT, "The server could not be reached.")


@pytest.mark.parametrize(("ago", "kept"), [("10 minutes", True), ("61 minutes", False)])
async def test_a_network_that_is_away_delays_the_deletion_for_an_hour_at_most(
    ago: str, kept: bool, world: World
) -> None:
    await give_up(world, ago)
    await world.revoke(world.through(Away()))
    stored = await world.row("SELECT count(*) AS tokens FROM profile_token")
    assert stored.tokens == int(kept)
    assert [kind for kind, _ in await world.planned()] == (["connections.revoke"] if kept else [])


@pytest.mark.parametrize(
    ("given_up", "other", "role", "stays"),
    [
        ("page", "personal", "ambassador", True),
        ("personal", "page", "ambassador", True),
        ("page", "page", "ambassador", True),
        ("personal", "personal", "ambassador", False),
        ("page", "personal", "curator", False),
    ],
)
async def test_a_token_is_not_given_back_while_a_page_and_its_person_may_share_it(
    given_up: str, other: str, role: str, stays: bool, world: World
) -> None:
    held = await world.held()
    await world.run(f"UPDATE profile SET kind = '{given_up}' WHERE id = :p")
    await give_up(world)
    async with transaction_on(world.owner_engine) as session:
        await make_profile(
            session, world.place.organisation_id, world.place.people[role], network="mastodon",
            instance=world.app.instance, external_id="another", kind=other, state="connected",
        )  # fmt: skip
    await world.revoke()
    assert works(world.practice, held) is stays
    assert (await world.row("SELECT count(*) AS tokens FROM profile_token")).tokens == 0


async def test_giving_up_a_profile_does_not_end_the_same_accounts_new_connection(world: World) -> None:
    await give_up(world)
    again = await consent(world.practice.http, world.connections.egress, world.app, account="mette")
    assert again.access_token == (await world.held()).access_token, "Mastodon hands out the same token"
    async with transaction_on(world.owner_engine) as session:
        await make_profile(
            session, world.place.organisation_id, world.place.people["ambassador"], network="mastodon",
            instance=world.app.instance, external_id=again.subject, state="connected",
        )  # fmt: skip
    await world.revoke()
    assert works(world.practice, again)
    assert (await world.row("SELECT count(*) AS tokens FROM profile_token")).tokens == 0
    assert (await world.row("SELECT detail FROM event")).detail == {"given_back": False}


class Rotating(Mastodon):
    """A network whose tokens live an hour and whose refresh tokens work once, as AT Protocol servers' do."""

    def __init__(self) -> None:
        self.good, self.refreshes, self.dies = "refresh 0", 0, False

    async def refresh(self, egress: Egress, app: AppCredentials, connection: Connection) -> Connection:
        await asyncio.sleep(0.05)
        self.refreshes += 1
        if connection.refresh_token != self.good:
            raise NetworkError(Kind.REAUTH, "The refresh token was used before.")
        self.good = f"refresh {self.refreshes}"
        if self.dies:
            raise asyncio.CancelledError
        return replace(
            connection, access_token=f"access {self.refreshes}", refresh_token=self.good,
            expires_at=datetime.now(UTC) + timedelta(hours=1),
        )  # fmt: skip


@pytest.fixture
async def rotating(world: World) -> Rotating:
    await world.store(access_token="access 0", refresh_token="refresh 0", expires_at=now() + timedelta(minutes=1))
    return Rotating()


async def test_c20_of_fifty_who_need_a_renewal_at_once_one_asks_for_it(world: World, rotating: Rotating) -> None:
    processes = world.through(rotating), world.through(rotating)
    found = await asyncio.gather(*(processes[n % 2].fresh_connection(*world.where) for n in range(50)))
    assert rotating.refreshes == 1
    assert {connection.access_token for connection in found} == {"access 1"}
    assert (await world.held()).refresh_token == "refresh 1"


async def test_a_token_that_somebody_else_needs_is_renewed_once_it_ends_soon_and_not_before(
    world: World, rotating: Rotating
) -> None:
    for _ in range(2):
        await world.renew(world.through(rotating))
    assert (rotating.refreshes, (await world.held()).access_token) == (1, "access 1")


async def test_a_renewal_for_somebody_else_that_the_network_refuses_is_told_to_its_person_and_over(
    world: World, rotating: Rotating
) -> None:
    rotating.good = "another"
    await world.renew(world.through(rotating))
    assert await world.state() == "needs_reconnect"
    assert await world.verbs() == ["profile.lost"]
    assert await world.planned() == []
    await world.revoke()
    await world.renew(world.through(rotating))


async def test_c19_a_renewal_that_died_before_it_was_stored_is_told_to_its_person(
    world: World, rotating: Rotating
) -> None:
    await world.add_post(state="scheduled")
    rotating.dies = True
    with pytest.raises(asyncio.CancelledError):
        await world.through(rotating).fresh_connection(*world.where)
    rotating.dies = False
    for _ in range(2):
        with pytest.raises(NetworkError, match="used before"):
            await world.through(rotating).fresh_connection(*world.where)
    assert await world.state() == "needs_reconnect"
    assert await world.post_state() == "needs_reconnect"
    assert await world.verbs() == ["profile.lost"]


async def test_a_token_refused_before_its_time_is_renewed_once_and_the_call_made_again(
    world: World, rotating: Rotating
) -> None:
    await world.store(expires_at=now() + timedelta(hours=1))
    seen: list[str] = []

    async def call(connection: Connection) -> str:
        seen.append(connection.access_token)
        if connection.access_token == "access 0":
            raise NetworkError(Kind.REAUTH, "Withdrawn.")
        return "done"

    assert await world.through(rotating).use(*world.where, call) == "done"
    assert seen == ["access 0", "access 1"]
    assert rotating.refreshes == 1
