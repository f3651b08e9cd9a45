"""What a Mastodon server allows, from what it says about itself; the defaults stand in where it says nothing."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, cast

from kernel.kit.egress import Answer, Egress
from networks.answers import read_count, read_object, read_part, read_text
from networks.drafts import Caps, Limits, PictureRule
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.mastodon.client import call, unusable
from networks.rules import LIMITS

MOST_RULES, LONGEST_RULE = 50, 1000
LARGEST_COUNT = 16
KNOWN_TYPES = LIMITS["mastodon"].pictures.media_types
VERSION = re.compile(r"(\d+)\.\d+")
FIRST_WITH_KEYS = 2

CAPS = Caps(
    mode="api",
    text=True,
    link_card=True,
    images=4,
    video=False,
    alt_text=True,
    # Its own scheduler ignores the idempotency key (mastodon#30039), so it is never used.
    native_schedule=False,
    metrics=("likes", "comments", "reposts", "quotes"),
    followers=True,
    refresh="none",
    idempotency="key",
    media_by_url=False,
    rewards_allowed=True,
)


async def fetch_instance(egress: Egress, connection: Connection) -> dict[str, Any]:
    """Ask the server about itself, in the old words where it does not know the new (before 4.0)."""
    try:
        answer = await call(egress, connection, "GET", "/api/v2/instance")
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise
        answer = await call(egress, connection, "GET", "/api/v1/instance")
    return _object(answer, connection)


def limits_of(instance: dict[str, Any], today: date) -> Limits:
    """Read the server's limits; each one that is missing or no number keeps its default."""
    default, configuration = LIMITS["mastodon"], read_part(instance.get("configuration"))
    statuses, media = read_part(configuration.get("statuses")), read_part(configuration.get("media_attachments"))
    offered = media.get("supported_mime_types")
    types = tuple(kind for kind in KNOWN_TYPES if kind in offered) if isinstance(offered, list) else KNOWN_TYPES
    max_text = read_count(statuses.get("max_characters")) or read_count(instance.get("max_toot_chars"))
    count = read_count(statuses.get("max_media_attachments"))
    return replace(
        default,
        max_text=max_text or default.max_text,
        url_units=read_count(statuses.get("characters_reserved_per_url")) or default.url_units,
        alt_max=read_count(media.get("description_limit")) or default.alt_max,
        pictures=PictureRule(
            count=default.pictures.count if count is None else min(count, LARGEST_COUNT),
            max_bytes=read_count(media.get("image_size_limit")) or default.pictures.max_bytes,
            max_pixels=read_count(media.get("image_matrix_limit")) or default.pictures.max_pixels,
            media_types=types,
        ),
        checked=today,
    )


def caps_of(instance: dict[str, Any], scopes: tuple[str, ...], limits: Limits) -> Caps:
    """Say what this connection can do, by what was granted and what the server honours."""
    granted = set(scopes)
    writes, reads = "write" in granted, "read" in granted
    return replace(
        CAPS,
        text=writes or "write:statuses" in granted,
        images=limits.pictures.count if writes or "write:media" in granted else 0,
        metrics=CAPS.metrics if reads or "read:statuses" in granted else (),
        followers=reads or bool(granted & {"profile", "read:accounts"}),
        idempotency="key" if honours_keys(instance) else "none",
    )


def rules_of(instance: dict[str, Any]) -> tuple[str, ...]:
    """Read the rules that the server sets for everybody on it, in its own words."""
    rules = instance.get("rules")
    parts = cast("list[object]", rules) if isinstance(rules, list) else []
    texts = (read_text(read_part(part).get("text"), limit=LONGEST_RULE) for part in parts)
    return tuple(text for text in texts if text)[:MOST_RULES]


def honours_keys(instance: dict[str, Any]) -> bool:
    """Whether the server keeps Idempotency-Key: Mastodon and its forks do, look-alikes are not relied on."""
    if read_count(read_part(instance.get("api_versions")).get("mastodon")):
        return True
    version = str(instance.get("version", ""))
    number = VERSION.match(version)
    return number is not None and int(number.group(1)) >= FIRST_WITH_KEYS and "compatible" not in version


def _object(answer: Answer, connection: Connection) -> dict[str, Any]:
    try:
        return read_object(answer)
    except ValueError:
        raise unusable(answer, "read", connection.access_token) from None
