"""Thousands of posts due in the same minute over all networks, and a second organisation's ten beside them.

As people plan by the minute, all of them fall due at once. Each call takes 200 ms; a network may need several for a post,
so the bound is hands ÷ (latency × the calls that a post takes in hand), counted by running each network once.
"""

import asyncio
import hashlib
import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
from figures import Figure, plain, show, stage
from posts import AHEAD, BEATEN, HANDS, LEFT, PROFILES, RATE, SCHEDULED, TOKENS, network

from builders import make_post, make_profile, make_share
from kernel.kit.blobs import Blobs
from kernel.kit.clock import now
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Answer, Egress
from kernel.kit.ids import new_id
from kernel.kit.public_pictures import PictureAddresses
from kernel.kit.secrets import AppSecrets, Sealer
from networks.drafts import Draft, Picture, Rendered
from networks.grants import Connection
from networks.media import StoredMedia
from networks.registry import API_NETWORKS
from networks.stored import from_json, to_json
from networks.vault import place_of
from processes import Service
from publisher.features.deliveries.policy import before_create
from publisher.features.deliveries.service import CREATE
from worlds import make_place

POSTS, FEW, LATENCY, PROCESSES = 5_000, 10, 0.2, 1
OURS = "127.0.0.1:8080"
ADDRESSES = (
    "FORTALER_X_URL",
    "FORTALER_LINKEDIN_API_URL",
    "FORTALER_THREADS_URL",
    "FORTALER_INSTAGRAM_URL",
    "FORTALER_FACEBOOK_URL",
)
PICTURE = Picture("00/picture", "image/jpeg", 80_000, "En ovn.", 1200, 900)
LATE = (
    "SELECT percentile_disc(%(part)s) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM published_at - due_at))::float FROM post"
    " WHERE state = 'published' AND idempotency_key IS NOT NULL AND organisation_id = ANY(%(organisations)s::uuid[])"
)


@dataclass(frozen=True)
class Model:
    """A post on a profile of one network, from which the others are copied."""

    organisation_id: UUID
    network: str
    profile_id: UUID


def connection_at(network_key: str, port: int) -> Connection:
    """A connection that any adapter can post with."""
    instance = f"127.0.0.1:{port}" if network_key == "mastodon" else ""
    service = f"http://127.0.0.1:{port}" if network_key == "bluesky" else None
    scopes = ("write:statuses", "w_member_social", "tweet.write")
    subject = "did:plc:asta" if network_key == "bluesky" else "urn:li:person:1" if network_key == "linkedin" else "1"
    return Connection(network_key, instance, subject, "asta", "Asta", None, None, scopes, "token", service_url=service)


def rendered(network_key: str) -> Rendered:
    """What is posted: words alone where the network takes them."""
    adapter = API_NETWORKS[network_key]
    pictures = (PICTURE,) if network_key == "instagram" else ()
    return adapter.render(Draft("Vi har bygget en ovn.", pictures=pictures, language="da"), adapter.limits)


async def make_models(url: str) -> tuple[list[Model], Model]:
    """A post on every network in one organisation, and one on Mastodon in another."""
    engine, models = create_engine(url), list[Model]()
    async with transaction_on(engine) as session:
        crowd, few = await make_place(session), await make_place(session)
        for place, keys in ((crowd, tuple(API_NETWORKS)), (few, ("mastodon",))):
            for key in keys:
                profile = await make_profile(
                    session, place.organisation_id, place.people["ambassador"], network=key, state="connected",
                    external_id=f"model-{key}",
                )  # fmt: skip
                share, payload = (
                    await make_share(session, place.ambassadors["ambassador"], None),
                    to_json(rendered(key)),
                )
                digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).digest()
                fields = {"mode": "api", "state": "published", "payload": payload, "payload_hash": digest}
                await make_post(session, share, profile, network=key, **fields)
                models.append(Model(place.organisation_id, key, profile.id))
    await engine.dispose()
    return models[:-1], models[-1]


async def calls_in_hand(port: int) -> dict[str, int]:
    """How many calls a post takes once it is its turn, by network; what comes before needs no hand."""
    counts, secrets = dict[str, int](), AppSecrets(os.environ["FORTALER_APP_KEY"])
    loopback = [f"127.0.0.1:{port}", OURS]
    media = StoredMedia(
        Blobs(Path(os.environ["FORTALER_BLOBS"])), PictureAddresses(secrets, f"http://{OURS}", loopback)
    )
    async with Egress(loopback) as egress:
        for key, adapter in API_NETWORKS.items():
            heard, ready = list[Answer](), rendered(key)
            connection = connection_at(key, port)
            state = adapter.start(from_json(Rendered, to_json(ready)), key=str(new_id()), at=now())
            for step in before_create(adapter.plan(ready)):
                state = (await adapter.run(egress, step, connection, state, media)).state
            await adapter.run(egress.heard_by(heard.append), CREATE, connection, state, media)
            counts[key] = len(heard)
    return counts


def schedule(connection: psycopg.Connection, model: Model, count: int, port: int, due: datetime) -> None:
    """`count` posts like the model's, each on a profile of its own."""
    ids, sealer = [new_id() for _ in range(count)], Sealer(os.environ["FORTALER_TOKEN_PUBLIC_KEY"])
    token, where = json.dumps(to_json(connection_at(model.network, port))).encode(), model.organisation_id
    connection.execute(PROFILES.encode(), {"ids": ids, "profile": model.profile_id})
    with connection.cursor() as cursor:
        cursor.executemany(TOKENS, [(where, i, sealer.seal(token, place_of(where, i)), sealer.key_id) for i in ids])
    values = {"ids": ids, "profile": model.profile_id, "due": due, "spread": timedelta()}
    connection.execute(SCHEDULED.encode(), values)


def run(url: str, count: int) -> list[Figure]:
    """Let the minute come, and read from the database how late everything was."""
    models, few = asyncio.run(make_models(url))
    with network(LATENCY) as port, psycopg.connect(plain(url), autocommit=True) as connection:
        os.environ |= dict.fromkeys(ADDRESSES, f"http://127.0.0.1:{port}")

        def ask(query: str, **values: object) -> float:
            row = connection.execute(query.encode(), values or None).fetchone()
            assert row is not None
            return float(row[0])

        calls = asyncio.run(calls_in_hand(port))
        bound = HANDS * PROCESSES / (LATENCY * sum(calls.values()) / len(calls))
        with Service(module="publisher.worker", env={"FORTALER_EGRESS_LOOPBACK": f"127.0.0.1:{port},{OURS}"}):
            while not ask(BEATEN):
                time.sleep(0.1)
            due = now() + AHEAD * (1 + count // 2_000)
            for model in models:
                schedule(connection, model, count // len(models), port, due)
            schedule(connection, few, FEW, port, due)
            connection.execute("ANALYZE")
            until = time.monotonic() + 600
            while ask(LEFT):
                if time.monotonic() > until:
                    raise RuntimeError(f"{ask(LEFT):.0f} posts are not out")
                time.sleep(0.5)
        theirs, ours = [model.organisation_id for model in models], [few.organisation_id]
        posts = count // len(models) * len(models)
        name = f"{posts:,} posts at once, {len(models)} networks"
        late = ask(LATE, part=0.99, organisations=theirs)
        fair = ask(LATE, part=1.0, organisations=ours)
        return [
            Figure(f"{name}, C={HANDS}", ask(RATE), bound, "posts/s", "C ÷ (latency × calls)", "≥ 0.75"),
            Figure("  lateness p99", late, posts / bound, "s", "posts ÷ that bound", "≤ 1.33"),
            Figure(f"  another's {FEW}, the last one's lateness", fair, 60, "s", "a minute", "≤ 1"),
        ]


def main() -> None:
    """Print the figures; a number as argument makes the crowd smaller or larger."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    with stage():
        show(*run(os.environ["DATABASE_URL"], count))


if __name__ == "__main__":
    main()
