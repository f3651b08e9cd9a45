"""The embedded pair: Postgres 18 and Valkey 9 on one folder, durable for people and fast for tests."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from local.claim import claim_folder
from local.placement import SHARED, place
from local.postgres import Postgres
from local.program import Server
from local.valkey import Valkey


class Pair:
    """Both servers on one folder, which is theirs alone: `with Pair(folder) as pair: …` starts and stops them.

    `durable=False` trades safety against a power cut for speed. Each server takes a free port unless it
    is told one by `listen_on`; the addresses are known once both have started.
    """

    def __init__(self, folder: Path, *, durable: bool = True, shared: Path = SHARED) -> None:
        self.placement = place(folder, shared=shared)
        self.folder = self.placement.folder
        password = self._keep_password()
        self.postgres = Postgres(self.placement, password, durable=durable)
        self.valkey = Valkey(self.placement, password, durable=durable)
        self._claim: IO[str] | None = None

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

    def launch(self) -> None:
        """Start both without waiting. Raises StartError when another process uses the folder."""
        self._claim = claim_folder(self.folder)
        for server in self.servers:
            server.launch()

    def start(self) -> None:
        """Start both and wait until they answer. Raises StartError."""
        try:
            self.launch()
            for server in self.servers:
                server.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both in good order."""
        for server in self.servers:
            server.stop()
        if self._claim is not None:
            self._claim.close()
            self._claim = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _keep_password(self) -> str:
        file = self.folder / "password"
        if not file.exists():
            draft = file.with_suffix(f".{os.getpid()}")
            self.placement.write(draft, secrets.token_urlsafe(24))
            with contextlib.suppress(FileExistsError):  # another process was first: take its word
                file.hardlink_to(draft)
            draft.unlink()
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
