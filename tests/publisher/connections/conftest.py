"""A connected profile for each test."""

from collections.abc import AsyncGenerator, Generator
from urllib.parse import urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_network_app, make_profile
from connected import consent, register
from connections_rig import OPENER, SECRETS, World
from kernel.kit.db import transaction_on
from kernel.kit.egress import Allowance, Egress
from networks.vault import seal_app, store_connection
from practice_network import Clock, Network, Stage, stage
from publisher.features.connections.service import Connections
from worlds import make_place


@pytest.fixture(scope="session")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture
def practice(practice_stage: Stage) -> Generator[Network]:
    with practice_stage.network(Clock()) as network:
        yield network


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
