"""Everything as real processes on free ports: Postgres and Valkey, the api, two publishers, two networks that lie.

One of the networks keeps idempotency keys, as Mastodon does. The other is a look-alike that keeps none: there a second
try is a second copy, and where a lost answer cannot be found only the person can tell.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2

from local.configuration import configure, settle_secrets
from local.pair import Pair
from local.program import HOST, Program, free_port
from local.services import RECIPES, Service
from local.up import DATABASE, FORTALER, create_database

PATIENCE = 0.05
"""Waits of the publisher, as parts of its usual ones: it looks for a lost answer after 1.5 s, and again at 6 and 15 s."""
OURS = ("DATABASE_", "REDIS_", "FORTALER_", "PRACTICE_")
START_SECONDS = 180.0
STORED_UNSEEN = {"store_then_500": 0.05, "store_then_drop": 0.05, "store_then_garbage": 0.02, "store_then_slow": 0.15}
NOT_STORED = {"drop": 0.02, "fail_500": 0.02, "rate_limited": 0.02, "unavailable": 0.02}
LATE = {"slow": 0.12}
"""The chance of each lie at a create. The slow ones take two seconds, so that somebody dies while a call is under way;
`slow` is stored at their end, whoever has died in between."""


class Network:
    """A practice network's doors: orders to lie, and the ledger of what was really stored."""

    def __init__(self, url: str, token: str, *, keeps_keys: bool) -> None:
        self.url, self.http, self.keeps_keys = url, httpx2.Client(base_url=url, timeout=30), keeps_keys
        self._door = {"Authorization": f"Bearer {token}"}

    def order(self, **orders: Any) -> dict[str, Any]:
        """Tell it how to behave."""
        return self.http.post("/practice/control", json=orders, headers=self._door).raise_for_status().json()

    def lie(self, seed: int) -> None:
        """From now on, lie; the lists of an account's posts lag a second behind."""
        names: tuple[str, ...] = ("requests", "account", "uploads", "deletes", "statuses")
        odds = STORED_UNSEEN | NOT_STORED | LATE
        lists = {"lag_seconds": 1.0}
        limits: dict[str, None] = dict.fromkeys(names)
        self.order(odds=odds, seed=seed, limits=limits, account_statuses=lists, ignore_keys=not self.keeps_keys)

    def texts(self) -> list[str]:
        """The words of every post ever stored, deleted ones too."""
        posts: list[dict[str, Any]] = []
        while page := self._page(posts[-1]["id"] if posts else "0"):
            posts += page
        return [post["text"] for post in posts]

    def _page(self, after: str) -> list[dict[str, Any]]:
        answer = self.http.get("/practice/ledger", params={"after": after}, headers=self._door)
        return answer.raise_for_status().json()["posts"]


class Installation:
    """What `make up` runs, with a second publisher, without the metrics, on data that goes away."""

    def __init__(self, folder: Path, pair: Pair) -> None:
        self.pair = pair
        create_database(pair)
        ports = {name: free_port() for name in ("api", "metrics", "practice", "look-alike")}
        kept = settle_secrets(folder / "secrets.env")
        given = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.database_url = pair.postgres.url(DATABASE)
        self.settings = given | configure(folder, ports, kept, self.database_url, pair.redis_url)
        self.settings |= {"FORTALER_ENVIRONMENT": "test", "FORTALER_PUBLISHER_PATIENCE": str(PATIENCE)}
        self.settings["FORTALER_EGRESS_LOOPBACK"] += f",{HOST}:{ports['look-alike']}"
        self.url = self.settings["FORTALER_PUBLIC_URL"]
        subprocess.run([FORTALER, "migrate"], env=self.settings, check=True, capture_output=True)
        recipes = {recipe.name: recipe for recipe in RECIPES}
        recipes |= {"publisher-2": recipes["publisher"], "look-alike": recipes["practice"]}
        here = {
            "PRACTICE_URL": f"http://{HOST}:{ports['look-alike']}",
            "PRACTICE_DATA": str(folder / "look-alike.sqlite"),
        }
        self.services: dict[str, Service] = {}
        for name in ("practice", "look-alike", "api", "publisher", "publisher-2"):
            recipe = replace(recipes[name], name=name)
            own = here if name == "look-alike" else {}
            self.services[name] = Service(recipe, folder / "log", self.settings | own, ports.get(name))
        token = self.settings["PRACTICE_TOKEN"]
        self.networks = (
            Network(self.settings["PRACTICE_URL"], token, keeps_keys=True),
            Network(here["PRACTICE_URL"], token, keeps_keys=False),
        )

    @property
    def publishers(self) -> tuple[Program, Program]:
        return self.services["publisher"], self.services["publisher-2"]

    def start(self) -> None:
        """Start what does not run, and return when all are ready."""
        for service in self.services.values():
            if not service.is_running:
                service.launch()
        until = time.monotonic() + START_SECONDS
        while waiting := [service for service in self.services.values() if not service.is_ready()]:
            if time.monotonic() > until:
                raise AssertionError(f"{waiting[0].name} did not start:\n{waiting[0].last_words()}")
            time.sleep(0.05)

    def stop(self) -> None:
        for network in self.networks:
            network.http.close()
        for service in reversed(self.services.values()):
            service.stop()


@contextmanager
def installation() -> Generator[Installation]:
    """A running one. Its folder, with the logs, stays where something went wrong."""
    folder = Path(tempfile.mkdtemp(prefix="fortaler-storm-"))
    folder.chmod(0o711)
    for inner in ("log", "blobs"):
        (folder / inner).mkdir()
    with ExitStack() as stack:
        running = Installation(folder, stack.enter_context(Pair(folder / "pair", durable=False)))
        stack.callback(running.stop)
        running.start()
        try:
            yield running
        except BaseException:
            print(f"The logs are in {folder}/log")  # noqa: T201
            raise
    shutil.rmtree((folder / "pair").resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
