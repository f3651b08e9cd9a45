"""Secrets that come in, wherever they stand and whatever becomes of the request, are in no line of the log."""

import io
import logging
from collections.abc import Generator
from secrets import token_urlsafe
from typing import Any

import pytest

from callers import Client
from doors import routes
from kernel.kit.logging import JsonLines

QUIET = ("httpx2", "httpcore2", "arq", "PIL")
BODIES = ("email", "code", "password", "client_secret", "handle", "text", "name", "signed_request")


@pytest.fixture
def log() -> Generator[io.StringIO]:
    """The log as a process of ours writes it."""
    lines, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(lines), root.level
    handler.setFormatter(JsonLines())
    levels = {name: logging.getLogger(name).level for name in QUIET}
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def calls() -> list[tuple[str, str]]:
    """Every method and path of the API; what ends the session comes last."""
    found = [(method, route.path) for route in routes() for method in sorted((route.methods or set()) - {"HEAD"})]
    return sorted(found, key=lambda call: call[0] == "DELETE")


async def try_everywhere(client: Client, method: str, path: str) -> tuple[list[str], str]:
    """Call a route with a canary in every place; the canaries, and everything that was answered."""
    canaries, said = list[str](), list[str]()

    def canary() -> str:
        canaries.append(f"canary-{token_urlsafe(24)}")
        return canaries[-1]

    filled = path.format_map(Filling(canary()))
    bodies: tuple[dict[str, Any], ...] = (
        {"json": {name: canary() for name in BODIES}},
        {"data": {name: canary() for name in BODIES}},
    )
    broken: dict[str, Any] = {"content": f'{{"{canary()}": '.encode()}
    for body in (*bodies, broken):
        answer = await client.request(
            method, filled, params={"code": canary(), "state": canary()}, headers={"Idempotency-Key": canary()}, **body
        )
        said.append(answer.text)
    return canaries, "\n".join(said)


class Filling(dict[str, str]):
    """Fills every parameter of a path with one word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __missing__(self, _name: str) -> str:
        return self.word


async def test_no_secret_that_comes_in_by_any_route_is_in_the_log(
    owner: Client, stranger: Client, log: io.StringIO
) -> None:
    canaries = list[str]()
    for client in (owner, stranger):
        for method, path in calls():
            canaries += (await try_everywhere(client, method, path))[0]
    logging.getLogger("api").warning("the log is listened to")
    lines = log.getvalue()
    assert "the log is listened to" in lines
    assert len(canaries) >= 200
    assert [canary for canary in canaries if canary in lines] == []


async def test_the_secret_of_a_session_comes_back_in_no_answer(owner: Client) -> None:
    (cookie,) = owner.cookies.values()
    for method, path in calls():
        assert cookie not in (await try_everywhere(owner, method, path))[1], path
