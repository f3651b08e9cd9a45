"""Facebook under test: a page, and the person who posts on it. A post that is lost is asked about, never replayed."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from kernel.kit.settings import FacebookSettings
from network_rigs import REDIRECT, Rig, recorded_egress
from networks.contract import ApiNetwork, Media
from networks.facebook.network import Facebook
from networks.facebook.rights import MODE
from networks.grants import AppCredentials
from ordered import Ordered
from simulators.facebook.door import Orders, order, raise_world
from simulators.facebook.world import World


class FacebookRig(Ordered[World, Orders]):
    """An app that an administrator made, a person, and their page."""

    orders = Orders
    instance = ""
    handle: str | None = None
    page = reads_back = counts = True
    replays = public_counts = False
    media: Media | None = None

    def __init__(self, world: World) -> None:
        self.world = world
        self.settings = {"FORTALER_FACEBOOK_WEB_URL": world.web, "FORTALER_FACEBOOK_URL": world.graph}
        self.person = next(iter(world.people.values()))
        self.made = world.register(REDIRECT)
        adapter = Facebook(FacebookSettings.model_validate(self.settings))
        self.network: ApiNetwork = adapter
        self.app: AppCredentials | None = adapter.enrol(
            client_id=self.made.client_id, client_secret=self.made.client_secret, mode=MODE, redirect_uri=REDIRECT
        )
        self.egress, self.urls = recorded_egress(urlsplit(world.graph).netloc)

    def consent(self, url: str, *, allow: bool = True, without: str = "") -> dict[str, str]:
        with httpx2.Client(timeout=10) as browser:
            assert browser.get(url).status_code == 200
            form = dict(parse_qsl(urlsplit(url).query)) | {"username": self.person.username, "without": without}
            answer = browser.post(url, data=form | {"decision": "allow" if allow else "deny"})
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def posts(self) -> list[str]:
        return [post.message for post in self.world.posts.values()]

    def described(self) -> list[list[str]]:
        return [list(post.descriptions) for post in self.world.posts.values()]

    def hide_new_posts(self) -> None:
        self.order(Orders(view_lag_seconds=600))

    def slow_media(self, time: timedelta) -> None:
        """Facebook takes a picture or it does not: there is nothing to wait for."""

    def break_media(self) -> None:
        self.order(Orders(broken_pictures=1))

    def revoke_tokens(self) -> None:
        self.order(Orders(end_consents=True))

    def order(self, orders: Orders) -> None:
        """Let the simulated Facebook do what only it can."""
        order(self.world, orders)


def facebook_on(request: pytest.FixtureRequest) -> FacebookRig:
    """The Facebook of one test, on servers of the session."""
    return FacebookRig(raise_world(request.getfixturevalue("facebook_stage")))


@contextmanager
def facebook_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """For the contract."""
    yield facebook_on(request)
