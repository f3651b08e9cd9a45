"""Which ports an installation on this machine listens on: the usual ones where they are free, and the same ones next time."""

import json
import socket
from collections.abc import Mapping
from pathlib import Path

from local.program import HOST, free_port

USUAL: Mapping[str, int] = {"api": 8080, "metrics": 8081, "practice": 8082, "postgres": 8083, "valkey": 8084}


def settle_ports(file: Path, usual: Mapping[str, int] = USUAL) -> dict[str, int]:
    """A free port for each name: the one remembered in `file`, else the usual one, else any. Remembers them."""
    remembered: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    ports: dict[str, int] = {}
    for name, port in (dict(usual) | remembered).items():
        while not is_free(port) or port in ports.values():
            port = free_port()  # noqa: PLW2901  the loop is over names
        ports[name] = port
    file.write_text(json.dumps(ports, indent=2) + "\n")
    return ports


def is_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1:`port` now."""
    with socket.socket() as caller:
        caller.settimeout(1)
        if caller.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as listener:
        # As the servers do: an earlier one's connections in TIME_WAIT are no obstacle.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError:
            return False
    return True
