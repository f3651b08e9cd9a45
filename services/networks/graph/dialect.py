"""How one of Meta's networks differs from another: its addresses, its edges and its words."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from kernel.kit.egress import Egress
from kernel.kit.public_pictures import can_be_fetched
from networks.drafts import Metric
from networks.grants import AccountKind


@dataclass(frozen=True)
class Sister:
    """What each of Meta's networks has: its names, and its rights.

    `needed` is the right without which nobody can post, `reading` the one without which there are no numbers.
    """

    network: str
    name: str
    account: AccountKind
    needed: str
    reading: str


@dataclass(frozen=True)
class Dialect(Sister):
    """A network that takes posts in containers: its edges and its words.

    `grant` begins the names of the two ways to trade a token. `container_edge` and `publish_edge` make and publish posts,
    `posts_edge` lists them, `limit_edge` says how many more are allowed today; `words` is the field that a post's words
    stand in, `status` and `reason` are fields of a container. `metrics` are ours by the network's names.
    """

    grant: str
    container_edge: str
    publish_edge: str
    posts_edge: str
    words: str
    status: str
    reason: str
    limit_edge: str
    picture_type: str | None
    jpeg_only: bool
    metrics: dict[str, Metric]


@dataclass(frozen=True)
class Surroundings:
    """Where the network is, without slashes at the end: its consent page, its token endpoint, its API with version.

    `public_url` is where the world, and so the network, finds our pictures.
    """

    consent: str
    token: str
    graph: str
    version: str
    public_url: str

    @property
    def api(self) -> str:
        """Where its API is called."""
        return f"{self.graph}/{self.version}"

    def pictures_reachable(self, egress: Egress) -> bool:
        """Whether the network can fetch pictures from us at all."""
        local = self.public_url.startswith("http://") and egress.base_url(urlsplit(self.public_url).netloc)
        return can_be_fetched(self.public_url) or local == self.public_url
