"""The main job over REST, as an integrator's client would do it: join, connect, write, share, be clicked, be counted.

And what it leaves behind: no secret in any log, no visitor in any store.
"""

import re
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import httpx2
import psycopg
import pytest
from redis import Redis

from running import Running

AGENT = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Canary/{secrets.token_hex(8)} Mobile Safari/604.1"
WORDS = "Jeg var med, da ovnen blev tændt første gang."
PATIENCE = 60


def until(ask: Callable[[], Any], what: str) -> Any:
    """Ask again until the answer is not empty."""
    for _ in range(PATIENCE * 4):
        if answer := ask():
            return answer
        time.sleep(0.25)
    raise AssertionError(f"not within {PATIENCE} s: {what}")


class Person:
    """Somebody with a browser."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.http = httpx2.Client(base_url=f"{running.public}/api/v1", headers={"X-Fortaler": "1"}, timeout=30)
        self.elsewhere = httpx2.Client(timeout=30)

    def get(self, path: str) -> Any:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        answer = self.http.post(path, json=body, headers={"Idempotency-Key": str(uuid4())})
        assert answer.status_code == status, answer.text
        return answer.json()

    def join(self) -> None:
        """With nothing but a name."""
        body = {"name": "Karla Holm", "locale": "da", "zone": "Europe/Copenhagen", "accepts_guidelines": True}
        self.post(f"/join/{self.running.join_code}", body, 201)

    def connect(self) -> dict[str, Any]:
        """The practice network, through its own consent page."""
        wish = {"network": "mastodon", "instance": urlsplit(self.running.practice).netloc, "return_to": "/you/profiles"}
        url: str = self.post("/profiles/connect", wish)["authorize_url"]
        form = dict(parse_qsl(urlsplit(url).query)) | {"account": "mette", "decision": "allow"}
        back = self.elsewhere.post(f"{self.running.practice}/oauth/authorize", data=form).headers["location"]
        assert self.http.get(back).status_code == 303
        return self.get("/profiles")["items"][0]

    def share(self, story: dict[str, Any], profile: dict[str, Any]) -> dict[str, Any]:
        """Exactly what was shown, now."""
        programme = story["programme"]["id"]
        draft = {"profile_id": profile["id"], "text": WORDS}
        wish = {"programme_id": programme, "story_id": story["story_id"], "language": "da", "with_link": True}
        (checked,) = self.post("/shares/check", wish | {"posts": [draft]})["posts"]
        assert [issue for issue in checked["issues"] if issue["severity"] == "error"] == []
        assert checked["rendered"]["text"].startswith(checked["disclosure"])
        posts = [draft | {"shown": checked["shown"]}]
        return self.post("/shares", wish | {"posts": posts, "when": {"kind": "now"}, "confirmed": True}, 201)

    def published(self, share: dict[str, Any]) -> dict[str, Any]:
        """The post, once it is out there."""

        def look() -> dict[str, Any] | None:
            (post,) = self.get(f"/shares/{share['id']}")["posts"]
            assert post["state"] in ("scheduled", "claimed", "sending", "published"), post
            return post if post["state"] == "published" else None

        return until(look, "the post is published")


@pytest.fixture(scope="module")
def person(running: Running) -> Generator[Person]:
    somebody = Person(running)
    yield somebody
    somebody.http.close()
    somebody.elsewhere.close()


@pytest.fixture(scope="module")
def post(person: Person) -> dict[str, Any]:
    """A published post of somebody who has just joined."""
    person.join()
    (story, *_) = person.get("/feed")["items"]
    share = person.share(story, person.connect())
    return person.published(share)


def test_what_was_confirmed_stands_on_the_network_once(post: dict[str, Any], running: Running) -> None:
    page = httpx2.get(running.practice).text
    assert page.count(WORDS) == 1
    assert post["evidence"] == "confirmed"
    assert httpx2.get(post["url"]).status_code == 200


def test_a_click_is_counted_as_one(post: dict[str, Any], person: Person, running: Running) -> None:
    (link,) = set(re.findall(rf"{re.escape(running.public)}/l/\w+", httpx2.get(post["url"]).text))
    answer = httpx2.get(link, headers={"User-Agent": AGENT, "Referer": post["url"]})
    assert answer.status_code == 302
    assert "set-cookie" not in answer.headers

    def clicks() -> list[dict[str, Any]]:
        (seen,) = person.get(f"/shares/{post['share_id']}")["posts"]
        return [figure for figure in seen["figures"] if figure["key"] == "clicks" and figure["value"] == 1]

    (figure,) = until(clicks, "the click is counted")
    assert figure["kind"] == "measured"


def test_nothing_in_any_store_or_log_says_who_clicked(post: dict[str, Any], running: Running) -> None:
    canary = re.findall(r"Canary/\w+", AGENT)[0]
    assert canary not in running.logs()
    assert canary not in stored(running)


def test_no_log_holds_a_secret(post: dict[str, Any], person: Person, running: Running) -> None:
    kept = dict(line.split("=", 1) for line in (running.folder / "secrets.env").read_text().splitlines() if line)
    held = [*kept.values(), *person.http.cookies.values(), *tokens(running)]
    held += [part for url in (running.administrator, running.curator) for part in [url.rsplit("/", 1)[1]]]
    assert len(held) > 8
    logs = running.logs()
    assert [secret[:6] for secret in held if len(secret) > 8 and secret in logs] == []
    assert WORDS not in logs


def test_no_store_holds_a_persons_token_in_the_clear(post: dict[str, Any], person: Person, running: Running) -> None:
    everything = stored(running)
    assert tokens(running)
    assert [token[:6] for token in tokens(running) if token in everything] == []
    assert [value[:6] for value in person.http.cookies.values() if value in everything] == []


def tokens(running: Running) -> list[str]:
    """What the practice network gave out, in a copy of its own book, which it keeps locked."""
    with tempfile.TemporaryDirectory() as folder:
        for file in running.folder.glob("practice.sqlite*"):
            shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / "practice.sqlite")) as book:
            rows = book.execute("SELECT token FROM tokens UNION ALL SELECT client_secret FROM apps").fetchall()
    return [row[0] for row in rows]


def stored(running: Running) -> str:
    """Every row of the database and every value in Redis, as text."""
    found: list[str] = []
    with psycopg.connect(running.database.replace("+psycopg", "")) as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE nspname = 'public' AND relkind IN ('r', 'p') AND NOT relispartition"
        ).fetchall()
        for (name,) in names:
            found += [row[0] for row in connection.execute(f"SELECT t::text FROM {name} t".encode()).fetchall()]
    with Redis.from_url(running.redis) as redis:  # pyright: ignore[reportUnknownMemberType]
        for key in redis.scan_iter():  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            found.append(repr(redis.dump(key)))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    return "\n".join(found)
