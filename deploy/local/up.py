"""`make up`: everything on this machine, from an empty folder to a sign-in link, until Ctrl-C."""

import argparse
import contextlib
import functools
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import psycopg
from psycopg import sql

from local.children import end_with_parent
from local.claim import claim_folder
from local.configuration import configure, settle_secrets
from local.pair import Pair
from local.placement import PlacementError
from local.ports import USUAL, settle_ports
from local.program import StartError, free_port
from local.services import RECIPES, Service
from local.supervisor import Stopped, Supervisor

CHECKOUT = Path(__file__).parents[2]
DATABASE = "fortaler"
FORTALER = str(Path(sys.executable).parent / "fortaler")


@dataclass(frozen=True, slots=True)
class Manner:
    """How to run: for a person in `.local`, or for a browser test on fresh data that goes away."""

    folder: Path
    given: Mapping[str, str]
    ports: Mapping[str, int]
    durable: bool


@contextlib.contextmanager
def manner_for_a_person() -> Generator[Manner]:
    """Data and ports that last; what stands in the environment wins."""
    yield Manner(CHECKOUT / ".local", os.environ, USUAL, durable=True)


@contextlib.contextmanager
def manner_for_a_test() -> Generator[Manner]:
    """Nothing that was there before, nothing that stays: no setting of this terminal reaches it."""
    ours = ("DATABASE_", "REDIS_", "FORTALER_", "PRACTICE_")
    given = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    folder = Path(tempfile.mkdtemp(prefix="fortaler-"))
    try:
        yield Manner(folder, given, {name: free_port() for name in USUAL}, durable=False)
    finally:
        shutil.rmtree((folder / "pair").resolve(), ignore_errors=True)
        shutil.rmtree(folder)


def prepare(manner: Manner, supervisor: Supervisor) -> dict[str, str]:
    """Servers, secrets, and a database of this version; return the settings. Raises StartError, PlacementError, Stopped."""
    if bool(manner.given.get("DATABASE_URL")) != bool(manner.given.get("REDIS_URL")):
        raise StartError("Set both DATABASE_URL and REDIS_URL, or neither.")
    (manner.folder / "blobs").mkdir(mode=0o700, exist_ok=True)
    kept = settle_secrets(manner.folder / "secrets.env")
    if manner.given.get("DATABASE_URL"):
        ports = settle_ports(manner.folder / "ports.json", manner.ports)
        urls = manner.given["DATABASE_URL"], manner.given["REDIS_URL"]
    else:
        pair = Pair(manner.folder / "pair", durable=manner.durable)
        for server in pair.servers:
            server.end_orphan()
        ports = settle_ports(manner.folder / "ports.json", manner.ports)
        pair.postgres.listen_on(ports["postgres"])
        pair.valkey.listen_on(ports["valkey"])
        supervisor.start(pair.servers)
        create_database(pair)
        urls = pair.postgres.url(DATABASE), pair.redis_url
    settings = configure(manner.folder, ports, kept, *urls) | dict(manner.given)
    supervisor.run([FORTALER, "migrate"], settings, manner.folder / "log" / "migrate.log")
    return settings


def start_services(manner: Manner, supervisor: Supervisor, settings: Mapping[str, str]) -> None:
    """Start every recipe and return when all are ready. Raises StartError and Stopped."""
    ports = json.loads((manner.folder / "ports.json").read_text())
    logs = manner.folder / "log"
    supervisor.start([Service(recipe, logs, settings, ports.get(recipe.name)) for recipe in RECIPES])


def create_database(pair: Pair) -> None:
    """Make our database in a cluster that doesn't have it yet."""
    with psycopg.connect(pair.database_url.replace("+psycopg", ""), autocommit=True) as connection:
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def make_demo(manner: Manner, supervisor: Supervisor, settings: Mapping[str, str]) -> dict[str, str]:
    """The people and stories to look around with, and links to sign in as three of them."""
    output = supervisor.run([FORTALER, "demo", "--json"], settings, manner.folder / "log" / "demo.log")
    return json.loads(output.strip().splitlines()[-1])


def announce(settings: Mapping[str, str], demo: Mapping[str, str]) -> str:
    """What a person needs to know, and no more."""
    return f"""
  Fortaler runs at {settings["FORTALER_PUBLIC_URL"]}

  Sign in as administrator   {demo["administrator"]}
             curator         {demo["curator"]}
             ambassador      {demo["ambassador"]}
  Join as ambassador         {demo["join_url"]}  (code {demo["join_code"]})
  Practice network           {settings["FORTALER_PRACTICE_URL"]}

  Data and logs lie in .local. Ctrl-C stops everything.
"""


def whereabouts(manner: Manner, settings: Mapping[str, str], demo: Mapping[str, str]) -> str:
    """For a test, as JSON: the addresses, the links, and where to look at what was stored and logged."""
    addresses = {name: settings[f"FORTALER_{name.upper()}_URL"] for name in ("public", "metrics", "practice")}
    stores = {"folder": str(manner.folder), "database": settings["DATABASE_URL"], "redis": settings["REDIS_URL"]}
    return json.dumps({**addresses, **stores, **demo})


def write_line(stream: TextIO, line: str) -> None:
    """One line, at once, also into a pipe."""
    stream.write(line + "\n")
    stream.flush()


def main() -> int:
    """Run until asked to stop. 0: stopped when asked; 1: could not start."""
    parser = argparse.ArgumentParser(prog="python -m local.up", description=__doc__)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--test", action="store_true", help="fresh data, free ports; prints one line of JSON when ready")
    way.add_argument("--migrate", action="store_true", help="only bring the database to this version")
    arguments = parser.parse_args()
    if arguments.test:
        end_with_parent()
    supervisor = Supervisor(say=functools.partial(write_line, sys.stderr if arguments.test else sys.stdout))
    supervisor.listen()
    with (manner_for_a_test if arguments.test else manner_for_a_person)() as manner:
        (manner.folder / "log").mkdir(parents=True, exist_ok=True)
        manner.folder.chmod(0o711)  # the servers' account passes through; what it must not read is closed by itself
        try:
            with claim_folder(manner.folder):
                run(manner, supervisor, test=arguments.test, only_migrate=arguments.migrate)
        except (StartError, PlacementError) as error:
            supervisor.say(f"\n{error}")
            return 1
    return 0


def run(manner: Manner, supervisor: Supervisor, *, test: bool, only_migrate: bool) -> None:
    """Bring everything up, say so, keep it up, and take it down. Raises StartError and PlacementError."""
    try:
        supervisor.say("Starting Fortaler …")
        settings = prepare(manner, supervisor)
        if only_migrate:
            supervisor.say("The database is at this version.")
            return
        start_services(manner, supervisor, settings)
        demo = make_demo(manner, supervisor, settings)
        write_line(sys.stdout, whereabouts(manner, settings, demo) if test else announce(settings, demo))
        supervisor.watch()
        supervisor.say("Stopping …")
    except Stopped:
        supervisor.say("Stopping …")
    finally:
        supervisor.stop()


if __name__ == "__main__":
    sys.exit(main())
