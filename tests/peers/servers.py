"""The reference servers of the AT Protocol as processes of a test: PDS, directory, sign-in pages and public view.

They come from npm, are started for `make peers` alone, and take half a minute to start.
"""

import json
import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2

from local.pair import Pair
from processes import free_port

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INSTALLED = ROOT / ".local" / "peers"
MAIN_PASSWORD = "pw-123456"
# better-sqlite3 12.11 falls over when Node 24 collects its statements: with this much room it never does in so short a run.
ROOM = ("--min-semi-space-size=256", "--max-semi-space-size=256", "--initial-old-space-size=4096")


@dataclass(frozen=True)
class Peers:
    """Addresses of the servers that run."""

    directory: str
    pds: str
    view: str

    def loopback(self) -> list[str]:
        """What the guarded client must be allowed to reach."""
        return [urlsplit(origin).netloc for origin in (self.directory, self.pds, self.view)]


@contextmanager
def reference_servers(pair: Pair) -> Generator[Peers]:
    """All of them, until the end of the block."""
    ports = {name: str(free_port()) for name in ("PLC_PORT", "PDS_PORT", "VIEW_PORT", "OZONE_PORT")}
    environment = os.environ | ports | {
        "DB_POSTGRES_URL": pair.database_url.replace("+psycopg", ""),
        "REDIS_HOST": urlsplit(pair.redis_url).netloc.rpartition("@")[2],
        "NODE_ENV": "test",
    }  # fmt: skip
    command = ["node", *ROOM, "-r", HERE / "loopback.cjs", HERE / "atproto.cjs"]
    with subprocess.Popen(command, cwd=INSTALLED, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = next((line for line in process.stdout if line.startswith('{"directory"')), "")
            assert line, "the servers did not start"
            yield Peers(**json.loads(line))
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()


def new_handle() -> str:
    """A handle that nobody has."""
    return f"u{uuid4().hex[:10]}.test"


def account_wish(handle: str) -> dict[str, str]:
    """What the server wants to know of a new person."""
    return {"handle": handle, "email": f"{handle}@x.test", "password": MAIN_PASSWORD}


def open_account(peers: Peers, handle: str) -> None:
    """Make a new person at the PDS."""
    answer = httpx2.post(f"{peers.pds}/xrpc/com.atproto.server.createAccount", json=account_wish(handle), timeout=30)
    answer.raise_for_status()
