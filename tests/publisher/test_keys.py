"""New keys beside old ones: everything is sealed anew, from wherever it stopped, until the old keys can be dropped."""

import asyncio
import logging
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select, update

from builders import make_network_app, make_organisation, make_person, make_profile
from console.keys import left, rotate
from console.owner import as_owner
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.jobs.keys import Reseal
from kernel.kit.db import enter, transaction_on
from kernel.kit.secrets import AppSecrets, CannotOpen, Opener, new_keys
from kernel.tables.profiles import NetworkApp, ProfileToken
from networks.grants import AppCredentials, Connection
from networks.vault import load_connection, open_app, seal_app, store_connection
from publisher.features.keys import service
from publisher.features.keys.jobs import handlers
from publisher.features.keys.service import Keys

OLD, NEW = new_keys(), new_keys()
PAIR = "FORTALER_TOKEN_PUBLIC_KEY", "FORTALER_TOKEN_PRIVATE_KEY"
BEFORE = Opener(*(OLD[name] for name in PAIR))
PRESENT = Opener(*(NEW[name] for name in PAIR), OLD["FORTALER_TOKEN_PRIVATE_KEY"])
AFTER = Opener(*(NEW[name] for name in PAIR))
APP_BEFORE = AppSecrets(OLD["FORTALER_APP_KEY"])
APP_PRESENT = AppSecrets(NEW["FORTALER_APP_KEY"], OLD["FORTALER_APP_KEY"], digest_key=OLD["FORTALER_APP_KEY"])
APP_AFTER = AppSecrets(NEW["FORTALER_APP_KEY"], digest_key=OLD["FORTALER_APP_KEY"])
APP = AppCredentials("linkedin", "", "86id", "https://a.example", (), "the app's secret")
TOKENS = 5


def connection_of(number: int) -> Connection:
    return Connection(
        network="linkedin", instance="", subject=f"{number}", handle="asta", display_name="Asta", avatar=None, url=None,
        scopes=(), access_token=f"token {number}",
    )  # fmt: skip


@dataclass
class Vault:
    """An organisation with five tokens and an app, all sealed with the old keys."""

    worker_engine: AsyncEngine
    owner_engine: AsyncEngine
    organisation_id: UUID
    profiles: list[UUID]

    @property
    def drainer(self) -> Drainer:
        return Drainer(self.worker_engine, "publisher", handlers(Keys(PRESENT, APP_PRESENT)))

    async def ask(self) -> None:
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.organisation_id)
            await enqueue(session, self.organisation_id, Reseal())

    async def opened(self, opener: Opener) -> list[str]:
        """What of the tokens opens."""
        found: list[str] = []
        async with transaction_on(self.worker_engine) as session:
            await enter(session, self.organisation_id)
            for profile_id in self.profiles:
                try:
                    held = await load_connection(session, opener, self.organisation_id, profile_id)
                    found.append(held.access_token)
                except CannotOpen:
                    continue
        return found

    async def left(self) -> int:
        async with as_owner() as session:
            return (await left(session, PRESENT.key_id)).tokens


@pytest.fixture
async def vault(owner_engine: AsyncEngine, worker_engine: AsyncEngine) -> Vault:
    async with transaction_on(owner_engine) as session:
        organisation = await make_organisation(session)
        person = await make_person(session)
        profiles = [await make_profile(session, organisation.id, person) for _ in range(TOKENS)]
        sealed = seal_app(APP_BEFORE, organisation.id, APP)
        await make_network_app(session, organisation.id, network="linkedin", instance="", sealed=sealed)
    made = Vault(worker_engine, owner_engine, organisation.id, [profile.id for profile in profiles])
    async with transaction_on(worker_engine) as session:
        await enter(session, organisation.id)
        for number, profile in enumerate(profiles):
            await store_connection(session, BEFORE, organisation.id, profile.id, connection_of(number))
    return made


ALL = [f"token {number}" for number in range(TOKENS)]


async def test_new_keys_open_what_old_ones_sealed_until_all_of_it_is_sealed_anew(vault: Vault) -> None:
    assert await vault.opened(PRESENT) == ALL
    assert await vault.opened(AFTER) == []
    await vault.ask()
    await vault.drainer.drain()
    assert await vault.opened(AFTER) == ALL
    assert await vault.opened(BEFORE) == []
    assert await vault.left() == 0
    async with transaction_on(vault.owner_engine) as session:
        row = (await session.scalars(select(NetworkApp))).one()
    app = open_app(APP_AFTER, vault.organisation_id, row.sealed, network="linkedin", instance="")
    assert app.client_secret == "the app's secret"


async def test_it_goes_on_in_batches_from_where_it_stopped(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    async with transaction_on(vault.worker_engine) as session:
        await enter(session, vault.organisation_id)
        await Keys(PRESENT, APP_PRESENT).reseal(session, vault.organisation_id, None)
    assert await vault.left() == TOKENS - 2
    assert await vault.opened(PRESENT) == ALL, "half of them are sealed anew, and all of them open"
    while await vault.left():
        await vault.drainer.drain()
    assert await vault.opened(AFTER) == ALL


async def test_what_is_sealed_anew_opens_in_its_own_row_only(vault: Vault) -> None:
    await vault.ask()
    await vault.drainer.drain()
    one, other, *_ = vault.profiles
    async with transaction_on(vault.owner_engine) as session:
        sealed = (await session.scalars(select(ProfileToken.sealed).where(col(ProfileToken.profile_id) == one))).one()
        await session.execute(update(ProfileToken).where(col(ProfileToken.profile_id) == other).values(sealed=sealed))
    assert await vault.opened(PRESENT) == [token for token in ALL if token != "token 1"]


async def test_what_no_key_opens_is_left_said_and_stands_in_nobodys_way(
    vault: Vault, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    lost = vault.profiles[0]
    async with transaction_on(vault.owner_engine) as session:
        await session.execute(update(ProfileToken).where(col(ProfileToken.profile_id) == lost).values(sealed=b"x" * 60))
    await vault.ask()
    with caplog.at_level(logging.ERROR):
        for _ in range(4):
            await vault.drainer.drain()
    assert str(lost) in caplog.text
    assert await vault.opened(AFTER) == ALL[1:]
    assert await vault.left() == 1


async def test_the_command_looks_on_until_the_publisher_is_done(
    vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    done = asyncio.create_task(rotate(PRESENT.key_id, every=0.05))
    while not done.done():
        await vault.drainer.drain()
        await asyncio.sleep(0.02)
    assert await done
    assert f"All {TOKENS} tokens are sealed with key {PRESENT.key_id}" in " ".join(capsys.readouterr().out.split())
    assert await vault.opened(AFTER) == ALL


async def test_the_command_says_when_no_publisher_is_at_work(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("console.keys.PATIENCE", 2)
    assert not await rotate(PRESENT.key_id, every=0.01)
    assert not await rotate(PRESENT.key_id, every=0.01), "asked for once: it does not ask again"
    assert "is it running?" in capsys.readouterr().out
    await vault.drainer.drain()
    assert await vault.left() == 0
