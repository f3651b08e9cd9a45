"""A network's server that lies when it is asked for a token, or who somebody is: refused, or read as harmlessly as it can be."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any, cast

import httpx2
import pytest

from forgery import ELSEWHERE, Forge, answers, lying, says, trades
from kernel.kit.clock import now
from network_posts import begin
from network_rigs import Rig
from networks.errors import ConsentRefused, NetworkError
from networks.grants import Connection
from networks.stored import to_json
from rigs import RIGS

PROVIDERS = [key for key in RIGS if "-" not in key]
DEEP = b'{"access_token":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
LONGEST = timedelta(days=3 * 366)
JSON = "application/json"


@pytest.fixture(params=PROVIDERS)
def rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    with RIGS[request.param](request) as running:
        yield running


def html(_said: dict[str, Any]) -> httpx2.Response:
    return httpx2.Response(200, html="<script>alert(1)</script>")


NO_TOKENS: dict[str, Forge] = {
    "an empty body": answers(200),
    "a page": html,
    "null": answers(200, b"null"),
    "a list": answers(200, b"[]"),
    "half an object": answers(200, b'{"access_token":"a'),
    "an object a hundred thousand deep": answers(200, DEEP),
    "bytes that are no text": answers(200, b'{"access_token":"\xff\xfe"}'),
    "no token": says(access_token=None),
    "an empty token": says(access_token=""),
    "a number for a token": says(access_token=7),
    "an object for a token": says(access_token={"a": 1}),
    "a list for a token": says(access_token=["a"]),
    "a token that adds a header": says(access_token="a\r\nHost: elsewhere.example"),
    "a token with a zero byte": says(access_token="a\0b"),
    "a token that is not ASCII": says(access_token="tøken"),
    "a token with half a character": says(access_token="a\ud800"),
    "a token with spaces": says(access_token="a b"),
    "a token of a megabyte": says(access_token="a" * 1_000_000),
    "a no": answers(400, b'{"error":"invalid_grant"}'),
    "a no that is no JSON": answers(400, b"<h1>No"),
    "a no with a mark that a page would run": answers(400, b'{"error":"<img src=x onerror=alert(1)>"}'),
    "unauthorised": answers(401, b'{"error":"invalid_client"}'),
    "nothing here": answers(404, b"{}"),
    "a failure": answers(500, b"{}"),
    "a way to elsewhere that keeps the form": answers(307, Location=ELSEWHERE),
    "a way to elsewhere for good": answers(308, Location=ELSEWHERE),
    "a way to elsewhere": answers(302, Location=ELSEWHERE),
    "a way inside": answers(307, Location="http://169.254.169.254/latest/meta-data/"),
    "no content": answers(204),
    "an informal status": answers(299, b"[]"),
}


@pytest.mark.parametrize("lie", NO_TOKENS)
async def test_an_answer_without_a_usable_token_connects_nothing_and_our_secrets_go_nowhere_else(
    rig: Rig, lie: str
) -> None:
    app, started = await begin(rig)
    answer = rig.consent(started.url)
    server = lying(rig, trades(answer["code"]), NO_TOKENS[lie])
    with pytest.raises((ConsentRefused, NetworkError)) as caught:
        await rig.network.complete(rig.egress, app, started, answer)
    assert server.forged >= 1
    assert not any("elsewhere" in origin or "169.254" in origin for origin in server.origins)
    told = f"{caught.value!r} {caught.value} {getattr(caught.value, 'excerpt', '')}"
    assert all(secret not in told for secret in (app.client_secret, started.verifier, answer["code"]) if secret)


ODD_LIVES: dict[str, Any] = {
    "a negative life": -1,
    "a life beyond all calendars": 10**30,
    "a life of ten thousand years": 315_360_000_000,
    "a life in words": "forever",
    "a life that is a list": [1],
    "a life that is a fraction": 1.5,
    "a life that is true": True,
}


@pytest.mark.parametrize("lie", ODD_LIVES)
async def test_a_token_said_to_live_for_ever_is_renewed_in_time_all_the_same(rig: Rig, lie: str) -> None:
    app, started = await begin(rig)
    answer = rig.consent(started.url)
    life = ODD_LIVES[lie]
    lying(rig, trades(answer["code"]), says(expires_in=life, refresh_token_expires_in=life))
    try:
        connection = await rig.network.complete(rig.egress, app, started, answer)
    except (ConsentRefused, NetworkError):
        return
    ends = (connection.expires_at, connection.refresh_expires_at)
    assert all(end is None or now() - timedelta(minutes=1) <= end <= now() + LONGEST for end in ends)


ODD_RIGHTS: dict[str, Any] = {
    "no right that we need": "nothing:at:all",
    "rights that are a number": 7,
    "rights that are an object": {"write": True},
    "rights to everything": "admin root *",
}


@pytest.mark.parametrize("lie", ODD_RIGHTS)
async def test_rights_that_were_not_asked_for_are_not_taken_for_those_that_were(rig: Rig, lie: str) -> None:
    app, started = await begin(rig)
    answer = rig.consent(started.url)
    lying(rig, trades(answer["code"]), says(scope=ODD_RIGHTS[lie], permissions=ODD_RIGHTS[lie]))
    try:
        connection = await rig.network.complete(rig.egress, app, started, answer)
    except (ConsentRefused, NetworkError):
        return
    assert set(connection.scopes) <= set(app.scopes)


async def test_a_code_traded_for_the_token_of_another_app_is_found_out_before_anything_is_kept(rig: Rig) -> None:
    app, started = await begin(rig)
    answer = rig.consent(started.url)
    lying(rig, trades(answer["code"]), says(access_token="of-another-app", refresh_token="of-another-app"))
    with pytest.raises((ConsentRefused, NetworkError)):
        await rig.network.probe(rig.egress, await rig.network.complete(rig.egress, app, started, answer))


NAMES = ("username", "name", "display_name", "localizedFirstName", "given_name", "handle", "displayName")
ADDRESSES = ("url", "avatar", "picture", "profile_image_url", "threads_profile_picture_url", "profile_picture_url")
ODD_PEOPLE: dict[str, dict[str, Any]] = {
    "names that are numbers": dict.fromkeys(NAMES, 7),
    "names that are lists": {name: ["a"] for name in NAMES},
    "names with a zero byte": dict.fromkeys(NAMES, "a\0b"),
    "names with half a character": dict.fromkeys(NAMES, "a\ud800b"),
    "names of a megabyte": dict.fromkeys(NAMES, "a" * 1_000_000),
    "addresses that a page would run": dict.fromkeys(ADDRESSES, "javascript:alert(1)"),
    "addresses of data": dict.fromkeys(ADDRESSES, "data:text/html,<script>alert(1)</script>"),
    "addresses with a zero byte": dict.fromkeys(ADDRESSES, "https://a.example/\0"),
    "an id that is a list": {"id": ["a"], "sub": ["a"], "user_id": ["a"]},
    "an id with a zero byte": {"id": "a\0", "sub": "a\0", "user_id": "a\0"},
}


def rows_of(connection: Connection) -> list[str]:
    """What of it is written into the database, or shown."""
    return [
        connection.subject,
        connection.handle,
        connection.display_name,
        connection.avatar or "",
        connection.url or "",
    ]


@pytest.mark.parametrize("lie", ODD_PEOPLE)
async def test_whoever_somebody_is_said_to_be_can_be_stored_and_shown(rig: Rig, lie: str) -> None:
    app, started = await begin(rig)
    answer = rig.consent(started.url)
    changes = ODD_PEOPLE[lie]

    def forge(said: dict[str, Any]) -> httpx2.Response:
        return httpx2.Response(200, json=changed(said, changes))

    lying(rig, lambda request: request.method == "GET" and "authorization" in request.headers, forge)
    try:
        connection = await rig.network.complete(rig.egress, app, started, answer)
    except (ConsentRefused, NetworkError):
        return
    for text in rows_of(connection):
        assert "\0" not in text
        assert len(text.encode()) <= 8000
        assert not text.lower().startswith(("javascript:", "data:"))
    assert connection.subject
    to_json(connection)


def changed(said: Any, changes: dict[str, Any]) -> Any:
    """The answer with every member of those names changed, however deep."""
    if isinstance(said, list):
        return [changed(part, changes) for part in cast("list[Any]", said)]
    if not isinstance(said, dict):
        return said
    members = cast("dict[str, Any]", said).items()
    return {name: changes[name] if name in changes else changed(value, changes) for name, value in members}
