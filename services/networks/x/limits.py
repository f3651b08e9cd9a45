"""What X allows: the rights we ask for, how long its tokens live, and what a connection can do with what was granted."""

from dataclasses import replace
from datetime import timedelta

from networks.drafts import Caps, Limits

READ, WRITE, IDENTITY, PICTURES, LASTING = "tweet.read", "tweet.write", "users.read", "media.write", "offline.access"
SCOPES = (READ, IDENTITY, WRITE, PICTURES, LASTING)

# Of X's documents, read on 2026-08-22: a code lives 30 seconds, so it is traded within the callback; an access token two
# hours; a refresh token works once and lives about six months (not documented; seen in the field).
ACCESS_LIFE = timedelta(hours=2)
REFRESH_LIFE = timedelta(days=180)

# Who subscribes to X may write this much; people see the first 280 and open the rest.
LONG_TEXT, LONG_TEXT_FOLD = 25_000, 280
WITH_LONG_TEXT = {"Premium", "PremiumPlus"}

CAPS = Caps(
    mode="api",
    text=True,
    link_card=True,
    images=4,
    video=False,
    alt_text=True,
    native_schedule=False,
    metrics=("impressions", "likes", "comments", "reposts", "quotes", "saves", "clicks", "profile_clicks"),
    followers=True,
    refresh="rotating",
    idempotency="none",
    media_by_url=False,
    # X forbids compensation for what people do there, money or not (developer guidelines, read on 2026-08-22).
    rewards_allowed=False,
)


def caps_of(scopes: tuple[str, ...], limits: Limits) -> Caps:
    """Say what this connection can do with the rights that were granted."""
    granted = set(scopes)
    return replace(
        CAPS,
        text=WRITE in granted,
        images=limits.pictures.count if PICTURES in granted else 0,
        metrics=CAPS.metrics if READ in granted else (),
        followers=IDENTITY in granted,
    )
