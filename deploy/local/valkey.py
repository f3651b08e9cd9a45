"""Embedded Valkey: every write appended to a file, a password, no snapshots."""

import contextlib
import socket
from collections.abc import Sequence
from pathlib import Path

from local.placement import ENVIRONMENT, Placement
from local.program import HOST, Server


class Valkey(Server):
    """The Redis-compatible server: every write appended to a file, no snapshots."""

    def __init__(self, placement: Placement, password: str, *, durable: bool) -> None:
        super().__init__("valkey", placement.folder, ENVIRONMENT, placement.account)
        self.placement = placement
        self.data = placement.folder / "valkey"
        self.password = password
        self.durable = durable

    def prepare(self) -> None:
        """See Program.prepare."""
        super().prepare()
        self.placement.make_folder(self.data)
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
        lines = "".join(f"{name} {value}\n" for name, value in options.items())
        self.placement.write(self.folder / "valkey.conf", lines)

    def command(self) -> Sequence[str | Path]:
        """See Program.command."""
        return [self.placement.valkey_server, self.folder / "valkey.conf"]

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
