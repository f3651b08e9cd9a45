"""A program run as a direct child: launched, asked whether it is ready, stopped in good order or killed, started again."""

import contextlib
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from local.children import Account, end_orphan, note_child, start_child, stop_child

HOST = "127.0.0.1"
RELAUNCH_SECONDS = 60.0  # a predecessor that was killed holds its memory or port for a moment, longer on a busy machine
RECOVERY_SECONDS = 120.0  # crash recovery replays the log before the first connection
STOP_SECONDS = 20.0
LOG_BYTES = 10_000_000


class StartError(Exception):
    """A program could not be started; the message holds the end of its log."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago.

    Below the range that outgoing connections are given, so that none of them sits on it when a program starts again.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


class Program:
    """One child at a time, whose output goes to `<name>.log` and whose identity to `<name>.pid` in `folder`."""

    stop_signal = signal.SIGTERM
    patience = STOP_SECONDS

    def __init__(self, name: str, folder: Path, environment: Mapping[str, str], account: Account | None = None) -> None:
        self.name = name
        self.folder = folder
        self.environment = environment
        self.account = account
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / f"{name}.log"
        self._record = folder / f"{name}.pid"

    def command(self) -> Sequence[str | Path]:
        """What to run."""
        raise NotImplementedError

    def prepare(self) -> None:
        """What must be there before it starts: nothing, unless a program says otherwise."""

    def is_ready(self) -> bool:
        """Whether it answers; a program that nobody calls is ready when it runs."""
        return self.is_running

    @property
    def is_running(self) -> bool:
        """Whether the child is alive."""
        return self.process is not None and self.process.poll() is None

    def end_orphan(self) -> None:
        """End the child of a launcher that was killed, if it still runs."""
        end_orphan(self._record, sign=self.stop_signal, patience=self.patience)

    def launch(self) -> None:
        """Start the child without waiting until it is ready."""
        self.end_orphan()
        self.prepare()
        self._spawn()

    def _spawn(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
        self.process = self._start(self.command())
        note_child(self._record, self.process)

    def _start(self, command: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        return start_child(
            command,
            cwd=self.folder,
            env=self.environment,
            log=self.log,
            account=self.account,
            dying_wish=self.stop_signal,
        )

    def wait_until_ready(self) -> None:
        """Return when it is ready; launch it again while it ends at once. Raises StartError."""
        begun = time.monotonic()
        while not (self.is_running and self.is_ready()):
            waited = time.monotonic() - begun
            if waited > (RECOVERY_SECONDS if self.is_running else RELAUNCH_SECONDS):
                self.kill()
                raise StartError(f"{self.name} did not start:\n{self.last_words()}")
            if not self.is_running:
                time.sleep(0.1)
                self.prepare()
                self._spawn()
            time.sleep(0.01)

    def start(self) -> None:
        """Launch and wait until it is ready. Raises StartError."""
        self.launch()
        self.wait_until_ready()

    def stop(self) -> None:
        """End it in good order; does nothing when it is not running."""
        if self.process is not None:
            stop_child(self.process, sign=self.stop_signal, patience=self.patience)
            self._record.unlink(missing_ok=True)

    def kill(self) -> None:
        """End it with SIGKILL, as a power cut would; `start` brings it back on the same port with its data."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def last_words(self, lines: int = 12) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


class Server(Program):
    """A program that listens: on the port it is told, else on a free one, which it keeps once it has answered there."""

    port = 0
    _port_stays = False

    def listen_on(self, port: int) -> None:
        """Use this port and no other."""
        self.port, self._port_stays = port, True

    def prepare(self) -> None:
        """See Program.prepare."""
        if not self._port_stays:
            self.port = free_port()

    def wait_until_ready(self) -> None:
        """See Program.wait_until_ready."""
        super().wait_until_ready()
        self._port_stays = True
