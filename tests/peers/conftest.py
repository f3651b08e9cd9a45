"""The peers, started once for all tests that meet them."""

from collections.abc import Generator

import pytest

from local.pair import Pair
from peers.servers import Peers, reference_servers


@pytest.fixture(scope="session")
def peers(pair: Pair) -> Generator[Peers]:
    with reference_servers(pair) as running:
        yield running
