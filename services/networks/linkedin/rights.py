"""What LinkedIn grants: the two kinds of app, their rights, and what a connection can do with those it was given."""

from dataclasses import replace

from networks.drafts import Caps
from networks.grants import AppForm, Connection

SELF_SERVE, COMMUNITY = "self_serve", "community_management"
POST_AS_PERSON, POST_AS_PAGE = "w_member_social", "w_organization_social"
READ_PAGE_POSTS, RUN_PAGES = "r_organization_social", "rw_organization_admin"
READ_POSTS, READ_PROFILE = "r_member_postAnalytics", "r_member_profileAnalytics"
OPEN_ID, BASIC_PROFILE = "openid", "r_basicprofile"

# Only what we use is asked for: a right that the app does not have fails the whole consent.
FORM = AppForm(
    console="https://www.linkedin.com/developers/apps",
    scopes={
        SELF_SERVE: (OPEN_ID, "profile", POST_AS_PERSON),
        COMMUNITY: (
            BASIC_PROFILE,
            POST_AS_PERSON,
            READ_POSTS,
            READ_PROFILE,
            POST_AS_PAGE,
            READ_PAGE_POSTS,
            RUN_PAGES,
        ),
    },
    products={
        SELF_SERVE: ("Sign in with LinkedIn using OpenID Connect", "Share on LinkedIn"),
        COMMUNITY: ("Community Management API",),
    },
)

CAPS = Caps(
    mode="api",
    text=True,
    link_card=True,
    images=20,
    video=False,
    alt_text=True,
    native_schedule=False,
    # Each costs a call of a hundred a day and person while an app is on trial there; clicks our own links count.
    metrics=("impressions", "reach", "likes", "comments", "reposts"),
    followers=True,
    refresh="static",
    idempotency="none",
    media_by_url=False,
    # LinkedIn's terms on incentives have not been read by a lawyer.
    rewards_allowed=False,
)


def caps_of(connection: Connection) -> Caps:
    """Say what this connection can do, by what was granted and whether it is a person's or a page's."""
    granted, page = set(connection.scopes), connection.kind == "page"
    posts = (POST_AS_PAGE if page else POST_AS_PERSON) in granted
    return replace(
        CAPS,
        text=posts,
        images=CAPS.images if posts else 0,
        metrics=CAPS.metrics if (RUN_PAGES if page else READ_POSTS) in granted else (),
        followers=(RUN_PAGES if page else READ_PROFILE) in granted,
        refresh="static" if connection.refresh_token else "none",
    )


def may_look(connection: Connection) -> bool:
    """Whether posts can be read. A person's cannot: LinkedIn no longer grants that right to anybody."""
    return connection.kind == "page" and READ_PAGE_POSTS in connection.scopes
