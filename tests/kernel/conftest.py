"""Where the guarded client dials."""

from collections.abc import Generator

import pytest

from egress_rig import watched


@pytest.fixture
def dials() -> Generator[list[str]]:
    """The addresses that were dialled so far in this test, in which nothing leaves the machine."""
    with watched() as dialled:
        yield dialled
