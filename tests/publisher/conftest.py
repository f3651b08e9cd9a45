"""A desk from which posts go to the practice network, and the publisher that takes them there."""

from collections.abc import AsyncGenerator, Generator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from desks import Desk, make_desk
from practice_network import Clock, Network, Stage, stage
from processes import Service


class RunningClock(Clock):
    """Today's time, and as much more as a test lets pass."""

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def __init__(self) -> None:
        super().__init__()
        self.ahead = timedelta()

    def forward(self, **time: float) -> None:
        self.ahead += timedelta(**time)


@pytest.fixture(scope="session")
def live_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture
def live_network(live_stage: Stage) -> Generator[Network]:
    """A practice network whose time is ours."""
    with live_stage.network(RunningClock()) as network:
        yield network


@pytest.fixture
async def desk(
    empty_database: Addresses, owner_engine: AsyncEngine, worker_engine: AsyncEngine, live_network: Network
) -> AsyncGenerator[Desk]:
    """An ambassador whose profile on the practice network is connected."""
    async with make_desk(owner_engine, worker_engine, live_network) as made:
        yield made


@pytest.fixture
def publisher(empty_database: Addresses, live_network: Network) -> Service:
    """The publisher as a process of its own, not started yet."""
    return Service(module="publisher.worker", env={"FORTALER_EGRESS_LOOPBACK": urlsplit(live_network.url).netloc})
