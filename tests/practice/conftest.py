"""A practice network of a test's own, and someone connected to it."""

from collections.abc import Generator

import pytest

from practice_network import Clock, Network, Person, Stage, picture_of, stage


@pytest.fixture(scope="session")
def common_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture(scope="session", params=["h11", "httptools"])
def stage_by_protocol(request: pytest.FixtureRequest) -> Generator[Stage]:
    with stage(request.param) as empty:
        yield empty


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def network(common_stage: Stage, clock: Clock) -> Generator[Network]:
    with common_stage.network(clock) as playing:
        yield playing


@pytest.fixture
def network_by_protocol(stage_by_protocol: Stage, clock: Clock) -> Generator[Network]:
    with stage_by_protocol.network(clock) as playing:
        yield playing


@pytest.fixture
def mette(network: Network) -> Person:
    return network.connect("mette")


@pytest.fixture
def picture() -> bytes:
    return picture_of("JPEG")
