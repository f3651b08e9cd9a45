"""Everything, as `make up` starts it, on fresh data: real processes, real servers, the practice network."""

import json
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from running import Running

READY_WITHIN = 120


@pytest.fixture(scope="session")
def running() -> Generator[Running]:
    command = [sys.executable, "-m", "local.up", "--test"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line, "it did not start: see what it said above"
            told = json.loads(line)
            yield Running(**told | {"folder": Path(told["folder"])})
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(READY_WITHIN)
