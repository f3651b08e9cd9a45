"""Embedded Postgres: a cluster made once with scram passwords and the built-in C.UTF-8, run without pg_ctl."""

import contextlib
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path

from local.children import PROC
from local.placement import ENVIRONMENT, Placement
from local.program import HOST, Server, StartError

SUPERUSER = "postgres"


class Postgres(Server):
    """The database server. `durable=False` gives up fsync: rows survive the end of a process, not of the machine."""

    stop_signal = signal.SIGINT  # "fast": ends the connections, then writes a checkpoint

    def __init__(self, placement: Placement, password: str, *, durable: bool) -> None:
        super().__init__("postgres", placement.folder, ENVIRONMENT, placement.account)
        self.placement = placement
        self.data = placement.folder / "postgres"
        self.password = password
        self.durable = durable

    def prepare(self) -> None:
        """See Program.prepare."""
        super().prepare()
        if not self.data.exists():
            self._create_cluster()
        lock = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            # Left by a crash, and its number since given to some other program: Postgres would wait for that one.
            comm = PROC / str(int(lock.read_text().splitlines()[0])) / "comm"
            if comm.exists() and comm.read_text().strip() != "postgres":
                lock.unlink()

    def _create_cluster(self) -> None:
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        self.placement.make_folder(draft)
        command: list[str | Path] = [self.placement.postgres_bin / "initdb", "--pgdata", draft, "--username", SUPERUSER]
        command += ["--pwfile", self.folder / "password", "--auth", "scram-sha-256", "--encoding", "UTF8"]
        command += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-locale"]
        command += [] if self.durable else ["--no-sync"]
        if self._start(command).wait() != 0:
            raise StartError(f"initdb failed:\n{self.last_words()}")
        draft.rename(self.data)

    def command(self) -> Sequence[str | Path]:
        """See Program.command."""
        options = {"listen_addresses": HOST, "port": str(self.port), "unix_socket_directories": ""}
        if not self.durable:
            options |= {"fsync": "off", "full_page_writes": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [self.placement.postgres_bin / "postgres", "-D", self.data, *settings]

    def is_ready(self) -> bool:
        """The last line of postmaster.pid says so, as pg_ctl reads it (src/include/utils/pidfile.h)."""
        with contextlib.suppress(FileNotFoundError, ValueError):  # not there yet, or half written
            pid, *_, status = (self.data / "postmaster.pid").read_text().splitlines()
            return self.process is not None and pid == str(self.process.pid) and status.strip() == "ready"
        return False

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str | None = None) -> str:
        """Where SQLAlchemy finds `database` as `user`; the superuser's own password unless told otherwise."""
        return f"postgresql+psycopg://{user}:{password or self.password}@{HOST}:{self.port}/{database}"
