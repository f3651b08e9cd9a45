"""X under test: its adapter and the simulated X."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from kernel.kit.settings import XSettings
from network_rigs import REDIRECT, Rig, recorded_egress
from networks.contract import ApiNetwork, Media
from networks.grants import AppCredentials
from networks.x.apps import MODE
from networks.x.network import X
from ordered import Ordered
from simulators.common.stage import Stage
from simulators.x.door import Orders, order
from simulators.x.stage import raise_world
from simulators.x.world import World


class XRig(Ordered[World, Orders]):
    """An app that an administrator made, and a person who uses it. A post that is lost is asked about, never replayed."""

    orders = Orders
    instance = ""
    handle: str | None = None
    page = False
    reads_back = counts = True
    replays = public_counts = False
    media: Media | None = None

    def __init__(self, world: World) -> None:
        self.world = world
        self.person = next(iter(world.accounts.values()))
        self.made = world.register(REDIRECT)
        self.settings = {"FORTALER_X_URL": world.api, "FORTALER_X_WEB_URL": world.web}
        adapter = X(settings_for(world))
        self.network: ApiNetwork = adapter
        self.app: AppCredentials | None = adapter.enrol(
            client_id=self.made.client_id, client_secret=self.made.client_secret, mode=MODE, redirect_uri=REDIRECT
        )
        self.egress, self.urls = recorded_egress(urlsplit(world.api).netloc)

    def consent(self, url: str, *, allow: bool = True) -> dict[str, str]:
        with httpx2.Client(timeout=10) as browser:
            assert browser.get(url).status_code == 200
            form = dict(parse_qsl(urlsplit(url).query)) | {"username": self.person.username}
            answer = browser.post(url, data=form | {"decision": "allow" if allow else "deny"})
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def posts(self) -> list[str]:
        return [post.text for post in self.world.posts.values()]

    def described(self) -> list[list[str]]:
        return [[medium.alt for medium in post.media] for post in self.world.posts.values()]

    def hide_new_posts(self) -> None:
        self.order(Orders(view_lag_seconds=600))

    def slow_media(self, time: timedelta) -> None:
        """X takes a picture or it does not: there is nothing to wait for."""

    def break_media(self) -> None:
        self.order(Orders(broken_uploads=1))

    def revoke_tokens(self) -> None:
        self.order(Orders(end_consents=True))

    def order(self, orders: Orders) -> None:
        """Let the simulated X do what only X can."""
        order(self.world, orders)


def settings_for(world: World) -> XSettings:
    """The settings of an installation whose X this one is."""
    return XSettings(FORTALER_X_URL=world.api, FORTALER_X_WEB_URL=world.web)


@contextmanager
def x_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """The X of one test, on servers of the session."""
    stage: Stage = request.getfixturevalue("x_stage")
    yield XRig(raise_world(stage))
