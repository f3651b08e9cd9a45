"""The practice network over real HTTP on loopback, a clock that tests move, and short ways to what every test does."""

import base64
import hashlib
import io
import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from practice.app import create_app
from practice.network import Practice

TOKEN = "the practice token"
REDIRECT = "http://127.0.0.1:8080/oauth/callback"
SCOPES = "profile write:statuses write:media read:statuses"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
Http = Literal["h11", "httptools"]


class Clock:
    """Stands still until told to move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


class App(NamedTuple):
    client_id: str
    client_secret: str

    def credentials(self) -> dict[str, str]:
        return self._asdict()


class Person:
    """A practice account with a token."""

    def __init__(self, http: httpx2.Client, token: str) -> None:
        self.token = token
        self.http = http
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **params: Any) -> httpx2.Response:
        return self.http.get(path, params=params, headers=self.headers)

    def post(self, text: str, *, key: str | None = None, **fields: Any) -> httpx2.Response:
        headers = self.headers | ({} if key is None else {"Idempotency-Key": key})
        return self.http.post("/api/v1/statuses", json={"status": text, **fields}, headers=headers)

    def delete(self, status_id: str) -> httpx2.Response:
        return self.http.delete(f"/api/v1/statuses/{status_id}", headers=self.headers)

    def upload(self, file: bytes, **fields: str) -> httpx2.Response:
        return self.http.post("/api/v2/media", files={"file": ("a.jpg", file)}, data=fields, headers=self.headers)

    def me(self) -> dict[str, Any]:
        return self.get("/api/v1/accounts/verify_credentials").json()


class Network:
    """A running practice network as its clients see it."""

    def __init__(self, url: str, clock: Clock, http: httpx2.Client) -> None:
        self.url, self.clock, self.http = url, clock, http
        self.door = {"Authorization": f"Bearer {TOKEN}"}

    def control(self, **orders: Any) -> dict[str, Any]:
        answer = self.http.post("/practice/control", json=orders, headers=self.door)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def lie(self, lie: str, **particulars: Any) -> None:
        self.control(next=[{"lie": lie, **particulars}])

    def ledger(self, **query: Any) -> list[dict[str, Any]]:
        return self.http.get("/practice/ledger", params=query, headers=self.door).json()["posts"]

    def register(self, *, redirect: str = REDIRECT, scopes: str = SCOPES) -> App:
        fields = {"client_name": "Fortaler", "redirect_uris": [redirect], "scopes": scopes}
        answer = self.http.post("/api/v1/apps", json=fields).json()
        return App(answer["client_id"], answer["client_secret"])

    def consent(self, app: App, account: str = "mette", **changes: str) -> httpx2.Response:
        form = {
            "response_type": "code",
            "client_id": app.client_id,
            "redirect_uri": REDIRECT,
            "scope": SCOPES,
            "state": "a state",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "account": account,
            "decision": "allow",
        }
        return self.http.post("/oauth/authorize", data=form | changes)

    def code(self, app: App, account: str = "mette", **changes: str) -> str:
        return query_of(self.consent(app, account, **changes))["code"]

    def exchange(self, app: App, code: str, **changes: str) -> httpx2.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
        return self.http.post("/oauth/token", data=form | app.credentials() | changes)

    def connect(self, account: str = "mette", scopes: str = SCOPES) -> Person:
        app = self.register(scopes=scopes)
        answer = self.exchange(app, self.code(app, account, scope=scopes))
        return Person(self.http, answer.json()["access_token"])


def query_of(answer: httpx2.Response) -> dict[str, str]:
    """The query of the address an answer redirects to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


class Stage:
    """Listens for a whole session and serves whichever network stands on it: starting a server costs more than a test."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.app: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)

    @contextmanager
    def network(self, clock: Clock, data: Path | None = None) -> Generator[Network]:
        """A network of one test, gone or closed after it."""
        self.app = create_app(self.url, data, clock, TOKEN)
        try:
            with httpx2.Client(base_url=self.url, timeout=10, verify=False) as client:
                yield Network(self.url, clock, client)
        finally:
            practice: Practice = self.app.state.practice
            practice.store.close()


@contextmanager
def stage(http: Http = "httptools") -> Generator[Stage]:
    """A server on a free port, in a thread of its own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        empty = Stage(f"http://127.0.0.1:{listener.getsockname()[1]}")
        server = uvicorn.Server(
            uvicorn.Config(empty, http=http, log_level="warning", lifespan="off", timeout_graceful_shutdown=2)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield empty
        finally:
            server.should_exit = True
            thread.join()


def wait_until(holds: Callable[[], bool]) -> None:
    """Ask again until it holds; fail after ten seconds."""
    for _ in range(200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to hold")


def picture_of(kind: str, size: tuple[int, int] = (64, 48), frames: int = 1) -> bytes:
    buffer = io.BytesIO()
    images = [Image.new("RGB", size, (40 * number % 256, 90, 74)) for number in range(frames)]
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(buffer, kind, **more)
    return buffer.getvalue()
