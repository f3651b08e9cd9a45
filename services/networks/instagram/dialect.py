"""How Instagram differs from its sister, what may be asked for there, and what a connection can do."""

from dataclasses import replace

from kernel.kit.settings import InstagramSettings
from networks.drafts import Caps, Limits
from networks.grants import AppForm
from networks.graph.dialect import Dialect, Surroundings
from networks.rules import JPEG, LIMITS, PNG

MODE = "instagram_login"
LONGEST_ALT = 1_000
INSTAGRAM = Dialect(
    network="instagram",
    name="Instagram",
    account="professional",
    grant="ig",
    container_edge="media",
    publish_edge="media_publish",
    posts_edge="media",
    words="caption",
    status="status_code",
    reason="status",
    limit_edge="content_publishing_limit",
    needed="instagram_business_content_publish",
    reading="instagram_business_manage_insights",
    picture_type=None,
    jpeg_only=True,
    metrics={"views": "views", "reach": "reach", "likes": "likes", "comments": "comments", "saved": "saves"},
)
FORM = AppForm(
    console="https://developers.facebook.com/apps/",
    scopes={MODE: ("instagram_business_basic", INSTAGRAM.needed, INSTAGRAM.reading)},
    products={MODE: ("Instagram: API setup with Instagram login",)},
)
CAPS = Caps(
    mode="api",
    text=True,
    link_card=False,
    images=10,
    video=False,
    alt_text=True,
    native_schedule=False,
    metrics=tuple(INSTAGRAM.metrics.values()),
    followers=True,
    # The token is its own refresh token.
    refresh="static",
    idempotency="container",
    media_by_url=True,
    # Meta's terms on incentives have not been read by a lawyer.
    rewards_allowed=False,
)


def surroundings_of(settings: InstagramSettings) -> Surroundings:
    """Where Instagram and we are."""
    return Surroundings(
        consent=f"{settings.web_url.rstrip('/')}/oauth/authorize",
        token=f"{settings.token_url.rstrip('/')}/oauth/access_token",
        graph=settings.graph_url.rstrip("/"),
        version=settings.version,
        public_url=settings.public_url.rstrip("/"),
    )


def limits_here(*, pictures: bool, hashtags: int) -> Limits:
    """The rules of Instagram; without pictures where it could not fetch any from us. We hand out PNG as JPEG ourselves."""
    limits = LIMITS["instagram"]
    rule = replace(limits.pictures, media_types=(JPEG, PNG))
    return replace(
        limits,
        max_hashtags=hashtags,
        alt_max=LONGEST_ALT,
        pictures=rule if pictures else replace(rule, count=0),
    )


def caps_of(scopes: tuple[str, ...], *, pictures: bool) -> Caps:
    """What this connection can do, by what was granted and where we are. Followers come with every consent."""
    reads = INSTAGRAM.reading in scopes
    return replace(CAPS, images=CAPS.images if pictures else 0, metrics=CAPS.metrics if reads else ())
