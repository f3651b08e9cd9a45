"""Renewing tokens: once, stored before they are used, and told to their person where it fails."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connections_rig import World
from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, Connection
from networks.mastodon.network import Mastodon


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
