"""Clicks from the stream into Postgres, each once, against COPY of the same rows from a file of the server's own.

Both into the same partitioned table with its indexes, on top of PRESENT rows, in turn. A rebuild of the busiest day of
the organisation follows, with all its levels written back.
"""

import asyncio
import os
import secrets
import statistics
import sys
import time
from pathlib import Path

import psycopg
from figures import Figure, plain, show, stage
from redis.asyncio import Redis

from kernel.kit.db import create_engine, transaction_on
from kernel.kit.ids import new_id
from metrics.features.clicks.queries import move_position, take_position
from metrics.features.clicks.schemas import Click, encode
from metrics.features.clicks.service import STREAM, ingest
from metrics.features.rollups.service import roll_up

sys.path.insert(0, str(Path(__file__).parent.parent))
from known import make_known

PRESENT, CLICKS, BATCH, LINKS, ROUNDS = 1_000_000, 100_000, 64, 2_000, 3


async def make_rows(url: str) -> tuple[str, list[str]]:
    """An organisation with LINKS links of one ambassador and PRESENT clicks of the last five weeks, 27,871 a day. Returns their ids in hex."""
    engine = create_engine(url)
    known = await make_known(engine)
    await engine.dispose()
    organisation = known.organisation_id.hex
    with psycopg.connect(plain(url)) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "INSERT INTO link (organisation_id, id, code, destination, programme_id, ambassador_id, post_id, network)"
            " SELECT organisation_id, gen_random_uuid(), 'bench' || n, destination, programme_id, ambassador_id,"
            " gen_random_uuid(), network FROM link, generate_series(2, %s) n",
            [LINKS],
        )
        links = [row[0].hex for row in connection.execute("SELECT id FROM link").fetchall()]
        connection.execute(
            "INSERT INTO click (organisation_id, link_id, at, kind, referrer, device, visitor)"
            " SELECT %s, (%s::uuid[])[1 + n %% %s], now() - n * interval '3.1 seconds', 'human', 'network', 'phone',"
            " decode(md5(n::text), 'hex') FROM generate_series(1, %s) n",
            [organisation, links, LINKS, PRESENT],
        )
        connection.execute("ANALYZE click")
    return organisation, links


def make_clicks(organisation: str, links: list[str]) -> list[Click]:
    """CLICKS clicks of the last hour."""
    now = int(time.time() * 1000)
    return [
        Click(organisation, links[n % LINKS], now - n * 36, "human", "network", "phone", secrets.token_hex(16))
        for n in range(CLICKS)
    ]


def copy_rate(url: str, folder: Path, clicks: list[Click]) -> float:
    """Rows per second of COPY FROM a file that the server reads itself."""
    file = folder / "clicks.csv"
    file.write_text(
        "".join(
            f"{c.organisation},{c.link},{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(c.at / 1000))}+00,"
            f"{c.kind},{c.referrer},{c.device},\\x{c.visitor}\n"
            for c in clicks
        )
    )
    file.chmod(0o644)
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        begun = time.perf_counter()
        connection.execute(f"COPY click FROM '{file}' WITH (FORMAT csv)".encode())
        return len(clicks) / (time.perf_counter() - begun)


async def ingest_rate(redis: Redis, clicks: list[Click]) -> float:
    """Clicks per second out of the stream, with how far we came, in transactions of the worker's own."""
    engine = create_engine(os.environ["DATABASE_WORKER_URL"])
    await redis.delete(STREAM)  # pyright: ignore[reportUnknownMemberType]
    async with transaction_on(engine) as session:
        await take_position(session, STREAM)
        await move_position(session, STREAM, "0-0")
    for first in range(0, len(clicks), BATCH):
        entry = {"id": new_id().hex, "clicks": encode(clicks[first : first + BATCH])}
        await redis.xadd(STREAM, entry)  # pyright: ignore[reportUnknownMemberType, reportArgumentType]
    begun, written = time.perf_counter(), 0
    while found := await ingest(engine, redis):
        written += found
    spent = time.perf_counter() - begun
    assert written == len(clicks)
    await engine.dispose()
    return written / spent


async def rebuild_seconds() -> float:
    """Seconds for one ordinary day, all levels written back."""
    engine = create_engine(os.environ["DATABASE_WORKER_URL"])
    with psycopg.connect(plain(os.environ["DATABASE_URL"])) as connection:
        connection.execute("DELETE FROM dirty_day")
        connection.execute(
            "INSERT INTO dirty_day (organisation_id, day, marked_at) SELECT id, current_date - 10, now() FROM organisation"
        )
    begun = time.perf_counter()
    await roll_up(engine)
    spent = time.perf_counter() - begun
    await engine.dispose()
    return spent


async def measure(folder: Path) -> None:
    """Print two figures."""
    organisation, links = await make_rows(os.environ["DATABASE_URL"])
    redis = Redis.from_url(os.environ["REDIS_URL"])  # pyright: ignore[reportUnknownMemberType]
    ours, theirs = list[float](), list[float]()
    for _ in range(ROUNDS):
        clicks = make_clicks(organisation, links)
        theirs.append(copy_rate(os.environ["DATABASE_URL"], folder, clicks))
        ours.append(await ingest_rate(redis, clicks))
    spent = await rebuild_seconds()
    await redis.aclose()
    show(
        Figure(
            "clicks into Postgres, each once",
            statistics.median(ours),
            statistics.median(theirs),
            "clicks/s",
            f"COPY from a file, {PRESENT:,} rows there",
            "≥ 0.5 (stretch 0.85)",
        ),
        Figure("rebuild of a day of 27,871 clicks", spent, 1.0, "s", "one second", "≤ 1 (stretch 0.3)"),
    )


def main() -> None:
    """On a pair of its own."""
    with stage() as pair:
        asyncio.run(measure(pair.folder))


if __name__ == "__main__":
    main()
