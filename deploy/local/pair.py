"""The embedded pair: Postgres 18 and Valkey 9 on one folder, durable for people and fast for tests."""

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from local.placement import place
from local.postgres import Postgres
from local.servers import Server, ServerError
from local.valkey import Valkey


class Pair:
    """Both servers on one folder, which is theirs alone: `with Pair(folder) as pair: …` starts and stops them.

    `durable=False` trades safety against a power cut for speed. A port of 0 is a free one, kept while the pair lives.
    """

    def __init__(self, folder: Path, *, postgres_port: int = 0, valkey_port: int = 0, durable: bool = True) -> None:
        self.placement = place(folder)
        self.folder = self.placement.folder
        password = self._keep_password()
        self.postgres = Postgres(self.placement, postgres_port, password, durable=durable)
        self.valkey = Valkey(self.placement, valkey_port, password, durable=durable)
        self._lock: IO[str] | None = None

    @property
    def database_url(self) -> str:
        """The superuser's address of the database `postgres`."""
        return self.postgres.url()

    @property
    def redis_url(self) -> str:
        """The address of Valkey."""
        return self.valkey.url()

    @property
    def servers(self) -> tuple[Server, Server]:
        """Both, in the order to stop them."""
        return (self.postgres, self.valkey)

    def start(self) -> None:
        """Start both and wait until they answer. Raises ServerError, also when another process uses the folder."""
        self._take_lock()
        try:
            for server in self.servers:
                server.launch()
            for server in self.servers:
                server.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both in good order."""
        for server in self.servers:
            server.stop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _take_lock(self) -> None:
        lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise ServerError(f"Fortaler is already running on the data in {self.folder}.") from error
        self._lock = lock

    def _keep_password(self) -> str:
        file = self.folder / "password"
        if not file.exists():
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w") as draft:
                draft.write(secrets.token_urlsafe(24))
            self.placement.own(Path(name), 0o600)
            with contextlib.suppress(FileExistsError):  # another process was first: take its word
                os.link(name, file)
            Path(name).unlink()
        return file.read_text()


@contextlib.contextmanager
def temporary_pair() -> Generator[Pair]:
    """A fast pair, for tests, on a folder that goes away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fortaler-"))
    folder.chmod(0o711)
    pair = Pair(folder / "pair", durable=False)
    try:
        with pair:
            yield pair
    finally:
        shutil.rmtree(pair.folder)
        shutil.rmtree(folder)
