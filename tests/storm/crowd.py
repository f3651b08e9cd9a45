"""People who share whatever happens, ask again until they are answered, take things back, and answer when asked."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from random import Random
from typing import Any, Self
from uuid import UUID, uuid4

import httpx2
import psycopg
from psycopg.rows import dict_row

from api.auth.cookies import cookie_name
from kernel.tables.base import values_of
from kernel.tables.shares import QUEUE_STATES, PostState
from storm.installation import START_SECONDS, Installation
from storm.reckoning import mark_of
from storm.residents import Resident

WORDS = "Vi har bygget en ovn, der bruger en tredjedel mindre strøm. [{}]"
"""Each post carries its mark, by which it is known in the ledger."""
PAUSE = (0.5, 3.0)
"""Seconds between a person's shares."""
SECOND_THOUGHTS = 0.08
"""How often somebody takes a post back, while it still waits or when it is about to leave."""
PATIENCE = 0.3
"""Seconds before a request that was not answered is made again."""
STUCK_AFTER = 120.0
"""Seconds after the storm without one more post coming to its end: then something holds them for ever."""
OPEN = (*QUEUE_STATES, "ask_person")
ENOUGH = 6
"""Posts of one person that wait: whoever has so many shares no more until some have gone. A crowd that outruns the
publishers for an hour proves nothing more, and leaves thousands to wait for."""


class Gone(Exception):
    """The person has left before they were answered: the storm was broken off."""


class Browser:
    """One person's browser: whatever does not answer, it asks again, until its person has gone."""

    def __init__(self, installation: Installation, resident: Resident, gone: threading.Event) -> None:
        self.resident, self._gone = resident, gone
        self.http = httpx2.Client(
            base_url=f"{installation.url}/api/v1",
            headers={"X-Fortaler": "1", "Origin": installation.url},
            cookies={cookie_name(installation.url): resident.cookie},
            timeout=20,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx2.Response:
        """The answer that settles it: a success, or a refusal that another try will not change. Raises Gone."""
        headers = {"Idempotency-Key": str(uuid4())}
        while True:
            with suppress(httpx2.TransportError):
                answer = self.http.post(path, json=body, headers=headers)
                if answer.status_code < 500 and "idempotency-key-in-flight" not in answer.text:
                    return answer
            if self._gone.wait(PATIENCE):
                raise Gone

    def share(self, words: dict[UUID, str]) -> list[UUID]:
        """Read what will be posted on each profile, and confirm it. The posts' ids."""
        drafts = [{"profile_id": str(profile_id), "text": text} for profile_id, text in words.items()]
        wish: dict[str, Any] = {"programme_id": str(self.resident.programme_id), "language": "da", "with_link": False}
        check = self.post("/shares/check", wish | {"posts": drafts}).raise_for_status().json()
        seen = [draft | {"shown": post["shown"]} for draft, post in zip(drafts, check["posts"], strict=True)]
        made = self.post("/shares", wish | {"posts": seen, "when": {"kind": "now"}, "confirmed": True})
        return [UUID(post["id"]) for post in made.raise_for_status().json()["posts"]]


class Crowd:
    """All residents, each in a thread of their own, and one more thread that answers for them when they are asked."""

    def __init__(self, installation: Installation, residents: Sequence[Resident], seed: int) -> None:
        self.installation = installation
        self.owners = {profile_id: resident for resident in residents for profile_id in resident.profiles}
        self.promised = set[int]()
        self.answers = 0
        self._marks, self._quiet, self._gone = count(1), threading.Event(), threading.Event()
        self._waiting = Counter[str]()
        self._errors: list[BaseException] = []
        self._talking = [
            self._thread(lambda resident=resident, number=number: self._talk(resident, Random(f"{seed} {number}")))
            for number, resident in enumerate(residents)
        ]
        self._answering = self._thread(self._answer)

    def begin(self) -> None:
        """Everybody starts to share."""
        for thread in (*self._talking, self._answering):
            thread.start()

    def hush(self) -> None:
        """Nobody begins another post; who waits for an answer still gets it."""
        self._quiet.set()
        for thread in self._talking:
            thread.join()
        self._raise()

    def drain(self) -> None:
        """Wait until every post has come to an end, for as long as that goes on."""
        fewest, until = sys.maxsize, time.monotonic() + STUCK_AFTER
        while time.monotonic() < until and (left := len(rows(self.installation, OPEN))):
            if left < fewest:
                fewest, until = left, time.monotonic() + STUCK_AFTER
            time.sleep(0.5)
        self.leave()
        self._raise()

    def leave(self) -> None:
        """Nobody says anything any more."""
        self._quiet.set()
        self._gone.set()
        for thread in (*self._talking, self._answering):
            if thread.is_alive():
                thread.join()

    def _thread(self, act: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001  (said by who waits for it)
                self._errors.append(error)

        return threading.Thread(target=run, daemon=True)

    def _raise(self) -> None:
        if self._errors:
            raise self._errors[0]

    def _talk(self, resident: Resident, chance: Random) -> None:
        with Browser(self.installation, resident, self._gone) as browser:
            while not self._quiet.wait(chance.uniform(*PAUSE)):
                if self._waiting[resident.cookie] >= ENOUGH:
                    continue
                marks = {profile_id: next(self._marks) for profile_id in resident.profiles}
                post_ids = browser.share({profile_id: WORDS.format(mark) for profile_id, mark in marks.items()})
                self.promised.update(marks.values())
                if chance.random() < SECOND_THOUGHTS:
                    self._quiet.wait(chance.uniform(0, 12))
                    answer = browser.post(f"/posts/{chance.choice(post_ids)}/cancel")
                    assert answer.status_code in (200, 409), answer.text

    def _answer(self) -> None:
        """See what waits; where a person is asked, look at the profile, and say what is there."""
        while not self._gone.wait(0.5):
            waiting = rows(self.installation, OPEN)
            self._waiting = Counter(self.owners[row["profile_id"]].cookie for row in waiting)
            for row in waiting:
                if row["state"] == "ask_person":
                    owner, mark = self.owners[row["profile_id"]], mark_of(row["text"])
                    seen = any(mark_of(words) == mark for words in owner.profiles[row["profile_id"]].texts())
                    with Browser(self.installation, owner, self._gone) as browser:
                        answer = browser.post(f"/posts/{row['id']}/answer", {"on_profile": seen})
                    assert answer.status_code == 200, answer.text
                    self.answers += 1


def rows(installation: Installation, states: Sequence[str] = values_of(PostState)) -> list[dict[str, Any]]:
    """The posts in these states; asked again until the database is there. Raises psycopg's error where it stays away."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(installation.database_url.replace("+psycopg", "")) as connection:
                found = connection.cursor(row_factory=dict_row)
                query = "SELECT id, profile_id, text, state FROM post WHERE state = ANY(%s) ORDER BY id"
                return found.execute(query, [list(states)]).fetchall()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(PATIENCE)
