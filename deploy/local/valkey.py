"""Embedded Valkey: every write appended to a file, a password, no snapshots."""

import contextlib
import signal
import socket
from collections.abc import Sequence
from pathlib import Path

from local.servers import HOST, Server


class Valkey(Server):
    """The Redis-compatible server: every write appended to a file, no snapshots."""

    name = "valkey"
    stop_signal = signal.SIGTERM

    def prepare(self) -> None:
        """See Server.prepare."""
        self.data.mkdir(exist_ok=True)
        self.placement.own(self.data, 0o700)
        options = {
            "bind": HOST,
            "port": str(self.port),
            "dir": str(self.data),
            "appendonly": "yes",
            "appendfsync": "everysec" if self.durable else "no",
            "save": '""',
            "requirepass": self.password,  # in a file, not on the command line, where every user could read it
            "loglevel": "warning",
        }
        file = self.placement.folder / "valkey.conf"
        file.touch()
        self.placement.own(file, 0o600)
        file.write_text("".join(f"{name} {value}\n" for name, value in options.items()))

    def command(self) -> Sequence[str | Path]:
        """See Server.command."""
        return [self.placement.valkey_server, self.placement.folder / "valkey.conf"]

    def is_ready(self) -> bool:
        """It answers PING; while it still loads its file it answers LOADING instead."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection((HOST, self.port), timeout=1) as connection,
        ):
            connection.sendall(f"AUTH {self.password}\r\nPING\r\nQUIT\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(256), b""))
            return b"+PONG" in answer
        return False

    def url(self) -> str:
        """The address for a Redis client, database 0."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"
