"""The storm's last word stands on the last line, below pytest's own."""

import sys
from collections.abc import Callable

import pytest

LAST_WORD = pytest.StashKey[str]()


@pytest.fixture
def say_at_the_end(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Keep a line for the very end of the output."""

    def say(line: str) -> None:
        request.config.stash[LAST_WORD] = line

    return say


def pytest_unconfigure(config: pytest.Config) -> None:
    if line := config.stash.get(LAST_WORD, ""):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
