"""The simulated LinkedIn is strict: what it forgives, our adapter would never be told."""

import io
from collections.abc import Generator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from PIL import Image

from simulators.linkedin.little import words_of
from simulators.linkedin.stage import COMMUNITY, LinkedInStage, linkedin_stage
from simulators.linkedin.world import World

REDIRECT = "http://127.0.0.1/x"
PERSON, PAGE = "urn:li:person:aStA_0-1", "urn:li:organization:2414183"
HEADERS = {"LinkedIn-Version": "202608", "X-Restli-Protocol-Version": "2.0.0"}


@pytest.fixture(scope="module")
def stage() -> Generator[LinkedInStage]:
    with linkedin_stage() as running:
        yield running


@pytest.fixture
def world(stage: LinkedInStage) -> World:
    return stage.raise_world(REDIRECT)


@pytest.fixture
def http() -> Generator[httpx2.Client]:
    with httpx2.Client(timeout=10) as client:
        yield client


class Wallet:
    """A client by hand, so that everything can be done wrong."""

    def __init__(self, world: World, http: httpx2.Client) -> None:
        self.world, self.http = world, http

    def consent(self, decision: str = "allow", **changes: str) -> dict[str, str]:
        query = {
            "response_type": "code",
            "client_id": "86community",
            "redirect_uri": REDIRECT,
            "scope": " ".join(COMMUNITY),
            "state": "s",
        }
        url = f"{self.world.web}/oauth/v2/authorization?{urlencode(query | changes)}"
        answer = self.http.post(url, data={"member": "aStA_0-1", "decision": decision})
        return dict(httpx2.URL(answer.headers["location"]).params) if "location" in answer.headers else answer.json()

    def trade(self, **changes: str) -> httpx2.Response:
        form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT}
        form |= {"client_id": "86community", "client_secret": "the community secret"}
        return self.http.post(f"{self.world.web}/oauth/v2/accessToken", data=form | changes)

    def token(self, **changes: str) -> dict[str, Any]:
        return self.trade(code=self.consent(**changes)["code"]).json()

    def headers(self, token: str = "", **changes: str | None) -> dict[str, str]:
        sent = HEADERS | {"Authorization": f"Bearer {token or self.token()['access_token']}"} | changes
        return {name: value for name, value in sent.items() if value is not None}

    def get(self, path: str, changes: dict[str, str | None] | None = None) -> httpx2.Response:
        return self.http.get(f"{self.world.api}/rest/{path}", headers=self.headers("", **(changes or {})))

    def post(self, token: str = "", **changes: Any) -> httpx2.Response:
        body = {
            "author": PERSON,
            "commentary": "Hej",
            "visibility": "PUBLIC",
            "distribution": {"feedDistribution": "MAIN_FEED"},
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        body = {name: value for name, value in (body | changes).items() if value is not None}
        return self.http.post(f"{self.world.api}/rest/posts", json=body, headers=self.headers(token))

    def image(self, owner: str = PERSON, data: bytes = b"") -> str:
        url = f"{self.world.api}/rest/images?action=initializeUpload"
        headers = self.headers()
        value = self.http.post(url, json={"initializeUploadRequest": {"owner": owner}}, headers=headers).json()["value"]
        if data:
            assert self.http.put(value["uploadUrl"], content=data, headers=headers).status_code == 201
        return value["image"]


@pytest.fixture
def wallet(world: World, http: httpx2.Client) -> Wallet:
    return Wallet(world, http)


def code_of(answer: httpx2.Response) -> str:
    """The name under which a call was refused."""
    body = answer.json()
    return body.get("code") or body["errorDetails"]["inputErrors"][0]["code"]


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"LinkedIn-Version": None}, 400),
        ({"LinkedIn-Version": "2026-08"}, 400),
        ({"LinkedIn-Version": "202508"}, 426),
        ({"LinkedIn-Version": "202701"}, 426),
        ({"X-Restli-Protocol-Version": None}, 400),
        ({"Authorization": "Bearer guessed"}, 401),
        ({"Authorization": None}, 401),
    ],
)
def test_a_call_needs_its_headers(wallet: Wallet, changes: dict[str, str | None], status: int) -> None:
    assert wallet.get("memberFollowersCount?q=me").status_code == 200
    assert wallet.get("memberFollowersCount?q=me", changes).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "organizations?ids=2414183",
        "organizations?ids=List%282414183%29",
        f"organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity={PAGE}",
        "memberCreatorPostAnalytics?q=entity&entity=(ugc:urn%3Ali%3Ashare%3A1)&queryType=IMPRESSION&aggregation=TOTAL",
        "memberCreatorPostAnalytics?q=entity&entity=(share:urn:li:share:1)&queryType=IMPRESSION&aggregation=TOTAL",
        "memberCreatorPostAnalytics?q=entity&entity=(share:urn%3Ali%3Ashare%3A1)&queryType=LIKES&aggregation=TOTAL",
        f"networkSizes/{PAGE}?edgeType=COMPANY_FOLLOWED_BY_MEMBER",
        "posts?q=author&author=urn%3Ali%3Aorganization%3A2414183",
    ],
)
def test_addresses_are_written_as_linkedin_writes_them(wallet: Wallet, path: str) -> None:
    assert wallet.get(path).status_code == 400


def test_a_code_works_once_for_half_an_hour_for_its_app_and_its_address(wallet: Wallet) -> None:
    code = wallet.consent()["code"]
    assert wallet.trade(code=code).status_code == 200
    assert wallet.trade(code=code).json()["error"] == "invalid_request"
    for wrong in (
        {"redirect_uri": "http://127.0.0.1/y"},
        {"client_id": "86selfserve", "client_secret": "the self-serve secret"},
    ):
        assert wallet.trade(code=wallet.consent()["code"], **wrong).status_code == 400
    assert wallet.trade(code=wallet.consent()["code"], client_secret="guessed").status_code == 401
    code = wallet.consent()["code"]
    wallet.world.clock.forward(timedelta(minutes=31))
    assert wallet.trade(code=code).status_code == 400


def test_a_consent_is_all_or_nothing_and_for_a_known_address(wallet: Wallet) -> None:
    assert wallet.consent(decision="deny")["error"] == "user_cancelled_authorize"
    assert wallet.consent(scope="w_member_social r_everything")["error"] == "unauthorized_scope_error"
    assert wallet.consent(redirect_uri="http://127.0.0.1/y")["error"] == "invalid_redirect_uri"
    assert wallet.consent(client_id="guessed")["error"] == "invalid_client_id"


def test_other_rights_end_the_tokens_before_them(wallet: Wallet) -> None:
    first = wallet.token()["access_token"]
    assert wallet.token()["scope"] == ",".join(COMMUNITY)
    assert wallet.post(first).status_code == 201
    wallet.token(scope="r_basicprofile w_member_social")
    assert wallet.post(first, commentary="Hej igen").json()["serviceErrorCode"] == 65601


def test_a_refresh_token_stays_what_it_is_and_lasts_a_year_from_the_consent(wallet: Wallet) -> None:
    first = wallet.token()
    wallet.world.clock.forward(timedelta(days=100))
    again = wallet.trade(grant_type="refresh_token", refresh_token=first["refresh_token"]).json()
    assert again["refresh_token"] == first["refresh_token"]
    assert again["refresh_token_expires_in"] <= timedelta(days=265).total_seconds()
    wallet.world.clock.forward(timedelta(days=266))
    assert wallet.trade(grant_type="refresh_token", refresh_token=first["refresh_token"]).status_code == 400


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"commentary": None}, "MISSING_FIELD"),
        ({"text": "Hej"}, "UNKNOWN_FIELD"),
        ({"commentary": "ø" * 3001}, "FIELD_LENGTH_TOO_LONG"),
        ({"commentary": "👍" * 1501}, "FIELD_LENGTH_TOO_LONG"),
        ({"visibility": "FRIENDS"}, "INVALID_VALUE_FOR_FIELD"),
        ({"lifecycleState": "DRAFT"}, "INVALID_VALUE_FOR_FIELD"),
        ({"distribution": dict[str, str]()}, "INVALID_VALUE_FOR_FIELD"),
        ({"author": "urn:li:person:another"}, "ACCESS_DENIED"),
        ({"author": "urn:li:organization:1"}, "ACCESS_DENIED"),
        ({"content": {"article": {"source": "https://a.example"}}}, "MISSING_FIELD"),
        ({"content": {"poll": dict[str, str]()}}, "INVALID_VALUE_FOR_FIELD"),
        ({"content": {"media": {"id": "urn:li:image:guessed"}}}, "INVALID_URN_ID"),
        ({"content": {"multiImage": {"images": [{"id": "urn:li:image:guessed"}]}}}, "INVALID_VALUE_FOR_FIELD"),
    ],
)
def test_a_post_that_is_not_as_linkedin_has_it_is_refused(wallet: Wallet, changes: dict[str, Any], code: str) -> None:
    answer = wallet.post(**changes)
    assert answer.status_code in (400, 403)
    assert code_of(answer) == code
    assert answer.headers["x-li-uuid"]
    assert wallet.world.posts == {}


def test_the_same_words_of_the_same_author_are_refused_until_they_are_deleted(wallet: Wallet) -> None:
    token = wallet.token()["access_token"]
    first = wallet.post(token)
    assert (first.status_code, first.content) == (201, b"")
    urn = first.headers["x-restli-id"]
    again = wallet.post(token)
    assert (again.status_code, again.json()["message"]) == (422, f"Content is a duplicate of {urn}")
    assert wallet.post(token, author=PAGE).status_code == 201
    url = f"{wallet.world.api}/rest/posts/{urn.replace(':', '%3A')}"
    for _ in range(2):
        assert wallet.http.delete(url, headers=wallet.headers(token)).status_code == 204
    assert wallet.post(token).status_code == 201
    assert [entry["act"] for entry in wallet.world.ledger] == ["create", "create", "delete", "create"]


def test_a_picture_is_its_owners_uploaded_and_ready_or_there_is_no_post(wallet: Wallet) -> None:
    def content(urn: str) -> dict[str, Any]:
        return {"media": {"id": urn}}

    assert code_of(wallet.post(content=content(wallet.image()))) == "MEDIA_ASSET_WAITING_UPLOAD"
    assert code_of(wallet.post(content=content(wallet.image(PAGE, picture())))) == "INVALID_URN_ID"
    assert code_of(wallet.post(content=content(wallet.image(data=b"no picture")))) == "MEDIA_ASSET_PROCESSING_FAILED"
    wallet.world.media_seconds = 5
    urn = wallet.image(data=picture())
    assert code_of(wallet.post(content=content(urn))) == "MEDIA_ASSET_WAITING_UPLOAD"
    wallet.world.clock.forward(timedelta(seconds=6))
    assert wallet.post(content=content(urn)).status_code == 201


@pytest.mark.parametrize(
    ("commentary", "words"),
    [
        ("Plain words", "Plain words"),
        (r"All of it: \(a\_b\@c\) \#1 \\ \{\|\}", r"All of it: (a_b@c) #1 \ {|}"),
        ("Cut (here) and gone", "Cut "),
        ("a_b", "a"),
        ("Mail bo@a.example", "Mail bo"),
        ("A #tag stays, # does not", "A #tag stays, "),
        ("{hashtag|\\#|Tag} and @[Nordlys](urn:li:organization:2414183)", "#Tag and Nordlys"),
        ("back\\slash", "back"),
    ],
)
def test_a_reserved_letter_that_is_not_escaped_cuts_the_post_off(commentary: str, words: str) -> None:
    assert words_of(commentary) == words


def test_calls_are_counted_by_the_day(wallet: Wallet) -> None:
    token = wallet.token()["access_token"]
    wallet.world.calls_a_day = 1
    assert wallet.post(token).status_code == 201
    answer = wallet.post(token, commentary="Hej igen")
    assert (answer.status_code, "retry-after" in answer.headers) == (429, False)
    wallet.world.clock.forward(timedelta(days=1))
    assert wallet.post(token, commentary="Hej igen").status_code == 201


def test_lies_are_ordered_and_the_truth_is_read_over_http(wallet: Wallet) -> None:
    control = f"{wallet.world.api}/sim/control"
    assert wallet.http.post(control, json={"next": [{"lie": "store_then_500"}]}).status_code == 200
    assert wallet.post().status_code == 500
    changes = wallet.http.get(f"{wallet.world.api}/sim/ledger").json()["changes"]
    assert [(change["act"], change["words"], change["author"]) for change in changes] == [("create", "Hej", PERSON)]
    told = wallet.http.get(control).json()
    assert (told["told"], told["seen"]) == ({"store_then_500": 1}, {"creates": 1, "stored": 1})
    token = wallet.token()["access_token"]
    assert wallet.http.post(control, json={"end_versions": ["202608"]}).status_code == 200
    assert wallet.post(token, commentary="Hej igen").status_code == 426
    assert wallet.http.post(control, json={"clear": True, "expire_tokens": True}).status_code == 200
    assert wallet.post(token, commentary="Hej igen").json()["serviceErrorCode"] == 65602
    assert wallet.http.post(control, json={"nxt": list[str]()}).status_code == 422
