"""What every test stands on: a real Postgres, migrated and emptied before each test that asks for it, and a Valkey."""

import os
from collections.abc import AsyncGenerator, Generator

import psycopg
import pytest
from psycopg import sql
from redis import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from console.main import migrate
from kernel.kit.db import create_engine
from kernel.kit.secrets import new_keys
from local.pair import Pair, temporary_pair

SERVICES = {"APP": "fortaler_app", "WORKER": "fortaler_worker", "REDIRECT": "fortaler_redirect"}


@pytest.fixture(scope="session")
def pair() -> Generator[Pair]:
    with temporary_pair() as running:
        yield running


def _address(database_url: str, user: str, password: str, name: str) -> str:
    host = database_url.rsplit("@", 1)[1].split("/", maxsplit=1)[0]
    return f"postgresql+psycopg://{user}:{password}@{host}/{name}"


@pytest.fixture(scope="session")
def addresses(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> Addresses:
    """A migrated database, and the environment that the services read."""
    name = "fortaler_test"
    with psycopg.connect(pair.database_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    superuser = pair.database_url.rsplit("/", 1)[0] + f"/{name}"
    urls = {key: _address(superuser, role, f"test-{key.lower()}", name) for key, role in SERVICES.items()}
    os.environ |= {f"DATABASE_{key}_URL": url for key, url in urls.items()}
    os.environ |= new_keys() | {
        "DATABASE_URL": superuser,
        "REDIS_URL": pair.redis_url,
        "FORTALER_ENVIRONMENT": "test",
        "FORTALER_PUBLIC_URL": "http://127.0.0.1:8080",
        "FORTALER_BLOBS": str(tmp_path_factory.mktemp("blobs")),
    }
    migrate()
    return Addresses(superuser, superuser, urls["APP"], urls["WORKER"], urls["REDIRECT"], pair.redis_url)


@pytest.fixture
def empty_database(addresses: Addresses) -> Addresses:
    """The database without a row, and Valkey without a key."""
    with Redis.from_url(addresses.redis) as redis:  # pyright: ignore[reportUnknownMemberType]
        redis.flushall()  # pyright: ignore[reportUnknownMemberType]
    with psycopg.connect(addresses.superuser.replace("+psycopg", ""), autocommit=True) as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'"
            " AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'alembic_version'"
        ).fetchall()
        connection.execute("SET session_replication_role = replica")
        tables = sql.SQL(", ").join(sql.Identifier(row[0]) for row in names)
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
    return addresses


@pytest.fixture
async def app_engine(empty_database: Addresses) -> AsyncGenerator[AsyncEngine]:
    """As the api connects."""
    engine = create_engine(empty_database.app)
    yield engine
    await engine.dispose()


@pytest.fixture
async def worker_engine(empty_database: Addresses) -> AsyncGenerator[AsyncEngine]:
    """As the publisher and the metrics worker connect."""
    engine = create_engine(empty_database.worker)
    yield engine
    await engine.dispose()


@pytest.fixture
async def owner_engine(empty_database: Addresses) -> AsyncGenerator[AsyncEngine]:
    """Past all row-level security: for looking at what really stands in the tables."""
    engine = create_engine(empty_database.owner)
    yield engine
    await engine.dispose()
