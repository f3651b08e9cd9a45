"""The simulated Threads and Instagram are strict: what they forgive, our adapters would never be told."""

import io
from collections.abc import Generator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from PIL import Image

from simulators.common.stage import Stage
from simulators.graph.stage import graph_stage, raise_world
from simulators.graph.world import Manner, World
from simulators.instagram import manner as instagram
from simulators.threads import manner as threads

REDIRECT = "http://127.0.0.1/x"
VERSIONS = {"threads": threads.VERSION, "instagram": instagram.VERSION}


@pytest.fixture(scope="module")
def stage() -> Generator[Stage]:
    with graph_stage() as running:
        yield running


@pytest.fixture
def http() -> Generator[httpx2.Client]:
    with httpx2.Client(timeout=10) as client:
        yield client


class Wallet:
    """A client by hand, so that everything can be done wrong."""

    def __init__(self, world: World, http: httpx2.Client) -> None:
        self.world, self.http = world, http
        self.manner: Manner = world.manner
        self.app = world.register(REDIRECT)
        self.base = f"{world.graph}/{VERSIONS[self.manner.name]}"

    def ask(self, **changes: str) -> httpx2.Response:
        form = {
            "response_type": "code",
            "client_id": self.app.client_id,
            "redirect_uri": REDIRECT,
            "scope": ",".join(sorted(self.manner.scopes)),
            "state": "s",
            "username": "asta",
            "decision": "allow",
        }
        return self.http.post(f"{self.world.web}/oauth/authorize", data=form | changes)

    def code(self, **changes: str) -> str:
        return dict(parse_qsl(urlsplit(self.ask(**changes).headers["location"]).query))["code"]

    def trade(self, **changes: str) -> httpx2.Response:
        form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT}
        form |= {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        return self.http.post(self.world.graph + self.manner.token_path, data=form | changes)

    def short(self, **changes: str) -> str:
        said = self.trade(code=self.code(**changes)).json()
        return (said["data"][0] if "data" in said else said)["access_token"]

    def lengthen(
        self, token: str, path: str = "/access_token", grant: str = "exchange", **changes: str
    ) -> httpx2.Response:
        query = {"grant_type": f"{self.manner.grant}_{grant}_token", "access_token": token}
        query |= {"client_secret": self.app.client_secret}
        return self.http.get(self.world.graph + path, params=query | changes)

    def long(self) -> str:
        return self.lengthen(self.short()).json()["access_token"]

    def get(self, path: str, token: str, **params: str) -> httpx2.Response:
        return self.http.get(f"{self.base}/{path}", params=params, headers={"Authorization": f"Bearer {token}"})

    def lay(self, token: str, owner: str = "me", **form: str) -> httpx2.Response:
        url = f"{self.base}/{owner}/{self.manner.container_edge}"
        return self.http.post(url, data=form, headers={"Authorization": f"Bearer {token}"})

    def publish(self, token: str, creation_id: str) -> httpx2.Response:
        url = f"{self.base}/me/{self.manner.publish_edge}"
        return self.http.post(url, data={"creation_id": creation_id}, headers={"Authorization": f"Bearer {token}"})

    def picture(self, size: tuple[int, int] = (64, 64), kind: str = "JPEG", media_type: str = "image/jpeg") -> str:
        """An address at which the installation serves a picture."""
        file, name = io.BytesIO(), f"{len(self.world.served)}.jpg"
        Image.new("RGB", size).save(file, kind)
        self.world.served[name] = (200, {"Content-Type": media_type}, file.getvalue())
        return f"{self.world.pictures}/{name}"

    def ready(self, token: str) -> str:
        """A container that could be published."""
        return self.lay(token, media_type="IMAGE", image_url=self.picture()).json()["id"]


@pytest.fixture(params=[threads.MANNER, instagram.MANNER], ids=lambda manner: manner.name)
def wallet(request: pytest.FixtureRequest, stage: Stage, http: httpx2.Client) -> Wallet:
    manner: Manner = request.param
    return Wallet(raise_world(stage, manner, VERSIONS[manner.name]), http)


def code_of(answer: httpx2.Response) -> tuple[int, int]:
    """Code and subcode of a refusal."""
    error: dict[str, Any] = answer.json()["error"]
    assert answer.status_code >= 400
    return error["code"], error.get("error_subcode", 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "1"},
        {"redirect_uri": REDIRECT + "/"},
        {"redirect_uri": "https://elsewhere.example/"},
        {"response_type": "token"},
        {"scope": ""},
        {"scope": "everything"},
    ],
)
def test_a_beginning_that_does_not_hold_is_shown_and_never_sent_on(wallet: Wallet, changes: dict[str, str]) -> None:
    answer = wallet.ask(**changes)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_a_code_works_once_for_its_app_its_address_and_an_hour(wallet: Wallet) -> None:
    code = wallet.code()
    assert wallet.trade(code=code).status_code == 200
    assert wallet.trade(code=code).status_code == 400
    for changes in (
        {"redirect_uri": REDIRECT + "/"}, {"client_secret": "guessed"}, {"client_id": "1"}, {"grant_type": "password"},
    ):  # fmt: skip
        assert wallet.trade(code=wallet.code(), **changes).status_code == 400, changes
    other = wallet.world.register(REDIRECT)
    answer = wallet.trade(code=wallet.code(), client_id=other.client_id, client_secret=other.client_secret)
    assert answer.status_code == 400
    late = wallet.code()
    wallet.world.clock.forward(timedelta(hours=1, seconds=1))
    assert wallet.trade(code=late).status_code == 400


def test_a_short_token_is_lengthened_once_and_with_the_secret_only(wallet: Wallet) -> None:
    short = wallet.short()
    assert wallet.lengthen(short, client_secret="guessed").status_code == 400
    assert wallet.lengthen(short, grant_type="xx_exchange_token").status_code == 400
    assert wallet.lengthen("guessed").status_code == 401
    long = wallet.lengthen(short).json()
    assert long["expires_in"] == 60 * 24 * 60 * 60
    assert wallet.lengthen(long["access_token"]).status_code == 400


def test_a_token_renews_itself_after_its_first_day_and_before_its_end(wallet: Wallet) -> None:
    token = wallet.long()
    assert wallet.lengthen(token, "/refresh_access_token", "refresh").status_code == 400
    wallet.world.clock.forward(timedelta(hours=25))
    renewed = wallet.lengthen(token, "/refresh_access_token", "refresh").json()["access_token"]
    wallet.world.clock.forward(timedelta(days=61))
    assert code_of(wallet.lengthen(renewed, "/refresh_access_token", "refresh")) == (190, 463)
    assert code_of(wallet.get("me", renewed)) == (190, 463)


def test_a_token_that_nobody_gave_opens_nothing(wallet: Wallet) -> None:
    for token in ("guessed", wallet.app.client_secret):
        assert code_of(wallet.get("me", token)) == (190, 0)


def test_what_was_not_granted_is_not_done(wallet: Wallet) -> None:
    poor = wallet.short(scope=wallet.manner.basic)
    assert code_of(wallet.lay(poor, media_type="IMAGE", image_url=wallet.picture()))[0] == 10
    assert code_of(wallet.publish(poor, "1"))[0] == 10
    rich = wallet.long()
    post = wallet.publish(rich, wallet.ready(rich)).json()["id"]
    assert code_of(wallet.get(f"{post}/insights", poor, metric="likes"))[0] == 10
    deleted = wallet.http.delete(f"{wallet.base}/{post}", headers={"Authorization": f"Bearer {poor}"})
    assert code_of(deleted)[0] == 10


def test_nobody_posts_for_or_reads_of_somebody_else(wallet: Wallet) -> None:
    other = wallet.world.add("bo", "Bo")
    token, theirs = wallet.long(), wallet.short(username="bo")
    assert wallet.lay(token, owner=other.id, media_type="IMAGE", image_url=wallet.picture()).status_code >= 400
    mine = wallet.ready(token)
    assert wallet.publish(theirs, mine).status_code >= 400
    post = wallet.publish(token, mine).json()["id"]
    assert wallet.get(post, theirs).status_code >= 400
    assert wallet.get(mine, theirs).status_code >= 400


def test_a_container_is_published_once_within_a_day(wallet: Wallet) -> None:
    token = wallet.long()
    container = wallet.ready(token)
    assert wallet.publish(token, container).status_code == 200
    assert code_of(wallet.publish(token, container)) == (9007, 2207027)
    assert code_of(wallet.publish(token, "17")) == (24, 2207006)
    old = wallet.ready(token)
    wallet.world.clock.forward(timedelta(hours=25))
    assert code_of(wallet.publish(token, old)) == (24, 2207008)


def test_a_container_that_is_worked_on_cannot_be_published_yet(wallet: Wallet) -> None:
    token = wallet.long()
    wallet.world.processing = timedelta(minutes=1)
    container = wallet.ready(token)
    status = wallet.manner.status
    assert wallet.get(container, token, fields=status).json()[status] == "IN_PROGRESS"
    assert code_of(wallet.publish(token, container)) == (9007, 2207027)
    wallet.world.clock.forward(timedelta(minutes=2))
    assert wallet.publish(token, container).status_code == 200


def test_the_days_posts_are_counted(wallet: Wallet) -> None:
    token = wallet.long()
    wallet.world.posts_a_day = 1
    assert wallet.publish(token, wallet.ready(token)).status_code == 200
    container = wallet.ready(token)
    assert code_of(wallet.publish(token, container)) == (9, 2207042)
    wallet.world.clock.forward(timedelta(hours=23, minutes=59))
    assert code_of(wallet.publish(token, container)) == (9, 2207042)


@pytest.mark.parametrize(
    ("size", "kind", "media_type"),
    [((64, 64), "GIF", "image/gif"), ((64, 64), "JPEG", "text/html"), ((2000, 64), "JPEG", "image/jpeg")],
)
def test_a_picture_that_is_not_as_it_must_be_is_not_published(
    wallet: Wallet, size: tuple[int, int], kind: str, media_type: str
) -> None:
    token = wallet.long()
    answer = wallet.lay(token, media_type="IMAGE", image_url=wallet.picture(size, kind, media_type))
    if wallet.manner.broken_at_once:
        assert code_of(answer)[0] == 9004
        return
    container = answer.json()["id"]
    assert wallet.get(container, token, fields=wallet.manner.status).json()[wallet.manner.status] == "ERROR"
    assert wallet.publish(token, container).status_code == 400


def test_a_picture_behind_a_redirect_is_not_fetched(wallet: Wallet) -> None:
    picture = wallet.picture()
    wallet.world.served["moved.jpg"] = (302, {"Location": picture}, b"")
    answer = wallet.lay(wallet.long(), media_type="IMAGE", image_url=f"{wallet.world.pictures}/moved.jpg")
    assert not wallet.manner.broken_at_once or code_of(answer)[0] == 9004
    assert [url for url in wallet.world.fetched if url == picture] == []


@pytest.mark.parametrize("children", ["", "1", "1,2"])
def test_a_carousel_is_of_items_that_were_laid_for_it(wallet: Wallet, children: str) -> None:
    assert code_of(wallet.lay(wallet.long(), media_type="CAROUSEL", children=children))[0] == 100


def test_words_alone_and_too_many_of_them(wallet: Wallet) -> None:
    token, words = wallet.long(), wallet.manner.words
    longest = threads.LONGEST if wallet.manner.name == "threads" else instagram.LONGEST
    picture = wallet.picture()
    assert wallet.lay(token, media_type="IMAGE", image_url=picture, **{words: "ø" * longest}).status_code == 200
    assert code_of(wallet.lay(token, media_type="IMAGE", image_url=picture, **{words: "ø" * (longest + 1)}))[0] == 100
    alone = wallet.lay(token, media_type="TEXT", **{words: "Hej"})
    assert (alone.status_code == 200) is wallet.manner.words_alone
    assert code_of(wallet.lay(token, media_type="TEXT"))[0] == 100


def test_numbers_that_there_are_not_are_refused(wallet: Wallet) -> None:
    token = wallet.long()
    post = wallet.publish(token, wallet.ready(token)).json()["id"]
    assert wallet.get(f"{post}/insights", token, metric="views,likes").status_code == 200
    assert code_of(wallet.get(f"{post}/insights", token, metric="views,impressions"))[0] == 100
