"""How one of Meta's networks differs from another: its addresses, its edges and its words."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from kernel.kit.egress import Egress
from kernel.kit.public_pictures import can_be_fetched
from networks.drafts import Metric
from networks.grants import AccountKind


@dataclass(frozen=True)
class Dialect:
    """`container_edge` and `publish_edge` make and publish posts; `words` is the field that a post's words stand in.

    `grant` begins the names of the two ways to trade a token. `needed` is the right without which nobody can post,
    `reading` the one without which there are no numbers. `metrics` are ours by the network's names. `posts_edge`
    lists posts, `limit_edge` says how many more are allowed today; `status` and `reason` are fields of a container.
    """

    network: str
    name: str
    account: AccountKind
    grant: str
    container_edge: str
    publish_edge: str
    posts_edge: str
    words: str
    status: str
    reason: str
    limit_edge: str
    needed: str
    reading: str
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
