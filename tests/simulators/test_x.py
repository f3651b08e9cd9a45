"""The simulated X is strict: what it forgives, our adapter would never be told."""

import base64
import hashlib
from collections.abc import Generator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from practice_network import picture_of
from simulators.common.stage import Stage
from simulators.x import text
from simulators.x.stage import raise_world, x_stage
from simulators.x.world import App, World

RETURN = "https://fortaler.example/return"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SCOPES = "tweet.read users.read tweet.write media.write offline.access"


@pytest.fixture(scope="module")
def stage() -> Generator[Stage]:
    with x_stage() as running:
        yield running


@pytest.fixture
def world(stage: Stage) -> World:
    return raise_world(stage)


class Client:
    """An app by hand, so that each step can be made wrong."""

    def __init__(self, world: World, http: httpx2.Client) -> None:
        self.world, self.http = world, http
        self.app: App = world.register(RETURN)

    def ask(self, **changes: str) -> httpx2.Response:
        query = {
            "response_type": "code",
            "client_id": self.app.client_id,
            "redirect_uri": RETURN,
            "scope": SCOPES,
            "state": "of-ours",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        form = query | {"username": "asta", "decision": "allow"} | changes
        return self.http.post(f"{self.world.web}/i/oauth2/authorize", data=form)

    def code(self, **changes: str) -> str:
        return dict(httpx2.URL(self.ask(**changes).headers["location"]).params)["code"]

    def token(self, form: dict[str, str], pair: tuple[str, str] | None = None) -> httpx2.Response:
        auth = pair or (self.app.client_id, self.app.client_secret)
        return self.http.post(f"{self.world.api}/2/oauth2/token", data=form, auth=auth)

    def refresh(self, refresh_token: str) -> httpx2.Response:
        return self.token({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def trade(self, code: str, **changes: str) -> httpx2.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN, "code_verifier": VERIFIER}
        return self.token(form | changes)

    def call(self, method: str, path: str, token: str, **request: Any) -> httpx2.Response:
        return self.http.request(
            method, f"{self.world.api}{path}", headers={"Authorization": f"Bearer {token}"}, **request
        )

    def post(self, token: str, **body: Any) -> httpx2.Response:
        return self.call("POST", "/2/tweets", token, json=body)

    def upload(self, token: str, data: bytes = b"", category: str = "tweet_image") -> httpx2.Response:
        files = {"media": ("picture", data or picture_of("JPEG"), "image/jpeg")}
        return self.call("POST", "/2/media/upload", token, files=files, data={"media_category": category})


@pytest.fixture
def client(world: World) -> Generator[Client]:
    with httpx2.Client(timeout=10) as http:
        yield Client(world, http)


@pytest.fixture
def token(client: Client) -> str:
    return client.trade(client.code()).json()["access_token"]


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"redirect_uri": f"{RETURN}/"},
        {"scope": "tweet.read everything"},
        {"scope": ""},
        {"response_type": "token"},
        {"state": ""},
        {"state": "s" * 501},
        {"client_id": "nobody"},
    ],
)
def test_a_consent_is_asked_for_exactly_or_not_at_all(client: Client, changes: dict[str, str]) -> None:
    assert client.ask(**changes).status_code == 400


def test_a_code_works_once_within_30_seconds_for_its_verifier_address_and_app(client: Client) -> None:
    code = client.code()
    assert client.trade(code).json()["scope"] == SCOPES
    assert client.trade(code).status_code == 400
    assert client.trade(client.code(), code_verifier="x" * 43).status_code == 400
    assert client.trade(client.code(), redirect_uri="https://elsewhere.example").status_code == 400
    code = client.code()
    client.world.clock.forward(timedelta(seconds=31))
    assert client.trade(code).json()["error"] == "invalid_request"
    other = client.world.register(RETURN)
    code = client.code()
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN, "code_verifier": VERIFIER}
    assert client.token(form, (other.client_id, other.client_secret)).status_code == 400
    assert client.token(form, (client.app.client_id, "wrong")).json()["error"] == "invalid_client"
    assert client.http.post(f"{client.world.api}/2/oauth2/token", data=form).json()["error"] == "unauthorized_client"


def test_a_refresh_token_works_once_and_coming_again_it_ends_everything(client: Client) -> None:
    first = client.trade(client.code()).json()
    second = client.refresh(first["refresh_token"]).json()
    assert client.call("GET", "/2/users/me", second["access_token"]).status_code == 200
    assert client.refresh(first["refresh_token"]).status_code == 400
    assert client.call("GET", "/2/users/me", second["access_token"]).status_code == 401
    assert client.refresh(second["refresh_token"]).status_code == 400


def test_a_token_lives_two_hours_and_a_revoked_one_no_longer(client: Client, token: str) -> None:
    client.world.clock.forward(timedelta(hours=2, seconds=1))
    assert client.call("GET", "/2/users/me", token).status_code == 401
    fresh = client.trade(client.code()).json()["access_token"]
    for _ in range(2):
        url, pair = f"{client.world.api}/2/oauth2/revoke", (client.app.client_id, client.app.client_secret)
        assert client.http.post(url, data={"token": fresh}, auth=pair).json() == {"revoked": True}
    assert client.call("GET", "/2/users/me", fresh).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "ø" * 281}, 400),
        ({"text": "語" * 141}, 400),
        ({"text": f"{'ø' * 258} nordlys.dk"}, 400),
        ({"text": ""}, 400),
        ({}, 400),
        ({"text": "Hej", "colour": "blue"}, 400),
        ({"text": "Hej", "paid_partnership": "yes"}, 400),
        ({"text": "Hej", "media": {"media_ids": []}}, 400),
        ({"text": "Hej", "media": {"media_ids": ["1"]}}, 400),
        ({"text": "Hej", "media": {"media_ids": ["1"], "colour": "blue"}}, 400),
        ({"text": "$NORD $BRK"}, 403),
    ],
)
def test_a_post_that_x_would_not_take_is_not_kept(
    client: Client, token: str, body: dict[str, Any], status: int
) -> None:
    assert client.post(token, **body).status_code == status
    assert client.world.posts == {}
    assert not client.world.bill["post"]


def test_the_same_words_are_refused_and_nothing_else_tells_two_tries_apart(client: Client, token: str) -> None:
    first = client.post(token, text="Hej  du")
    assert (first.status_code, set(first.json()["data"])) == (201, {"id", "text", "edit_history_tweet_ids"})
    again = client.post(token, text="Hej du")
    assert (again.status_code, "duplicate content" in again.json()["detail"]) == (403, True)
    assert client.post(token, text="Hej du igen").status_code == 201
    client.call("DELETE", f"/2/tweets/{first.json()['data']['id']}", token)
    assert client.post(token, text="Hej du").status_code == 201


def test_a_picture_is_the_uploaders_and_lasts_a_day(client: Client, token: str) -> None:
    assert client.upload(token, b"no picture").status_code == 400
    assert client.upload(token, category="tweet_video").status_code == 400
    media_id = client.upload(token).json()["data"]["id"]
    client.world.add("bo", "Bo Holm")
    others = client.trade(client.code(username="bo")).json()["access_token"]
    assert client.post(others, text="Stolen", media={"media_ids": [media_id]}).status_code == 400
    client.world.clock.forward(timedelta(hours=25))
    late = client.trade(client.code()).json()["access_token"]
    assert client.post(late, text="Late", media={"media_ids": [media_id]}).json()["errors"][0]["message"] == (
        "Your media IDs are invalid."
    )


def test_answers_count_the_calls_that_are_left(client: Client, token: str) -> None:
    client.world.limits["create"] = 2
    left = [client.post(token, text=f"Hej {number}").headers["x-rate-limit-remaining"] for number in range(2)]
    assert left == ["1", "0"]
    refused = client.post(token, text="Hej 3")
    assert (refused.status_code, refused.headers["x-rate-limit-remaining"]) == (429, "0")
    assert int(refused.headers["x-rate-limit-reset"]) > client.world.clock().timestamp()


def test_reading_asks_for_fields_that_there_are_and_tells_what_is_missing_beside_what_is_there(
    client: Client, token: str
) -> None:
    post_id = client.post(token, text="Hej & farvel").json()["data"]["id"]
    assert client.call("GET", "/2/tweets?ids=1&tweet.fields=colour", token).status_code == 400
    assert client.call("GET", "/2/tweets?ids=", token).status_code == 400
    said = client.call("GET", f"/2/tweets?ids={post_id},1&tweet.fields=public_metrics", token).json()
    assert ([post["text"] for post in said["data"]], said["errors"][0]["resource_id"]) == (["Hej &amp; farvel"], "1")
    client.world.clock.forward(timedelta(days=31))
    late = client.trade(client.code()).json()["access_token"]
    said = client.call("GET", f"/2/tweets?ids={post_id}&tweet.fields=non_public_metrics", late).json()
    assert (said.get("data"), said["errors"][0]["title"]) == (None, "Field Authorization Error")


def test_a_post_that_is_read_twice_a_day_is_charged_once(client: Client, token: str) -> None:
    post_id = client.post(token, text="Hej").json()["data"]["id"]
    for _ in range(2):
        client.call("GET", f"/2/tweets?ids={post_id}", token)
    assert dict(client.world.bill) == {"post": 15, "post_read": 5}


@pytest.mark.parametrize(
    ("words", "weight"),
    [
        ("Hi http://test.co", 26),
        ("故人西辞楼", 10),
        ("👨‍👩‍👧‍👦", 2),
        ("🇩🇰🇸🇪", 4),
        ("cafe\u0301", 4),
        ("nordlys.dk!", 24),
    ],
)
def test_a_text_is_weighed_as_x_weighs_it(words: str, weight: int) -> None:
    assert text.weigh(words) == weight


def test_lies_are_ordered_and_the_truth_is_read_over_http(client: Client, token: str) -> None:
    orders: dict[str, Any] = {"next": [{"lie": "store_then_500"}], "view_lag_seconds": 5}
    assert client.http.post(f"{client.world.api}/sim/control", json=orders).status_code == 200
    assert client.post(token, text="Hej").status_code == 500
    changes = client.http.get(f"{client.world.api}/sim/ledger").json()["changes"]
    assert [(change["act"], change["account"], change["text"]) for change in changes] == [("create", "asta", "Hej")]
    told = client.http.get(f"{client.world.api}/sim/control").json()
    assert (told["told"], told["seen"]["stored"], told["bill"]["post"]) == ({"store_then_500": 1}, 1, 15)
    assert client.http.post(f"{client.world.api}/sim/control", json={"nxt": []}).status_code == 422
