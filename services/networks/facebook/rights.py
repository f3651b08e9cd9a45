"""What may be asked for at Facebook, where it is, and what a page's connection can do."""

from dataclasses import replace
from datetime import timedelta

from kernel.kit.settings import FacebookSettings
from networks.drafts import Caps, Metric
from networks.grants import AccountKind, AppForm
from networks.graph.dialect import Sister, Surroundings

MODE = "pages"
FACEBOOK = Sister(
    network="facebook", name="Facebook", account="page", needed="pages_manage_posts", reading="read_insights"
)
READ_POSTS = "pages_read_engagement"
CONSENT_LIFE = timedelta(days=90)
"""How long an app may use what a person gave it since they last used it; a page's token has no other end."""
FORM = AppForm(
    console="https://developers.facebook.com/apps/",
    scopes={MODE: ("pages_show_list", FACEBOOK.needed, READ_POSTS, FACEBOOK.reading)},
    products={MODE: ("Facebook Login for Business",)},
)
INSIGHTS: dict[str, Metric] = {
    "post_media_view": "views",
    "post_total_media_view_unique": "reach",
    "post_clicks": "clicks",
}
REACTIONS: tuple[Metric, ...] = ("likes", "comments", "reposts")
CAPS = Caps(
    mode="api",
    text=True,
    link_card=True,
    images=10,
    video=False,
    alt_text=True,
    native_schedule=False,
    metrics=(*INSIGHTS.values(), *REACTIONS),
    followers=True,
    refresh="none",
    idempotency="none",
    media_by_url=False,
    # Meta's terms on incentives have not been read by a lawyer.
    rewards_allowed=False,
)


def surroundings_of(settings: FacebookSettings) -> Surroundings:
    """Where Facebook is. It takes pictures as bytes, so it need not know where we are."""
    graph = settings.graph_url.rstrip("/")
    return Surroundings(
        consent=f"{settings.web_url.rstrip('/')}/{settings.version}/dialog/oauth",
        token=f"{graph}/{settings.version}/oauth/access_token",
        graph=graph,
        version=settings.version,
        public_url="",
    )


def caps_of(kind: AccountKind, scopes: tuple[str, ...]) -> Caps:
    """What a connection can do; a person's own only finds their pages."""
    if kind != "page":
        return replace(CAPS, text=False, link_card=False, images=0, metrics=(), followers=False)
    reads, counts = READ_POSTS in scopes, FACEBOOK.reading in scopes
    metrics: tuple[Metric, ...] = (*(INSIGHTS.values() if counts else ()), *(REACTIONS if reads else ()))
    return replace(CAPS, metrics=metrics, followers=reads)
