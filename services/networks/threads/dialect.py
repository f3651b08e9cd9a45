"""How Threads differs from its sister, what may be asked for there, and what a connection can do."""

from dataclasses import replace

from kernel.kit.settings import ThreadsSettings
from networks.drafts import Caps, Limits
from networks.grants import AppForm
from networks.graph.dialect import Dialect, Surroundings
from networks.rules import LIMITS

MODE = "threads"
DELETING = "threads_delete"
THREADS = Dialect(
    network="threads",
    name="Threads",
    account="personal",
    grant="th",
    container_edge="threads",
    publish_edge="threads_publish",
    posts_edge="threads",
    words="text",
    status="status",
    reason="error_message",
    limit_edge="threads_publishing_limit",
    needed="threads_content_publish",
    reading="threads_manage_insights",
    picture_type="IMAGE",
    jpeg_only=False,
    metrics={"views": "views", "likes": "likes", "replies": "comments", "reposts": "reposts", "quotes": "quotes"},
)
FORM = AppForm(
    console="https://developers.facebook.com/apps/",
    scopes={MODE: ("threads_basic", THREADS.needed, THREADS.reading, DELETING)},
    products={MODE: ("Access the Threads API",)},
)
CAPS = Caps(
    mode="api",
    text=True,
    link_card=True,
    images=20,
    video=False,
    alt_text=True,
    native_schedule=False,
    metrics=tuple(THREADS.metrics.values()),
    followers=True,
    # The token is its own refresh token.
    refresh="static",
    idempotency="container",
    media_by_url=True,
    # Meta's terms on incentives have not been read by a lawyer.
    rewards_allowed=False,
)


def surroundings_of(settings: ThreadsSettings) -> Surroundings:
    """Where Threads and we are."""
    graph = settings.graph_url.rstrip("/")
    return Surroundings(
        consent=f"{settings.web_url.rstrip('/')}/oauth/authorize",
        token=f"{graph}/oauth/access_token",
        graph=graph,
        version=settings.version,
        public_url=settings.public_url.rstrip("/"),
    )


def limits_here(*, pictures: bool) -> Limits:
    """The rules of Threads; without pictures where it could not fetch any from us."""
    limits = LIMITS["threads"]
    return limits if pictures else replace(limits, pictures=replace(limits.pictures, count=0))


def caps_of(scopes: tuple[str, ...], *, pictures: bool) -> Caps:
    """What this connection can do, by what was granted and where we are."""
    reads = THREADS.reading in scopes
    return replace(CAPS, images=CAPS.images if pictures else 0, metrics=CAPS.metrics if reads else (), followers=reads)
