"""What Bluesky allows. Its lexicon sets the limits for every server; what a connection can do hangs on what was granted."""

from dataclasses import replace

from networks.bluesky.registration import PICTURES, POSTS
from networks.drafts import Caps, Limits

BY_PASSWORD = "app_password"  # noqa: S105 a scope, not a password
# Of the lexicon (app.bsky.embed.external, read 2026-11-24); a picture's own limit is in `networks.rules`.
CARD_PICTURE_BYTES = 1_000_000

CAPS = Caps(
    mode="api",
    text=True,
    link_card=True,
    images=10,
    video=False,
    alt_text=True,
    native_schedule=False,
    metrics=("likes", "comments", "reposts", "quotes", "saves"),
    followers=True,
    refresh="rotating",
    idempotency="record_key",
    media_by_url=False,
    rewards_allowed=True,
)


def caps_of(scopes: tuple[str, ...], limits: Limits) -> Caps:
    """Say what this connection can do. Numbers are public: they need no right."""
    granted = set(scopes)
    everything = bool(granted & {"transition:generic", BY_PASSWORD})
    return replace(
        CAPS,
        text=everything or POSTS in granted,
        images=limits.pictures.count if everything or PICTURES in granted else 0,
    )
