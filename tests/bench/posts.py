"""Posts per second through the whole of a post's life, against the bound that the network's own latency sets.

Claim, fence, call and outcome with their transactions, audit events and jobs: everything real but the network, which
takes each post after a fixed time. The bound is concurrency ÷ latency; no publisher of that concurrency can be faster.
"""

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
from figures import Figure, cpu_seconds, plain, show, stage

from kernel.kit.clock import now
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.ids import new_id
from kernel.kit.secrets import Sealer
from kernel.tables.profiles import Profile
from networks.drafts import Draft
from networks.grants import Connection
from networks.registry import api_network
from networks.stored import to_json
from networks.vault import place_of

sys.path.insert(0, str(Path(__file__).parent.parent))
from builders import make_post, make_profile, make_share
from processes import Service, free_port, wait_for_port
from publisher.features.deliveries.queries import claim_posts
from worlds import Place, make_place

HANDS, POSTS, PARKED, CLAIMS = 50, 2_000, 1_000_000, 40
AHEAD = timedelta(seconds=6)
"""How far ahead posts are due: a publisher looks every five seconds, and then knows their very time."""
PROFILES = (
    "INSERT INTO profile (organisation_id, id, person_id, network, instance, kind, external_id, handle, display_name,"
    " state, scopes, capabilities, limits) SELECT organisation_id, n.id, person_id, network, instance, kind, n.id::text,"
    " handle, display_name, state, scopes, capabilities, limits FROM profile, unnest(%(ids)s::uuid[]) n(id)"
    " WHERE profile.id = %(profile)s"
)
TOKENS = "INSERT INTO profile_token (organisation_id, profile_id, sealed, key_id) VALUES (%s, %s, %s, %s)"
SCHEDULED = (
    "INSERT INTO post (organisation_id, id, share_id, profile_id, network, mode, state, text, payload, payload_hash,"
    " idempotency_key, due_at, turn_at, epoch, tries, checks) SELECT organisation_id, gen_random_uuid(), share_id, n.id,"
    " network, mode, 'scheduled', text, payload, payload_hash, gen_random_uuid()::text, d.at, d.at, 0, 0, 0"
    " FROM post, unnest(%(ids)s::uuid[]) n(id), LATERAL (SELECT %(due)s::timestamptz + random() * %(spread)s AS at"
    " WHERE n.id IS NOT NULL) d WHERE post.profile_id = %(profile)s"
)
PARKED_POSTS = (
    "INSERT INTO post (organisation_id, id, share_id, profile_id, network, mode, state, text, payload, payload_hash,"
    " due_at, turn_at, epoch, tries, checks) SELECT organisation_id, gen_random_uuid(), share_id, md5((n %% 100000)::text)"
    "::uuid, network, mode, 'scheduled', text, '{}', payload_hash, d.at, d.at, 0, 0, 0 FROM post,"
    " generate_series(1, %(count)s) n, LATERAL (SELECT now() + interval '1 day' + n * interval '10 seconds' AS at) d"
    " WHERE post.profile_id = %(profile)s"
)
BEATEN = "SELECT count(*) FROM heartbeat WHERE worker = 'publisher'"
LEFT = "SELECT count(*) FROM post WHERE state IN ('scheduled', 'claimed', 'sending', 'retry_wait', 'unknown')"
RATE = (
    "SELECT count(*) / EXTRACT(EPOCH FROM max(p.published_at) - min(a.started_at)) FROM post p"
    " JOIN attempt a ON a.organisation_id = p.organisation_id AND a.post_id = p.id WHERE p.state = 'published'"
)
LATENESS = (
    "SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM published_at - due_at))::float FROM post"
    " WHERE state = 'published' AND idempotency_key IS NOT NULL"
)
FORGET = (
    "DELETE FROM job",
    "DELETE FROM attempt",
    "DELETE FROM post WHERE profile_id <> %(profile)s",
    "DELETE FROM profile_token",
    "DELETE FROM profile WHERE id <> %(profile)s",
)


@contextmanager
def network(latency: float) -> Generator[int]:
    """The stub, in a process of its own; its port."""
    port = free_port()
    command = [sys.executable, str(Path(__file__).parent / "stub_network.py"), str(port), str(latency)]
    process = subprocess.Popen(command)
    try:
        wait_for_port(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


async def make_desk(url: str) -> tuple[Place, Profile]:
    """An organisation with one post on one profile, from which the others are copied."""
    engine = create_engine(url)
    adapter = api_network("mastodon")
    payload = to_json(adapter.render(Draft("Vi har bygget en ovn.", language="da"), adapter.limits))
    async with transaction_on(engine) as session:
        place = await make_place(session)
        person = place.people["ambassador"]
        profile = await make_profile(session, place.organisation_id, person, network="mastodon", state="connected")
        share = await make_share(session, place.ambassadors["ambassador"], None)
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).digest()
        fields = {"mode": "api", "state": "published", "payload": payload, "payload_hash": digest}
        await make_post(session, share, profile, **fields)
    await engine.dispose()
    return place, profile


class Bench:
    """A desk with more profiles than anybody has, and the database's own word on how fast their posts went out."""

    def __init__(self, url: str, place: Place, profile: Profile) -> None:
        self.connection = psycopg.connect(plain(url), autocommit=True)
        self.place, self.profile = place, profile

    def ask(self, query: str) -> float:
        """One figure."""
        row = self.connection.execute(query.encode()).fetchone()
        assert row is not None
        return float(row[0])

    def schedule(self, count: int, port: int, *, spread: timedelta = timedelta()) -> None:
        """`count` posts on as many profiles, due when the publishers have started."""
        organisation_id, ids = self.place.organisation_id, [new_id() for _ in range(count)]
        connection = Connection(
            "mastodon", f"127.0.0.1:{port}", "1", "asta", "Asta", None, None, ("write:statuses",), "token"
        )
        sealer, token = Sealer(os.environ["FORTALER_TOKEN_PUBLIC_KEY"]), json.dumps(to_json(connection)).encode()
        for statement in FORGET:
            self.connection.execute(statement.encode(), {"profile": self.profile.id})
        self.connection.execute(PROFILES.encode(), {"ids": ids, "profile": self.profile.id})
        with self.connection.cursor() as cursor:
            sealed = [
                (organisation_id, i, sealer.seal(token, place_of(organisation_id, i)), sealer.key_id) for i in ids
            ]
            cursor.executemany(TOKENS, sealed)
        due = {"ids": ids, "profile": self.profile.id, "due": now() + AHEAD, "spread": spread}
        self.connection.execute(SCHEDULED.encode(), due)
        self.connection.execute("ANALYZE")

    def publish(self, count: int, latency: float, *, processes: int = 1, spread: timedelta = timedelta()) -> float:
        """Schedule and wait until all are out. Returns the CPU time of the first publisher from the first post on."""
        with network(latency) as port, ExitStack() as stack:
            self.connection.execute("DELETE FROM heartbeat")
            env = {"FORTALER_EGRESS_LOOPBACK": f"127.0.0.1:{port}"}
            publishers = [stack.enter_context(Service(module="publisher.worker", env=env)) for _ in range(processes)]
            process = publishers[0].process
            assert process is not None
            while not self.ask(BEATEN):
                time.sleep(0.1)
            self.schedule(count, port, spread=spread)
            time.sleep(AHEAD.total_seconds() - 0.5)
            before, until = cpu_seconds(process.pid), time.monotonic() + 120
            while self.ask(LEFT):
                if time.monotonic() > until:
                    raise RuntimeError(f"{self.ask(LEFT)} posts are not out")
                time.sleep(0.2)
            return cpu_seconds(process.pid) - before

    def cost(self, latency: float) -> Figure:
        """CPU of one publisher per post against that of the bare call, both with all hands busy."""
        cpu = self.publish(POSTS, latency)
        bare = asyncio.run(bare_calls(latency))
        per = 1e6 / POSTS
        return Figure("posts out: CPU of the publisher", cpu * per, bare * per, "µs/post", "the bare call", "≤ 2")

    def rate(self, latency: float, processes: int) -> Figure:
        """Posts per second of so many publishers against their bound."""
        self.publish(POSTS, latency, processes=processes)
        bound = processes * HANDS / latency
        name = f"posts out, C={HANDS} × {processes}, {latency * 1000:.0f} ms"
        return Figure(name, self.ask(RATE), bound, "posts/s", "C ÷ latency", "≥ 0.75 (stretch 0.86)")

    def lateness(self) -> Figure:
        """How late the 95th of a hundred is when 200 are due within a second."""
        self.publish(200, 0.05, spread=timedelta(seconds=1))
        return Figure("lateness p95, 200 due in 1 s", self.ask(LATENESS) * 1000, 1000, "ms", "1 s", "≤ 1 (stretch 0.3)")

    def claims(self, worker_url: str) -> Figure:
        """Posts claimed per second beside PARKED others that are due some day, against none."""
        rates: list[float] = []
        for parked in (0, PARKED):
            self.schedule(POSTS, 9)
            if parked:
                with psycopg.connect(self.connection.info.dsn, password=self.connection.info.password) as replica:
                    replica.execute("SET session_replication_role = replica")
                    replica.execute(PARKED_POSTS.encode(), {"count": parked, "profile": self.profile.id})
                self.connection.execute("VACUUM ANALYZE post")
            time.sleep(AHEAD.total_seconds())
            rates.append(asyncio.run(claim_rate(worker_url)))
        return Figure(
            f"claims beside {PARKED:,} parked", rates[1], rates[0], "posts/s", "none parked", "≥ 0.8 (stretch 0.95)"
        )


async def bare_calls(latency: float) -> float:
    """CPU seconds of as many calls through the guarded client, and nothing else."""
    with network(latency) as port:
        hands = asyncio.Semaphore(HANDS)
        async with Egress([f"127.0.0.1:{port}"]) as egress:

            async def post() -> None:
                async with hands:
                    await egress.request("POST", f"http://127.0.0.1:{port}/api/v1/statuses", json={"status": "Hej"})

            await post()
            before = time.process_time()
            await asyncio.gather(*(post() for _ in range(POSTS)))
            return time.process_time() - before


async def claim_rate(url: str) -> float:
    """Posts per second, claimed in batches by one publisher that does nothing else."""
    engine, claimed = create_engine(url), 0
    began = time.perf_counter()
    for _ in range(CLAIMS):
        async with transaction_on(engine) as session:
            claimed += len(await claim_posts(session, most=HANDS, by="bench", lease=600))
    took = time.perf_counter() - began
    await engine.dispose()
    if claimed != CLAIMS * HANDS:
        raise RuntimeError(f"only {claimed} posts were claimed")
    return claimed / took


def main() -> None:
    """Print the figures."""
    with stage():
        url = os.environ["DATABASE_URL"]
        bench = Bench(url, *asyncio.run(make_desk(url)))
        show(bench.cost(0.05), bench.rate(0.05, 1), bench.rate(0.25, 1), bench.rate(0.25, 2), bench.lateness())
        show(bench.claims(os.environ["DATABASE_WORKER_URL"]))
        bench.connection.close()


if __name__ == "__main__":
    main()
