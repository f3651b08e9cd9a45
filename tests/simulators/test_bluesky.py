"""The simulated AT Protocol is strict: what it forgives, our adapter would never be told."""

import base64
import hashlib
import time
from collections.abc import Generator
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from simulators.bluesky.sky import Sky
from simulators.bluesky.stage import SkyStage, sky_stage

CLIENT = "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fx&scope=atproto%20transition%3Ageneric"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
POST = {"$type": "app.bsky.feed.post", "text": "Hej", "createdAt": "2026-11-24T10:00:00.000Z"}
KEY = "3n32f522m2227"
TAG = {"$type": "app.bsky.richtext.facet#tag", "tag": "j"}


@pytest.fixture(scope="module")
def stage() -> Generator[SkyStage]:
    with sky_stage() as running:
        yield running


@pytest.fixture
def sky(stage: SkyStage) -> Sky:
    return stage.raise_sky()


@pytest.fixture
def http() -> Generator[httpx2.Client]:
    with httpx2.Client(timeout=10) as client:
        yield client


class Wallet:
    """A client by hand: proofs are made one by one, so that each can be made wrong."""

    def __init__(self, sky: Sky, http: httpx2.Client) -> None:
        self.sky, self.http, self.key = sky, http, ECKey.generate_key("P-256")

    def proof(self, url: str, *, token: str = "", **wrong: Any) -> str:
        origin = "/".join(url.split("/")[:3])
        claims = {"htm": "POST", "htu": url, "iat": int(time.time()), "jti": str(uuid4())}
        claims["nonce"] = self.sky.nonce(origin)
        if token:
            claims["ath"] = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
        header = {"alg": "ES256", "typ": "dpop+jwt", "jwk": self.key.as_dict(private=False)}
        return jwt.encode(header, claims | wrong, self.key, algorithms=["ES256"])

    def post(self, url: str, form: dict[str, str], **wrong: Any) -> httpx2.Response:
        return self.http.post(url, data=form, headers={"DPoP": self.proof(url, **wrong)})

    def push(self, **changes: str) -> httpx2.Response:
        form = {
            "client_id": CLIENT,
            "response_type": "code",
            "redirect_uri": "http://127.0.0.1/x",
            "scope": "atproto transition:generic",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return self.post(f"{self.sky.issuer}/oauth/par", form | changes)

    def code(self) -> str:
        person = next(iter(self.sky.accounts.values()))
        form = {"request_uri": self.push().json()["request_uri"], "handle": person.handle, "password": person.password}
        answer = self.http.post(f"{self.sky.issuer}/oauth/authorize", data=form | {"decision": "allow"})
        return dict(httpx2.URL(answer.headers["location"]).params)["code"]

    def trade(self, code: str, **changes: str) -> httpx2.Response:
        form = {"grant_type": "authorization_code", "client_id": CLIENT, "code": code, "code_verifier": VERIFIER}
        form["redirect_uri"] = "http://127.0.0.1/x"
        return self.post(f"{self.sky.issuer}/oauth/token", form | changes)

    def write(self, name: str, token: str, record: dict[str, Any], rkey: str = KEY, **wrong: Any) -> httpx2.Response:
        url = f"{self.sky.pds}/xrpc/com.atproto.repo.{name}"
        body = {"repo": next(iter(self.sky.accounts)), "collection": "app.bsky.feed.post", "rkey": rkey}
        headers = {"Authorization": f"DPoP {token}", "DPoP": self.proof(url, token=token, **wrong)}
        return self.http.post(url, json=body | {"record": record}, headers=headers)


@pytest.fixture
def wallet(sky: Sky, http: httpx2.Client) -> Wallet:
    return Wallet(sky, http)


@pytest.fixture
def token(wallet: Wallet) -> str:
    return wallet.trade(wallet.code()).json()["access_token"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"nonce": "made up"}, "use_dpop_nonce"),
        ({"nonce": None}, "use_dpop_nonce"),
        ({"htm": "GET"}, "invalid_dpop_proof"),
        ({"htu": "https://elsewhere.example/"}, "invalid_dpop_proof"),
        ({"iat": 1}, "invalid_dpop_proof"),
        ({"jti": ""}, "invalid_dpop_proof"),
        ({"ath": "of another token"}, "invalid_dpop_proof"),
    ],
)
def test_a_proof_is_for_one_request_one_server_and_one_token(
    wallet: Wallet, token: str, wrong: dict[str, Any], error: str
) -> None:
    answer = wallet.write("putRecord", token, POST, **wrong)
    assert (answer.status_code, answer.json()["error"]) == (401, error)
    assert error in answer.headers["www-authenticate"]
    assert wallet.sky.records == {}


def test_a_proof_works_once(wallet: Wallet, token: str) -> None:
    again = str(uuid4())
    assert wallet.write("putRecord", token, POST, jti=again).status_code == 200
    assert wallet.write("putRecord", token, POST, jti=again).json()["error"] == "invalid_dpop_proof"


def test_nonces_of_one_server_are_nothing_to_another(wallet: Wallet, token: str) -> None:
    theirs = wallet.sky.nonce(wallet.sky.issuer)
    assert wallet.write("putRecord", token, POST, nonce=theirs).json()["error"] == "use_dpop_nonce"


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"redirect_uri": "http://127.0.0.1/y"},
        {"scope": "transition:generic"},
        {"scope": "atproto repo:*"},
        {"response_type": "token"},
        {"login_hint": "asta"},
        {"client_id": "http://localhost/path?scope=atproto"},
        {"client_id": "https://nowhere.example/client.json"},
    ],
)
def test_a_pushed_request_is_held_to_what_the_client_said_of_itself(wallet: Wallet, changes: dict[str, str]) -> None:
    assert wallet.push(**changes).status_code == 400


def test_a_code_works_once_for_its_verifier_and_its_key_and_its_replay_ends_the_session(
    wallet: Wallet, token: str
) -> None:
    code = wallet.code()
    assert wallet.trade(code, code_verifier="x" * 43).json()["error"] == "invalid_grant"
    assert wallet.trade(code).json()["error"] == "invalid_grant"
    code = wallet.code()
    thief = Wallet(wallet.sky, wallet.http)
    assert thief.trade(code).json()["error"] == "invalid_grant"
    code = wallet.code()
    second = wallet.trade(code).json()["access_token"]
    assert wallet.write("putRecord", second, POST).status_code == 200
    assert wallet.trade(code).json()["error"] == "invalid_grant"
    assert wallet.write("putRecord", second, POST).json()["error"] == "invalid_token"
    assert wallet.write("putRecord", token, POST).status_code == 200


def test_creating_on_a_used_key_fails_and_putting_the_same_again_is_no_change(wallet: Wallet, token: str) -> None:
    assert wallet.write("createRecord", token, POST).json()["commit"]
    assert wallet.write("createRecord", token, POST).status_code == 500
    assert "commit" not in wallet.write("putRecord", token, POST).json()
    assert wallet.write("putRecord", token, POST | {"text": "Hov"}).json()["commit"]
    assert [change["act"] for change in wallet.sky.ledger] == ["create", "update"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "ø" * 301},
        {"text": "👨‍👩‍👧‍👦" * 121},
        {"createdAt": "2026-11-24T10:00:00"},
        {"langs": ["da", "en", "de", "sv"]},
        {"colour": "blue"},
        {"$type": "app.bsky.feed.like"},
        {"facets": [{"index": {"byteStart": 0, "byteEnd": 4}, "features": [TAG]}]},
        {"facets": [{"index": {"byteStart": 2, "byteEnd": 2}, "features": [TAG]}]},
        {"embed": {"$type": "app.bsky.embed.images", "images": list[str]()}},
        {"embed": {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.example"}}},
    ],
)
def test_a_record_that_is_not_the_lexicons_is_not_kept(wallet: Wallet, token: str, change: dict[str, Any]) -> None:
    assert wallet.write("putRecord", token, POST | change).status_code == 400
    assert wallet.sky.records == {}


@pytest.mark.parametrize("rkey", ["a-post", "", "zzzzzzzzzzzzz", KEY + "2"])
def test_a_key_is_a_tid(wallet: Wallet, token: str, rkey: str) -> None:
    assert wallet.write("putRecord", token, POST, rkey).status_code == 400


def test_lies_are_ordered_and_the_truth_is_read_over_http(wallet: Wallet, token: str) -> None:
    orders = {"next": [{"lie": "store_then_500"}], "view_lag_seconds": 5}
    assert wallet.http.post(f"{wallet.sky.pds}/sim/control", json=orders).status_code == 200
    assert wallet.write("putRecord", token, POST).status_code == 500
    changes = wallet.http.get(f"{wallet.sky.pds}/sim/ledger").json()["changes"]
    assert [(change["act"], change["record"]["text"]) for change in changes] == [("create", "Hej")]
    told = wallet.http.get(f"{wallet.sky.pds}/sim/control").json()
    assert (told["told"], told["seen"]["stored"]) == ({"store_then_500": 1}, 1)
    assert wallet.http.post(f"{wallet.sky.pds}/sim/control", json={"nxt": []}).status_code == 422
