"""The main job in a browser, published to the reference servers of the AT Protocol by their own consent pages.

Run by `make peers`. The journey itself is frontend/e2e/peers/bluesky.spec.ts; here is what it stands on.
"""

import os
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from local.pair import Pair
from local.ports import USUAL
from local.program import HOST, free_port
from local.supervisor import Supervisor
from local.up import Manner, make_demo, prepare, start_services, whereabouts
from peers.servers import MAIN_PASSWORD, ROOT, Peers, new_handle, open_account


@contextmanager
def fortaler_beside(peers: Peers, pair: Pair) -> Generator[str]:
    """What `make up` runs, told that this is where Bluesky is; where everything is, as JSON."""
    ports = {name: free_port() for name in USUAL}
    loopback = [f"{HOST}:{ports['practice']}", f"{HOST}:{ports['metrics']}", *peers.loopback()]
    ours = ("DATABASE_", "REDIS_", "FORTALER_", "PRACTICE_")
    given = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
        "FORTALER_BLUESKY_DIRECTORY_URL": peers.directory,
        "FORTALER_BLUESKY_APPVIEW_URL": peers.view,
        "FORTALER_EGRESS_LOOPBACK": ",".join(loopback),
        "DATABASE_URL": pair.database_url,
        "REDIS_URL": pair.redis_url,
    }
    with tempfile.TemporaryDirectory(prefix="fortaler-") as folder, ExitStack() as stack:
        manner = Manner(Path(folder), given, ports, durable=False)
        (manner.folder / "log").mkdir()
        supervisor = Supervisor(say=print)
        stack.callback(supervisor.stop)
        settings = prepare(manner, supervisor)
        start_services(manner, supervisor, settings)
        yield whereabouts(manner, settings, make_demo(manner, supervisor, settings))


def test_the_main_job_from_a_code_to_a_counted_click_over_the_reference_servers(peers: Peers, pair: Pair) -> None:
    handle = new_handle()
    open_account(peers, handle)
    with fortaler_beside(peers, pair) as stack:
        told = {"FORTALER_STACK": stack, "PEER_PDS": peers.pds, "PEER_HANDLE": handle, "PEER_PASSWORD": MAIN_PASSWORD}
        command = ["npx", "playwright", "test", "--config", "e2e/peers/playwright.config.ts"]
        assert subprocess.run(command, cwd=ROOT / "frontend", env=os.environ | told, check=False).returncode == 0
