"""The simulated Facebook is strict: what it forgives, our adapter would never be told."""

import io
from collections.abc import Generator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from PIL import Image

from simulators.common.stage import Stage
from simulators.facebook.door import facebook_stage, raise_world
from simulators.facebook.world import SCOPES, VERSION, World

REDIRECT = "http://127.0.0.1/x"


@pytest.fixture(scope="module")
def stage() -> Generator[Stage]:
    with facebook_stage() as running:
        yield running


@pytest.fixture
def http() -> Generator[httpx2.Client]:
    with httpx2.Client(timeout=10) as client:
        yield client


class Wallet:
    """A client by hand, so that everything can be done wrong."""

    def __init__(self, world: World, http: httpx2.Client) -> None:
        self.world, self.http = world, http
        self.app = world.register(REDIRECT)
        self.base = f"{world.graph}/{VERSION}"
        self.person = next(iter(world.people.values()))

    def ask(self, **changes: str) -> httpx2.Response:
        form = {
            "response_type": "code",
            "client_id": self.app.client_id,
            "redirect_uri": REDIRECT,
            "scope": ",".join(sorted(SCOPES)),
            "state": "s",
            "username": self.person.username,
            "decision": "allow",
        }
        return self.http.post(f"{self.world.web}/{VERSION}/dialog/oauth", data=form | changes)

    def code(self, **changes: str) -> str:
        return dict(parse_qsl(urlsplit(self.ask(**changes).headers["location"]).query))["code"]

    def trade(self, **changes: str) -> httpx2.Response:
        form = {"redirect_uri": REDIRECT, "client_id": self.app.client_id, "client_secret": self.app.client_secret}
        return self.http.post(f"{self.base}/oauth/access_token", data=form | changes)

    def token(self, **changes: str) -> str:
        return self.trade(code=self.code(**changes)).json()["access_token"]

    def page(self, **changes: str) -> tuple[str, str]:
        """A page's id and its token."""
        said = self.get("me/accounts", self.token(**changes)).json()["data"][0]
        return said["id"], said["access_token"]

    def get(self, path: str, token: str, **params: str) -> httpx2.Response:
        return self.http.get(f"{self.base}/{path}", params=params, headers={"Authorization": f"Bearer {token}"})

    def post(self, page: str, token: str, **form: str) -> httpx2.Response:
        return self.http.post(f"{self.base}/{page}/feed", data=form, headers={"Authorization": f"Bearer {token}"})

    def photo(self, page: str, token: str, data: bytes, published: str = "false") -> httpx2.Response:
        return self.http.post(
            f"{self.base}/{page}/photos",
            data={"published": published},
            files={"source": ("a.jpg", data, "image/jpeg")},
            headers={"Authorization": f"Bearer {token}"},
        )


@pytest.fixture
def wallet(stage: Stage, http: httpx2.Client) -> Wallet:
    return Wallet(raise_world(stage), http)


def code_of(answer: httpx2.Response) -> int:
    """The number under which a call was refused."""
    assert answer.status_code >= 400
    error: dict[str, Any] = answer.json()["error"]
    return error["code"]


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "1"},
        {"redirect_uri": REDIRECT + "/"},
        {"redirect_uri": "https://elsewhere.example/"},
        {"response_type": "token"},
        {"scope": "publish_actions"},
    ],
)
def test_a_beginning_that_does_not_hold_is_shown_and_never_sent_on(wallet: Wallet, changes: dict[str, str]) -> None:
    answer = wallet.ask(**changes)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_a_code_works_once_for_its_app_and_its_address(wallet: Wallet) -> None:
    code = wallet.code()
    assert wallet.trade(code=code).status_code == 200
    assert code_of(wallet.trade(code=code)) == 100
    assert code_of(wallet.trade(code=wallet.code(), redirect_uri=REDIRECT + "/")) == 100
    assert code_of(wallet.trade(code=wallet.code(), client_secret="guessed")) == 1
    assert code_of(wallet.trade(code=wallet.code(), client_id="1")) == 101
    other = wallet.world.register(REDIRECT)
    answer = wallet.trade(code=wallet.code(), client_id=other.client_id, client_secret=other.client_secret)
    assert code_of(answer) == 100
    late = wallet.code()
    wallet.world.clock.forward(timedelta(minutes=10, seconds=1))
    assert code_of(wallet.trade(code=late)) == 100


def test_a_token_ends_and_a_longer_one_is_given_to_its_own_app_alone(wallet: Wallet) -> None:
    token = wallet.token()
    assert code_of(wallet.get("me", "guessed")) == 190
    wanted = {"grant_type": "fb_exchange_token", "code": ""}
    assert code_of(wallet.trade(**wanted, fb_exchange_token="guessed")) == 190
    other = wallet.world.register(REDIRECT)
    theirs = {"client_id": other.client_id, "client_secret": other.client_secret}
    assert code_of(wallet.trade(**wanted, fb_exchange_token=token, **theirs)) == 190
    long = wallet.trade(**wanted, fb_exchange_token=token).json()["access_token"]
    wallet.world.clock.forward(timedelta(hours=1, seconds=1))
    assert code_of(wallet.get("me", token)) == 190
    assert wallet.get("me", long).status_code == 200


def test_pages_are_listed_to_whoever_granted_that(wallet: Wallet) -> None:
    assert code_of(wallet.get("me/accounts", wallet.token(without="pages_show_list"))) == 200
    _, of_page = wallet.page()
    assert code_of(wallet.get("me/accounts", of_page)) == 200


def test_a_page_is_posted_on_by_its_own_token_with_the_right_and_the_task(wallet: Wallet) -> None:
    page, token = wallet.page()
    assert wallet.post(page, token, message="Hej").status_code == 200
    assert wallet.post(page, wallet.token(), message="Hej.").status_code >= 400
    assert wallet.post(wallet.person.id, token, message="Hej.").status_code >= 400
    other = wallet.world.found("syd", "Syd")
    assert wallet.post(other.id, token, message="Hej.").status_code >= 400
    _, poor = wallet.page(without="pages_manage_posts")
    assert code_of(wallet.post(page, poor, message="Hej.")) == 200
    wallet.person.tasks[page] = ("ANALYZE",)
    assert code_of(wallet.post(page, token, message="Hej.")) == 200
    assert len(wallet.world.posts) == 1


def test_a_post_says_something_not_too_much_and_not_twice(wallet: Wallet) -> None:
    page, token = wallet.page()
    assert code_of(wallet.post(page, token)) == 100
    assert code_of(wallet.post(page, token, message="ø" * 63_207)) == 100
    assert wallet.post(page, token, message="Hej").status_code == 200
    assert code_of(wallet.post(page, token, message="Hej")) == 506


def test_a_photo_is_a_picture_that_nobody_sees_and_one_post_uses(wallet: Wallet) -> None:
    page, token = wallet.page()
    assert code_of(wallet.photo(page, token, b"no picture")) == 324
    assert code_of(wallet.photo(page, token, picture(), published="true")) == 324
    photo = wallet.photo(page, token, picture()).json()["id"]
    attached = {"attached_media[0]": f'{{"media_fbid":"{photo}"}}'}
    assert wallet.post(page, token, message="En", **attached).status_code == 200
    assert code_of(wallet.post(page, token, message="To", **attached)) == 100
    guessed = {"attached_media[0]": '{"media_fbid":"1"}'}
    assert code_of(wallet.post(page, token, message="Tre", **guessed)) == 100


def test_numbers_need_their_right_and_their_names(wallet: Wallet) -> None:
    page, token = wallet.page()
    post = wallet.post(page, token, message="Hej").json()["id"]
    assert wallet.get(f"{post}/insights", token, metric="post_clicks").status_code == 200
    assert code_of(wallet.get(f"{post}/insights", token, metric="post_impressions")) == 100
    _, poor = wallet.page(without="read_insights")
    assert code_of(wallet.get(f"{post}/insights", poor, metric="post_clicks")) == 200


def test_posts_of_other_pages_are_not_there(wallet: Wallet) -> None:
    page, token = wallet.page()
    post = wallet.post(page, token, message="Hej").json()["id"]
    other = wallet.world.found("syd", "Syd", **{wallet.person.username: ("CREATE_CONTENT",)})
    pages = wallet.get("me/accounts", wallet.token()).json()["data"]
    theirs = next(said["access_token"] for said in pages if said["id"] == other.id)
    assert wallet.get(post, theirs).status_code >= 400
    removed = wallet.http.delete(f"{wallet.base}/{post}", headers={"Authorization": f"Bearer {theirs}"})
    assert removed.status_code >= 400
    assert post in wallet.world.posts
