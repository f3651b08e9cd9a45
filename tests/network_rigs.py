"""Networks to hold the contract against: an adapter, a simulator over real HTTP, and hands to make it lie.

A further network needs one entry in `rigs.RIGS`: a context manager that takes pytest's request and gives a Rig.
"""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Literal, Protocol
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest

from kernel.kit.addresses import resolve_host
from kernel.kit.egress import Allowance, Egress, GuardedTransport
from kernel.kit.guard import Gate
from networks.bluesky.network import Bluesky
from networks.bluesky.surroundings import Surroundings
from networks.contract import ApiNetwork, Media
from networks.grants import AppCredentials
from networks.registry import api_network
from practice.door.control import Next
from practice.door.lies import Lie as TheirLie
from practice_network import Clock, Network, Stage
from simulators.bluesky.door import Orders, order
from simulators.bluesky.sky import Account, Sky
from simulators.bluesky.stage import SkyStage

# What a create meets, and what is true afterwards; the same words as practice.door.lies.
Lie = Literal[
    "store_then_500", "store_then_drop", "store_then_garbage", "store_then_slow", "slow",
    "drop", "fail_500", "rate_limited", "unavailable", "refuse_text",
]  # fmt: skip
REDIRECT = "http://127.0.0.1:8080/oauth/callback"
SECONDS = 1.5
KEEPS_TOKENS = {"threads", "instagram", "facebook"}
"""Networks that have no call to give a token back: we forget it, and the person removes the app there."""
KEEPS_POSTS = {"instagram"}
"""Networks that let an app delete nothing: the person does it there."""
NEEDS_PICTURES = {"instagram"}
"""Networks that take no words without a picture."""
TRADES_BY_ADDRESS: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("threads", "instagram"), ("/access_token?", "/refresh_access_token?")
)
"""Calls for which a network takes secrets in the address alone: tokens for tokens that live longer."""


class Recording(httpx2.AsyncBaseTransport):
    """The guarded transport, and every address it was asked to call."""

    def __init__(self, loopback: list[str]) -> None:
        self.guarded = GuardedTransport(Gate(loopback, resolve_host))
        self.urls: list[str] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.urls.append(str(request.url))
        return await self.guarded.handle_async_request(request)


class Rig(Protocol):
    """One network under test. Answers that take longer than SECONDS count as lost."""

    network: ApiNetwork
    egress: Egress
    urls: list[str]
    instance: str
    handle: str | None
    app: AppCredentials | None
    """Our app, where somebody makes it by hand at the network; None where we register ourselves."""
    page: bool
    """Whether posts are made on a page that the person looks after, not on their own profile."""
    reads_back: bool
    """Whether the network lets us look for a post; where not, only the person can tell."""
    replays: bool
    """Whether a create that was looked for and is not there may be sent again and makes no copy."""
    counts: bool
    """Whether what was granted lets us read numbers."""
    public_counts: bool
    """Whether numbers are read without the person's token."""
    media: Media | None
    """Pictures that the network can fetch; None where it takes their bytes."""

    settings: dict[str, str]
    """The settings with which a process of its own finds the simulator."""

    @property
    def now(self) -> datetime:
        """The simulator's time."""
        ...

    def consent(self, url: str, *, allow: bool = True) -> dict[str, str]:
        """Answer the consent page as the person; the parameters of the callback."""
        ...

    def lie(self, lie: Lie, *, seconds: float = 2 * SECONDS) -> None:
        """Tell this lie to the next create; one that takes time takes so many seconds."""
        ...

    def lie_often(self, odds: dict[Lie, float], seed: int) -> None:
        """Tell every create one of these lies, by chance."""
        ...

    def stop_lying(self) -> None:
        """Take back what has not been told yet."""
        ...

    def posts(self) -> list[str]:
        """The words of all posts that stand, whatever the network said of them."""
        ...

    def described(self) -> list[list[str]]:
        """The descriptions of each post's pictures, in the order in which they are shown."""
        ...

    def pass_time(self, time: timedelta) -> None:
        """Let the simulator's clock move on."""
        ...

    def hide_new_posts(self) -> None:
        """Leave new posts out of every list for a while."""
        ...

    def slow_media(self, time: timedelta) -> None:
        """Work on pictures for so long."""
        ...

    def break_media(self) -> None:
        """Let the next picture fail."""
        ...

    def revoke_tokens(self) -> None:
        """Take the person's tokens away."""
        ...


class Nowhere(httpx2.AsyncBaseTransport):
    """The guarded transport on a machine that finds no names."""

    def __init__(self) -> None:
        self.guarded = GuardedTransport(Gate([], self.resolve))

    async def resolve(self, _host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = httpx2.URL("https://gone.example").copy_with(raw_path=request.url.raw_path)
        return await self.guarded.handle_async_request(request)


def recorded_egress(*loopback: str) -> tuple[Egress, list[str]]:
    """A guarded client with little patience, and the addresses it calls."""
    transport = Recording(list(loopback))
    egress = Egress(loopback, transport=transport, allowance=Allowance(seconds=SECONDS))
    return egress, transport.urls


class MastodonRig:
    """Mastodon's adapter and the practice network."""

    handle: str | None = None
    app: AppCredentials | None = None
    page = False
    reads_back = replays = counts = True
    public_counts = False
    media: Media | None = None

    def __init__(self, practice: Network) -> None:
        self.practice = practice
        self.network = api_network("mastodon")
        self.instance = urlsplit(practice.url).netloc
        self.settings: dict[str, str] = {}
        self.egress, self.urls = recorded_egress(self.instance)

    @property
    def now(self) -> datetime:
        return self.practice.clock()

    def consent(self, url: str, *, allow: bool = True) -> dict[str, str]:
        assert self.practice.http.get(url).status_code == 200
        form = dict(parse_qsl(urlsplit(url).query)) | {"account": "mette", "decision": "allow" if allow else "deny"}
        answer = self.practice.http.post("/oauth/authorize", data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def lie(self, lie: Lie, *, seconds: float = 2 * SECONDS) -> None:
        self.practice.lie(lie, seconds=seconds)

    def lie_often(self, odds: dict[Lie, float], seed: int) -> None:
        self.practice.control(odds=odds, seed=seed)

    def stop_lying(self) -> None:
        self.practice.control(clear=True)

    def posts(self) -> list[str]:
        return [post["text"] for post in self.practice.ledger() if post["deleted_at"] is None]

    def described(self) -> list[list[str]]:
        return [post["media_descriptions"] for post in self.practice.ledger() if post["deleted_at"] is None]

    def pass_time(self, time: timedelta) -> None:
        self.practice.clock.forward(seconds=time.total_seconds())

    def hide_new_posts(self) -> None:
        self.practice.control(account_statuses={"lag_seconds": 600})

    def slow_media(self, time: timedelta) -> None:
        self.practice.control(media={"processing_seconds": time.total_seconds()})

    def break_media(self) -> None:
        self.practice.control(media={"failures": 1})

    def revoke_tokens(self) -> None:
        self.practice.control(tokens=[{"account": "mette", "become": "revoked"}])


@contextmanager
def mastodon_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """The practice network of one test, on a server of the session."""
    practice_stage: Stage = request.getfixturevalue("practice_stage")
    with practice_stage.network(Clock()) as practice:
        yield MastodonRig(practice)


class BlueskyRig:
    """Bluesky's adapter and a small AT Protocol."""

    instance = ""
    app: AppCredentials | None = None
    page = False
    reads_back = replays = counts = True
    public_counts = True
    media: Media | None = None

    def __init__(self, sky: Sky) -> None:
        self.sky = sky
        self.person = next(iter(sky.accounts.values()))
        self.handle: str | None = self.person.handle
        self.network: ApiNetwork = Bluesky(Surroundings(sky.directory, sky.appview))
        self.settings = {
            "FORTALER_BLUESKY_DIRECTORY_URL": sky.directory,
            "FORTALER_BLUESKY_APPVIEW_URL": sky.appview,
        }
        origins = (sky.directory, sky.pds, sky.issuer, sky.appview)
        self.egress, self.urls = recorded_egress(*(urlsplit(origin).netloc for origin in origins))

    @property
    def now(self) -> datetime:
        return self.sky.clock()

    def consent(self, url: str, *, allow: bool = True) -> dict[str, str]:
        return answer_consent(url, self.person, allow=allow)

    def lie(self, lie: Lie, *, seconds: float = 2 * SECONDS) -> None:
        order(self.sky, Orders(next=[Next(lie=TheirLie(lie), times=1, seconds=seconds, retry_after=1)]))

    def lie_often(self, odds: dict[Lie, float], seed: int) -> None:
        order(self.sky, Orders(odds={TheirLie(lie): chance for lie, chance in odds.items()}, seed=seed))

    def stop_lying(self) -> None:
        order(self.sky, Orders(clear=True))

    def posts(self) -> list[str]:
        return [record.value["text"] for record in self.sky.records.values()]

    def described(self) -> list[list[str]]:
        embeds = [record.value.get("embed", {}) for record in self.sky.records.values()]
        return [[image["alt"] for image in embed.get("images") or embed.get("items", [])] for embed in embeds]

    def pass_time(self, time: timedelta) -> None:
        self.sky.clock.forward(time)

    def hide_new_posts(self) -> None:
        order(self.sky, Orders(view_lag_seconds=600))

    def slow_media(self, time: timedelta) -> None:
        """Bluesky takes a picture or it does not: there is nothing to wait for."""

    def break_media(self) -> None:
        order(self.sky, Orders(broken_uploads=1))

    def revoke_tokens(self) -> None:
        order(self.sky, Orders(end_sessions=True))


def answer_consent(url: str, person: Account, *, allow: bool = True) -> dict[str, str]:
    """Answer the authorization server's page; the parameters of the callback."""
    with httpx2.Client(timeout=10) as browser:
        assert browser.get(url).status_code == 200
        form = dict(parse_qsl(urlsplit(url).query)) | {"handle": person.handle, "password": person.password}
        answer = browser.post(url, data=form | {"decision": "allow" if allow else "deny"})
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


@contextmanager
def bluesky_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """The network of one test, on servers of the session."""
    stage: SkyStage = request.getfixturevalue("bluesky_stage")
    yield BlueskyRig(stage.raise_sky())
