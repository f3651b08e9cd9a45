"""People who share whatever happens, ask again until they are answered, and answer when they are asked."""

import asyncio
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx2
import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from api.auth.cookies import cookie_name
from builders import (
    make_ambassador,
    make_network_app,
    make_organisation,
    make_person,
    make_profile,
    make_programme,
    make_session,
)
from connected import consent, register
from kernel.kit.db import create_engine, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.ids import new_id
from kernel.kit.secrets import AppSecrets, Sealer
from kernel.tables.shares import QUEUE_STATES
from networks.drafts import Draft
from networks.mastodon.network import Mastodon
from networks.stored import digest, to_json
from networks.vault import seal_app, store_connection
from storm.installation import Installation

PAUSE = (0.5, 3.0)
"""Seconds between a person's posts."""
SECOND_THOUGHTS = 0.06
"""How often somebody takes a post back at once."""
DRAINED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Resident:
    """An ambassador with one profile, signed in."""

    organisation_id: UUID
    programme_id: UUID
    ambassador_id: UUID
    person_id: UUID
    profile_id: UUID
    cookie: str


async def settle(installation: Installation, people: int) -> list[Resident]:
    """So many ambassadors of one programme, each with an account of their own at the network."""
    settings, network = installation.settings, installation.network
    secrets, sealer = AppSecrets(settings["FORTALER_APP_KEY"]), Sealer(settings["FORTALER_TOKEN_PUBLIC_KEY"])
    engine = create_engine(installation.database_url)
    residents: list[Resident] = []
    async with Egress([network.url.removeprefix("http://")]) as egress, transaction_on(engine) as session:
        app = await register(egress, network.url)
        organisation = await make_organisation(session)
        programme = await make_programme(session, organisation)
        sealed = seal_app(secrets, organisation.id, app)
        await make_network_app(session, organisation.id, instance=app.instance, sealed=sealed)
        for number in range(people):
            person = await make_person(session, name=f"Stormperson {number}")
            ambassador = await make_ambassador(session, programme, person)
            connection = await consent(network.http, egress, app, account="+", name=person.name)
            probe = await Mastodon().probe(egress, connection)
            profile = await make_profile(
                session, organisation.id, person, network="mastodon", instance=app.instance, state="connected",
                external_id=connection.subject, handle=connection.handle, scopes=list(connection.scopes),
                capabilities=to_json(probe.caps), limits=to_json(probe.limits), service=connection.service_url,
            )  # fmt: skip
            await store_connection(session, sealer, organisation.id, profile.id, connection)
            cookie = await make_session(session, person, organisation.id)
            residents.append(Resident(organisation.id, programme.id, ambassador.id, person.id, profile.id, cookie))
    await engine.dispose()
    return residents


class Crowd:
    """All residents, each in a thread of their own."""

    def __init__(self, installation: Installation, residents: Sequence[Resident], seed: int) -> None:
        self.installation = installation
        self.promised = set[int]()
        self.taken_back = 0
        self._marks, self._quiet = count(1), threading.Event()
        self._threads = [
            threading.Thread(target=self._talk, args=(resident, Random(f"{seed} {number}")))
            for number, resident in enumerate(residents)
        ]
        self._errors: list[BaseException] = []

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def hush(self) -> None:
        """Nobody begins another post; who waits for an answer still gets it."""
        self._quiet.set()
        for thread in self._threads:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def _talk(self, resident: Resident, chance: Random) -> None:
        try:
            while not self._quiet.wait(chance.uniform(*PAUSE)):
                mark = next(self._marks)
                self._share(resident, mark)
                self.promised.add(mark)
        except BaseException as error:
            self._errors.append(error)
            raise

    def _share(self, resident: Resident, mark: int) -> None:
        ids = {"o": resident.organisation_id, "consent": new_id(), "share": new_id(), "post": new_id()}
        rendered = Mastodon().render(Draft(f"Vi har bygget en ovn. [{mark}]"), Mastodon().limits)
        values = ids | {
            "person": resident.person_id, "programme": resident.programme_id, "ambassador": resident.ambassador_id,
            "profile": resident.profile_id, "text": rendered.text, "payload": Jsonb(to_json(rendered)),
            "hash": bytes.fromhex(digest(to_json(rendered))), "key": str(uuid4()),
        }  # fmt: skip
        while True:
            try:
                with psycopg.connect(self.installation.database_url.replace("+psycopg", "")) as connection:
                    if connection.execute("SELECT FROM post WHERE id = %(post)s", values).rowcount:
                        return
                    connection.execute(
                        "INSERT INTO consent (organisation_id, id, person_id, statement, shown, given_at)"
                        " VALUES (%(o)s, %(consent)s, %(person)s, 'exact-words-1', '{}', now())",
                        values,
                    )
                    connection.execute(
                        "INSERT INTO share (organisation_id, id, programme_id, ambassador_id, consent_id, language, own_words)"
                        " VALUES (%(o)s, %(share)s, %(programme)s, %(ambassador)s, %(consent)s, 'da', true)",
                        values,
                    )
                    connection.execute(
                        "INSERT INTO post (organisation_id, id, share_id, profile_id, network, mode, state, text, payload,"
                        " payload_hash, idempotency_key, due_at, turn_at, epoch, tries, checks) VALUES (%(o)s, %(post)s,"
                        " %(share)s, %(profile)s, 'mastodon', 'api', 'scheduled', %(text)s, %(payload)s, %(hash)s,"
                        " %(key)s, now(), now(), 0, 0, 0)",
                        values,
                    )
                return
            except psycopg.OperationalError:
                time.sleep(0.3)


def rows(installation: Installation) -> list[dict[str, Any]]:
    """Every post as it stands."""
    with psycopg.connect(installation.database_url.replace("+psycopg", ""), row_factory=dict_row) as connection:
        return connection.execute("SELECT id, text, state, reason_type, faults FROM post ORDER BY id").fetchall()


def drain(installation: Installation) -> None:
    """Wait until every post has come to an end."""
    until = time.monotonic() + DRAINED_WITHIN
    while time.monotonic() < until and any(row["state"] in QUEUE_STATES for row in rows(installation)):
        time.sleep(0.5)
