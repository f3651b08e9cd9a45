"""The feed as Postgres writes it against the feed as one would first write it, with the ORM and a response model.

Both in the same process, with the same sessions, rows and row-level security, in turn; signing in is part of each. The
process runs on the first core, Postgres and the load on the other, or wherever the machine has room.
"""

import asyncio
import itertools
import os
import random
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from figures import Figure, cpu_seconds, plain, show, stage

from local.pair import Pair

sys.path.insert(0, str(Path(__file__).parent.parent))
from kernel.kit.secrets import digest, new_secret
from processes import Service

AMBASSADORS, LIVE, PAST, READERS = 5_000, 60, 2_000, 200
SHARES_EACH, SEEN_EACH, CONNECTIONS, SECONDS, ROUNDS = 12, 25, 16, 4, 3

PLACE = """
INSERT INTO organisation (id, name, slug, locale, time_zone) VALUES (md5('o')::uuid, 'Bench', 'bench', 'da', 'UTC');
INSERT INTO programme (organisation_id, id, kind, name, purpose, outcomes, joining, question, approval, min_group_size,
    lateness_minutes, disclosure, guidelines, words, link_domains, version)
VALUES (md5('o')::uuid, md5('p')::uuid, 'employee', 'Bench', '', '{}', 'code', '{}', 'never', 5, 60, '{}', '{}', '{}', '{}', 1);
"""
PEOPLE = """
INSERT INTO person (id, name, locale, zone) SELECT md5('u' || n)::uuid, 'P ' || n, 'da', 'UTC' FROM generate_series(1, %(people)s) n;
INSERT INTO ambassador (organisation_id, id, programme_id, person_id, roles, state, tags, languages)
SELECT md5('o')::uuid, md5('a' || n)::uuid, md5('p')::uuid, md5('u' || n)::uuid, '{ambassador}', 'active',
    ARRAY['t' || n %% 20, 't' || n %% 7], '{da,en}' FROM generate_series(1, %(people)s) n;
"""
STORIES = """
INSERT INTO asset (organisation_id, id, programme_id, blob, media_type, width, height, bytes, alt, focal_x, focal_y, rights, version)
SELECT md5('o')::uuid, md5('i' || n)::uuid, md5('p')::uuid, repeat('0', 64), 'image/jpeg', 1200, 630, 90000, 'En ovn', .5, .5, '', 1
FROM generate_series(1, %(live)s) n;
INSERT INTO story (organisation_id, id, programme_id, topic, state, language, url, card, asset_id, audience_tags,
    audience_languages, pinned, must_know, publish_at, version)
SELECT md5('o')::uuid, md5('s' || n)::uuid, md5('p')::uuid, 'products', CASE WHEN n > %(live)s THEN 'expired' ELSE 'live' END,
    'da', 'https://nordlys.example/' || n, '{}', CASE WHEN n <= %(live)s THEN md5('i' || n)::uuid END,
    CASE WHEN n %% 3 = 0 THEN ARRAY['t' || n %% 20] ELSE '{}' END, '{}', n = 7, n %% 9 = 0, now() - n * interval '1 hour', 1
FROM generate_series(1, %(live)s + %(past)s) n;
INSERT INTO story_text (organisation_id, id, story_id, language, title, why, body, facts, angles, questions, captions)
SELECT md5('o')::uuid, gen_random_uuid(), md5('s' || n)::uuid, language, 'Historie ' || n, repeat('Hvorfor det er vigtigt. ', 5),
    repeat('Hele historien. ', 80), '{a,b,c}', '{d,e}', '{f}', '{}'
FROM generate_series(1, %(live)s + %(past)s) n, unnest(ARRAY['da', 'en']) language;
"""
SHARES = """
CREATE TEMP TABLE shared AS
SELECT gen_random_uuid() AS share_id, md5('a' || a)::uuid AS ambassador_id,
    md5('s' || 1 + (random() * (%(live)s + %(past)s - 1))::int)::uuid AS story_id
FROM generate_series(1, %(people)s) a, generate_series(1, %(shares)s) n;
INSERT INTO share (organisation_id, id, programme_id, ambassador_id, story_id, consent_id, language, own_words)
SELECT md5('o')::uuid, share_id, md5('p')::uuid, ambassador_id, story_id, gen_random_uuid(), 'da', true FROM shared;
INSERT INTO share (organisation_id, id, programme_id, ambassador_id, story_id, consent_id, language, own_words)
SELECT md5('o')::uuid, md5('live ' || a || ' ' || n)::uuid, md5('p')::uuid, md5('a' || a)::uuid, md5('s' || n)::uuid, gen_random_uuid(), 'da', true
FROM generate_series(1, %(people)s) a, generate_series(1, %(live)s) n WHERE (a + n) %% 40 = 0;
INSERT INTO post (organisation_id, id, share_id, profile_id, network, mode, state, text, payload, payload_hash, due_at,
    turn_at, epoch, tries, checks, evidence, published_at)
SELECT organisation_id, gen_random_uuid(), id, gen_random_uuid(), 'mastodon', 'api', 'published', repeat('Mine ord. ', 20),
    '{}', '', now(), now(), 1, 1, 0, 'confirmed', now() FROM share;
INSERT INTO story_seen (organisation_id, ambassador_id, story_id, at)
SELECT md5('o')::uuid, md5('a' || a)::uuid, md5('s' || 1 + (a + n * 7) %% %(live)s)::uuid, now()
FROM generate_series(1, %(people)s) a, generate_series(1, %(seen)s) n ON CONFLICT DO NOTHING;
"""
SESSION = (
    "INSERT INTO session (id, person_id, organisation_id, token_hash, device, seen_at, idle_seconds, ends_at)"
    " VALUES (gen_random_uuid(), md5('u' || %s::text)::uuid, md5('o')::uuid, %s, 'phone', now(), 86400, now() + interval '1 day')"
)


def fill(url: str) -> list[str]:
    """The rows; constraints to rows that do not matter here are not checked. Returns readers' cookies."""
    numbers = {"people": AMBASSADORS, "live": LIVE, "past": PAST, "shares": SHARES_EACH, "seen": SEEN_EACH}
    tokens = [new_secret() for _ in range(READERS)]
    with psycopg.connect(plain(url), autocommit=True) as connection:
        cursor = psycopg.ClientCursor(connection)
        cursor.execute("SET session_replication_role = replica")
        for statements in (PLACE, PEOPLE, STORIES, SHARES):
            cursor.execute(statements.encode(), numbers if "%(" in statements else None)
        for n, token in enumerate(tokens, 1):
            cursor.execute(SESSION, (n * (AMBASSADORS // READERS), digest(token)))
        cursor.execute("VACUUM ANALYZE")
    return tokens


@dataclass
class Load:
    """Readers who ask for one path again as soon as they are answered."""

    port: int
    path: str
    tokens: list[str]
    answered: int = 0

    async def _read(self, until: float, cookies: "itertools.cycle[str]") -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.monotonic() < until:
            writer.write(f"GET {self.path} HTTP/1.1\r\nHost: bench\r\nCookie: s={next(cookies)}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            if " 200 " not in head.split("\r\n", 1)[0]:
                raise RuntimeError(head)
            await reader.readexactly(int(head.split("content-length:", 1)[1].split("\r\n", 1)[0]))
            self.answered += 1
        writer.close()

    async def run(self, connections: int, seconds: float) -> float:
        """Requests per second."""
        cookies = itertools.cycle(random.sample(self.tokens, len(self.tokens)))
        started = time.monotonic()
        await asyncio.gather(*(self._read(started + seconds, cookies) for _ in range(connections)))
        return self.answered / (time.monotonic() - started)


@dataclass(frozen=True)
class Measured:
    """Requests per second, and microseconds of processor time a request: of the application, and of Postgres."""

    rate: float
    app: float
    postgres: float


def measure(pair: Pair, service: Service, path: str, tokens: list[str], connections: int = CONNECTIONS) -> Measured:
    """One round."""
    assert service.process is not None
    assert pair.postgres.process is not None
    pids = service.process.pid, pair.postgres.process.pid
    before = [cpu_seconds(pid) for pid in pids]
    load = Load(service.port, path, tokens)
    rate = asyncio.run(load.run(connections, SECONDS))
    app, postgres = ((cpu_seconds(pid) - was) * 1e6 / load.answered for pid, was in zip(pids, before, strict=True))
    return Measured(rate, app, postgres)


def main() -> None:
    """Print four figures."""
    with stage() as pair:
        tokens = fill(os.environ["DATABASE_URL"])
        with Service(factory="plain_app:create_app", env={"PYTHONPATH": str(Path(__file__).parent)}) as service:
            assert service.process is not None
            psutil.Process(service.process.pid).cpu_affinity([0])
            paths = ("/api/v1/feed?limit=24", "/api/v1/plain-feed?limit=24")
            for path in paths:
                measure(pair, service, path, tokens)
            rounds = [[measure(pair, service, path, tokens) for path in paths] for _ in range(ROUNDS)]
            alone = [1000 / measure(pair, service, path, tokens, 1).rate for path in paths]
    ours, theirs = (
        Measured(*(statistics.median(getattr(r, field) for r in side) for field in ("rate", "app", "postgres")))
        for side in zip(*rounds, strict=True)
    )
    whole, baseline = ours.app + ours.postgres, theirs.app + theirs.postgres
    show(
        Figure("feed of 24", ours.rate, theirs.rate, "req/s", "ORM + response model", "≥ 2"),
        Figure("feed of 24: CPU, app", ours.app, theirs.app, "µs/req", "ORM + response model", "≤ 0.5"),
        Figure("feed of 24: CPU, app + Postgres", whole, baseline, "µs/req", "ORM + response model", "≤ 0.5"),
        Figure("feed of 24: one at a time", alone[0], alone[1], "ms", "ORM + response model", "≤ 0.5"),
    )


if __name__ == "__main__":
    main()
