"""The services as data: how each is started, which secrets it is given, how one sees that it is ready."""

import http.client
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from local.program import HOST, Program

DATABASES = frozenset({"DATABASE_URL", "DATABASE_APP_URL", "DATABASE_WORKER_URL", "DATABASE_REDIRECT_URL"})
KEYS = frozenset({"FORTALER_APP_KEY", "FORTALER_TOKEN_PRIVATE_KEY", "FORTALER_SMTP_URL", "PRACTICE_TOKEN"})
WORKER = frozenset({"DATABASE_WORKER_URL", "FORTALER_APP_KEY", "FORTALER_TOKEN_PRIVATE_KEY"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """One service: an application to serve at the port of its name, or a worker module to run."""

    name: str
    target: str
    secrets: frozenset[str]
    ready: str = "/readyz"
    """The path that answers 200 when it is ready."""
    heartbeat: str = ""
    """A worker instead: the name under which it says in the database that it is alive."""

    def command(self, port: int | None) -> list[str]:
        """What to run."""
        if self.heartbeat:
            return [sys.executable, "-m", self.target]
        serve = [sys.executable, "-m", "uvicorn", self.target, "--host", HOST, "--port", str(port)]
        factory = ["--factory"] if self.target.endswith(":create_app") else []
        return [*serve, *factory, "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "5"]


RECIPES = (
    Recipe("practice", "practice.app:app", frozenset({"PRACTICE_TOKEN"}), ready="/api/v2/instance"),
    Recipe("publisher", "publisher.worker", WORKER | {"FORTALER_SMTP_URL", "PRACTICE_TOKEN"}, heartbeat="publisher"),
    Recipe("metrics-worker", "metrics.worker", WORKER, heartbeat="metrics"),
    Recipe("metrics", "metrics.app:create_app", frozenset({"DATABASE_REDIRECT_URL"})),
    Recipe("api", "api.app:create_app", frozenset({"DATABASE_APP_URL", "FORTALER_APP_KEY"})),
)
"""In the order in which they start; they stop the other way round, so that nobody loses what it still calls."""


class Service(Program):
    """A recipe in execution."""

    def __init__(self, recipe: Recipe, folder: Path, settings: Mapping[str, str], port: int | None) -> None:
        withheld = (DATABASES | KEYS) - recipe.secrets
        super().__init__(recipe.name, folder, {k: v for k, v in settings.items() if k not in withheld})
        self.port = port
        self._recipe = recipe
        self._database_url = settings["DATABASE_URL"].replace("+psycopg", "")
        self._earlier_beat: datetime | None = None

    def prepare(self) -> None:
        """See Program.prepare."""
        if self._recipe.heartbeat:
            self._earlier_beat = self._last_beat()

    def command(self) -> Sequence[str]:
        """See Program.command."""
        return self._recipe.command(self.port)

    def is_ready(self) -> bool:
        """It runs and answers, or its heart has beaten since it was started."""
        if not self.is_running:
            return False
        return self._last_beat() != self._earlier_beat if self._recipe.heartbeat else self._answers()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", self._recipe.ready)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _last_beat(self) -> datetime | None:
        query = "SELECT updated_at FROM heartbeat WHERE worker = %s"
        try:
            with psycopg.connect(self._database_url, connect_timeout=2) as connection:
                row = connection.execute(query, [self._recipe.heartbeat]).fetchone()
        except psycopg.OperationalError:
            return None
        return row[0] if row else None
