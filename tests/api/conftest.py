"""The real application in this process, and people who are signed in to it."""

from collections.abc import AsyncGenerator, Callable, Generator
from urllib.parse import urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from api.settings import ApiSettings
from callers import Api, Client
from kernel.kit.db import transaction_on
from practice_network import Clock, Network, Stage, stage
from travellers import Traveller
from worlds import ROLES, Place, make_place


@pytest.fixture
async def api(empty_database: Addresses, owner_engine: AsyncEngine) -> AsyncGenerator[Api]:
    """The application with its lifespan; `api.stranger()` and `await api.sign_in(person, organisation_id)` are clients."""
    async with Api.running(ApiSettings.from_environment(), owner_engine) as running:
        yield running


@pytest.fixture
async def nord(owner_engine: AsyncEngine, empty_database: Addresses) -> Place:
    """An organisation with an employee programme and one person in every role."""
    async with transaction_on(owner_engine) as session:
        return await make_place(session, "Nord")


@pytest.fixture
async def nord_two(owner_engine: AsyncEngine, nord: Place) -> Place:
    """Another programme of the same organisation, with people of its own."""
    async with transaction_on(owner_engine) as session:
        return await make_place(session, "Nord to", kind="member", organisation=nord.organisation)


@pytest.fixture
async def syd(owner_engine: AsyncEngine, empty_database: Addresses) -> Place:
    """Another organisation altogether."""
    async with transaction_on(owner_engine) as session:
        return await make_place(session, "Syd", kind="citizen")


async def _as(api: Api, place: Place, role: str) -> Client:
    return await api.sign_in(place.people[role], place.organisation_id)


def _signed_in(role: str) -> Callable[..., object]:
    @pytest.fixture(name=role)
    async def client(api: Api, nord: Place) -> Client:
        return await _as(api, nord, role)

    return client


owner, administrator, curator, ambassador, viewer, applied, paused = (_signed_in(role) for role in ROLES)


@pytest.fixture
def stranger(api: Api) -> Client:
    """Nobody is signed in."""
    return api.stranger()


@pytest.fixture(scope="session")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture
def practice(practice_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Generator[Network]:
    """The practice network of this installation; ask for it before the application starts: by `usefixtures`."""
    monkeypatch.setenv("FORTALER_PRACTICE_URL", practice_stage.url)
    monkeypatch.setenv("FORTALER_EGRESS_LOOPBACK", urlsplit(practice_stage.url).netloc)
    with practice_stage.network(Clock()) as running:
        yield running


@pytest.fixture
def traveller(practice: Network) -> Traveller:
    return Traveller(practice)
