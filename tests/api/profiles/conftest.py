"""The application beside a practice network that it may call."""

from collections.abc import Generator
from urllib.parse import urlsplit

import pytest

from practice_network import Clock, Network, Stage, stage
from travellers import Traveller


@pytest.fixture(scope="session")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture(autouse=True)
def practice(practice_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Generator[Network]:
    """The practice network of this installation; it is there before the application starts."""
    monkeypatch.setenv("FORTALER_PRACTICE_URL", practice_stage.url)
    monkeypatch.setenv("FORTALER_EGRESS_LOOPBACK", urlsplit(practice_stage.url).netloc)
    with practice_stage.network(Clock()) as running:
        yield running


@pytest.fixture
def traveller(practice: Network) -> Traveller:
    return Traveller(practice)
