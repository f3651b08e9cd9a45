"""One SQLite file, or memory, held by one process: posts must survive a restart, and a storm must not wait for a disk."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = str | int | float | bytes | None
Clock: TypeAlias = Callable[[], datetime]

SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class DataInUse(RuntimeError):
    """Another process holds the data file: the practice network is one process."""


class Store:
    """The open database, with a statement a line: `rows`, `row`, `run`, and `transaction` around several."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path or ":memory:", timeout=0, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        try:
            self._connection.executescript(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + SCHEMA
            )
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" in str(error):
                raise DataInUse(f"{path} is in use by another practice network; stop that one first.") from error
            raise
        self._last_id: int = self._connection.execute("SELECT max(id) FROM every_id").fetchone()[0] or 0

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """Every row of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        return self._connection.execute(sql, values).fetchone()

    def number(self, sql: str, *values: Value) -> int:
        """The single whole number a query answers."""
        return int(self._connection.execute(sql, values).fetchone()[0])

    def run(self, sql: str, *values: Value) -> int:
        """Run a statement that changes rows; how many it changed."""
        return self._connection.execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All of the statements inside, or none of them."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def next_id(self, now: datetime) -> int:
        """A new id: milliseconds since 1970 in the upper bits, as Mastodon's, and always above the one before."""
        self._last_id = max(self._last_id + 1, to_ms(now) << 16)
        return self._last_id

    def close(self) -> None:
        """Write the log back into the file and let go of it."""
        self._connection.close()


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970, the only form of time in the database."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_ms(milliseconds: int) -> datetime:
    """The UTC moment that `to_ms` stored."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def iso(moment: datetime) -> str:
    """A moment as Mastodon writes it: `2026-11-24T10:00:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
