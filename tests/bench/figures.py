"""What every bench prints: a figure, its baseline from the same run, the ratio, and the target it is held against."""

import os
import resource
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
import psycopg
from psycopg import sql

from console.main import migrate
from kernel.kit.secrets import new_keys
from local.pair import Pair, temporary_pair

ROLES = {"APP": "fortaler_app", "WORKER": "fortaler_worker", "REDIRECT": "fortaler_redirect"}


@dataclass(frozen=True)
class Figure:
    """`value` and `baseline` are in the same unit; `target` is for their ratio."""

    name: str
    value: float
    baseline: float
    unit: str
    against: str
    target: str

    def __str__(self) -> str:
        ratio = self.value / self.baseline if self.baseline else float("nan")
        return (
            f"{self.name:<42} {self.value:>12,.1f} {self.unit:<10} ÷ {self.baseline:>12,.1f} ({self.against})"
            f"  = {ratio:5.2f}   target {self.target}"
        )


def show(*figures: Figure) -> None:
    """Print them, a line each."""
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
    sys.stdout.flush()


@contextmanager
def stage() -> Generator[Pair]:
    """A migrated, durable-as-in-production-enough pair and the environment of the services."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with temporary_pair() as pair:
        with psycopg.connect(pair.database_url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE bench"))
        owner = pair.database_url.rsplit("/", 1)[0] + "/bench"
        host = owner.rsplit("@", 1)[1]
        os.environ |= {
            f"DATABASE_{key}_URL": f"postgresql+psycopg://{role}:bench@{host}" for key, role in ROLES.items()
        }
        os.environ |= new_keys() | {
            "DATABASE_URL": owner,
            "REDIS_URL": pair.redis_url,
            "FORTALER_ENVIRONMENT": "test",
            "FORTALER_PUBLIC_URL": "http://127.0.0.1:8080",
            "FORTALER_BLOBS": str(pair.folder / "blobs"),
        }
        migrate()
        yield pair


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children so far, those of its own that have ended included."""
    process = psutil.Process(pid)
    times = process.cpu_times()
    ended = times.children_user + times.children_system
    family = [process, *process.children(recursive=True)]
    return ended + sum(_cpu_of(member) for member in family)


def _cpu_of(process: psutil.Process) -> float:
    """Nothing for one that ended a moment ago: its parent's account has it from then on."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def plain(url: str) -> str:
    """The address as psycopg itself takes it."""
    return url.replace("+psycopg", "")
