"""LinkedIn's adapter and a small LinkedIn, as what may be granted there has it: a person, a person who sees numbers, a page."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from network_rigs import REDIRECT, Rig, recorded_egress
from networks.contract import ApiNetwork, Media
from networks.grants import AppCredentials
from networks.linkedin.network import LinkedIn
from networks.linkedin.surroundings import Surroundings
from ordered import Ordered
from simulators.linkedin.door import Orders, order
from simulators.linkedin.stage import LinkedInStage
from simulators.linkedin.world import Member, World

Account = Literal["person", "counted", "page"]
VERSION = "202608"


class LinkedInRig(Ordered[World, Orders]):
    """A person by a self-serve app; by a Community Management app their numbers are seen, too, or their page is used."""

    orders = Orders
    instance = ""
    handle: str | None = None
    public_counts = replays = False
    media: Media | None = None

    def __init__(self, world: World, account: Account = "person", version: str = VERSION) -> None:
        self.world = world
        self.person: Member = next(iter(world.members.values()))
        self.page = self.reads_back = account == "page"
        self.counts = account != "person"
        mode = "community_management" if self.counts else "self_serve"
        known = world.apps["86community" if self.counts else "86selfserve"]
        adapter = LinkedIn(Surroundings(world.web, world.api, version))
        self.network: ApiNetwork = adapter
        self.app: AppCredentials | None = adapter.enrol(
            client_id=known.client_id, client_secret=known.secret, mode=mode, redirect_uri=REDIRECT
        )
        self.settings = {"FORTALER_LINKEDIN_URL": world.web, "FORTALER_LINKEDIN_API_URL": world.api}
        origins = (world.web, world.api, world.uploads)
        self.egress, self.urls = recorded_egress(*(urlsplit(origin).netloc for origin in origins))

    def consent(self, url: str, *, allow: bool = True) -> dict[str, str]:
        return answer_consent(url, self.person, allow=allow)

    def order(self, orders: Orders) -> None:
        order(self.world, orders)

    def posts(self) -> list[str]:
        return [post.words for post in self.world.standing()]

    def described(self) -> list[list[str]]:
        contents = [post.body.get("content", {}) for post in self.world.standing()]
        shown = [one.get("multiImage", {}).get("images") or [one["media"]] for one in contents if "article" not in one]
        return [[image.get("altText", "") for image in images] for images in shown]

    def hide_new_posts(self) -> None:
        self.order(Orders(view_lag_seconds=600))

    def slow_media(self, time: timedelta) -> None:
        self.order(Orders(media_seconds=time.total_seconds()))

    def break_media(self) -> None:
        self.order(Orders(broken_uploads=1))

    def revoke_tokens(self) -> None:
        self.order(Orders(revoke_tokens=True))


def answer_consent(url: str, person: Member, *, allow: bool = True) -> dict[str, str]:
    """Answer LinkedIn's page; the parameters of the callback."""
    with httpx2.Client(timeout=10) as browser:
        assert browser.get(url).status_code == 200
        answer = browser.post(url, data={"member": person.id, "decision": "allow" if allow else "deny"})
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def linkedin_rig(account: Account) -> Callable[[pytest.FixtureRequest], AbstractContextManager[Rig]]:
    """The network of one test, on servers of the session."""

    @contextmanager
    def running(request: pytest.FixtureRequest) -> Generator[Rig]:
        stage: LinkedInStage = request.getfixturevalue("linkedin_stage")
        yield LinkedInRig(stage.raise_world(REDIRECT), account)

    return running
