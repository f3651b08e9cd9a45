"""Services as real processes on free loopback ports, for tests that kill them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Return when something listens. Raises RuntimeError when the process died or nothing does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the process ended with {process.returncode}")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listens on {port}")


class Service:
    """A child process; given an ASGI `factory` it is served by uvicorn on `port`."""

    def __init__(
        self, *, factory: str = "", module: str = "", env: Mapping[str, str] | None = None, port: int = 0
    ) -> None:
        self.port = port or free_port()
        self.env = {**os.environ, **(env or {})}
        if factory:
            where = ["--host", "127.0.0.1", "--port", str(self.port)]
            self.command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--no-access-log", *where]
        else:
            self.command = [sys.executable, "-m", module]
        self.serves = bool(factory)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start it and wait until it listens."""
        self.process = subprocess.Popen(self.command, env=self.env)
        if self.serves:
            wait_for_port(self.port, self.process)
        return self

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.send(signal.SIGKILL)
        self.wait()

    def wait(self, seconds: float = 60) -> int:
        """Wait for its end; the exit code."""
        assert self.process is not None
        return self.process.wait(seconds)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.send(signal.SIGTERM)
            try:
                self.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
