"""A network of Meta's under test: its adapter, the simulated network, and an installation whose pictures it fetches."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx2

from network_posts import BYTES, PICTURE
from network_rigs import REDIRECT, recorded_egress
from networks.contract import ApiNetwork, Media, TakesApps
from networks.grants import AppCredentials
from ordered import Ordered
from simulators.graph.door import Orders, order
from simulators.graph.world import World


class Served:
    """The pictures of an installation, where the simulated network can fetch them."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def read(self, ref: str) -> bytes:
        assert ref == PICTURE.ref
        return BYTES

    def address(self, ref: str, media_type: str) -> str:
        name = f"{ref}.{media_type.partition('/')[2]}"
        self.world.served.setdefault(name, (200, {"Content-Type": media_type}, BYTES))
        return f"{self.world.pictures}/{name}"


class GraphRig(Ordered[World, Orders]):
    """An app that an administrator made, and a person who uses it. A published container is used up: replays are safe."""

    orders = Orders
    instance = ""
    handle: str | None = None
    page = False
    reads_back = counts = replays = True
    public_counts = False

    def __init__(self, world: World, adapter: ApiNetwork, settings: dict[str, str]) -> None:
        assert isinstance(adapter, TakesApps)
        self.world, self.settings = world, settings
        self.person = next(iter(world.accounts.values()))
        self.made = world.register(REDIRECT)
        self.network: ApiNetwork = adapter
        self.media: Media | None = Served(world)
        self.app: AppCredentials | None = adapter.enrol(
            client_id=self.made.client_id,
            client_secret=self.made.client_secret,
            mode=next(iter(adapter.app_form.scopes)),
            redirect_uri=REDIRECT,
        )
        origins = (world.graph, world.pictures)
        self.egress, self.urls = recorded_egress(*(urlsplit(origin).netloc for origin in origins))

    def consent(self, url: str, *, allow: bool = True, without: str = "") -> dict[str, str]:
        with httpx2.Client(timeout=10) as browser:
            assert browser.get(url).status_code == 200
            form = dict(parse_qsl(urlsplit(url).query)) | {"username": self.person.username, "without": without}
            answer = browser.post(url, data=form | {"decision": "allow" if allow else "deny"})
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def posts(self) -> list[str]:
        return [post.fields.get(self.world.manner.words, "") for post in self.world.posts.values()]

    def described(self) -> list[list[str]]:
        return [list(post.descriptions) for post in self.world.posts.values()]

    def hide_new_posts(self) -> None:
        self.order(Orders(view_lag_seconds=600))

    def slow_media(self, time: timedelta) -> None:
        self.order(Orders(processing_seconds=time.total_seconds()))

    def break_media(self) -> None:
        self.order(Orders(broken_pictures=1))

    def revoke_tokens(self) -> None:
        self.order(Orders(end_consents=True))

    def order(self, orders: Orders) -> None:
        """Let the simulated network do what only it can."""
        order(self.world, orders)
