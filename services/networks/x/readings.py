"""What became of posts: read at six points of a post's life, as every reading is paid for."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from kernel.kit.settings import XSettings
from networks.answers import read_count, read_part, read_parts
from networks.contract import PostReading, PostRef
from networks.drafts import Counts
from networks.grants import Connection
from networks.x.client import call, errors_of, problem_of

BATCH = 100
PLAN = (
    timedelta(hours=1),
    timedelta(hours=24),
    timedelta(hours=72),
    timedelta(days=7),
    timedelta(days=14),
    timedelta(days=29),
)
"""At which ages a post is read; the last is the last day on which X still tells clicks."""

# X tells an author's own numbers for 30 days; a post's id holds the milliseconds since X began to count them.
PRIVATE_FOR = timedelta(days=30)
EPOCH, CLOCK_BITS = datetime(2010, 11, 4, 1, 42, 54, 657_000, UTC), 22
PUBLIC, PRIVATE = "public_metrics", "non_public_metrics"


def next_reading(age: timedelta) -> timedelta | None:
    """The wait until a post of this age is read again; None = no more."""
    return next((point - age for point in PLAN if age < point), None)


async def read_posts(
    egress: Egress, at: XSettings, connection: Connection, posts: Sequence[PostRef]
) -> dict[str, PostReading]:
    """Read up to 100 of the person's own posts. Where X keeps clicks to itself, they are unknown and the rest is read."""
    asked = [post.id for post in posts[:BATCH]]
    young = [post_id for post_id in asked if _made_at(post_id) > now() - PRIVATE_FOR]
    readings, kept = await _read(egress, at, connection, young, f"{PUBLIC},{PRIVATE}")
    others = [post_id for post_id in asked if post_id not in young or post_id in kept]
    without, _ = await _read(egress, at, connection, others, PUBLIC)
    found = readings | without
    return {post_id: found[post_id] for post_id in asked if post_id in found}


async def _read(
    egress: Egress, at: XSettings, connection: Connection, ids: list[str], fields: str
) -> tuple[dict[str, PostReading], set[str]]:
    """Read posts in one call; which of them X would tell, but not with these fields."""
    if not ids:
        return {}, set()
    params = [("ids", ",".join(ids)), ("tweet.fields", fields)]
    said = await call(egress, at, connection, "GET", "/2/tweets", params=params, partial=True)
    readings = {
        str(part["id"]): PostReading(_counts(part))
        for part in read_parts(said.get("data"))
        if str(part.get("id")) in ids
    }
    kept = set[str]()
    for error in errors_of(said):
        post_id, problem = str(error.get("resource_id") or error.get("value") or ""), problem_of(error)
        if post_id in ids and post_id not in readings:
            if problem == "resource-not-found":
                readings[post_id] = PostReading({}, gone=True)
            elif problem == "not-authorized-for-field":
                kept.add(post_id)
    return readings, kept


def _made_at(post_id: str) -> datetime:
    return EPOCH + timedelta(milliseconds=int(post_id) >> CLOCK_BITS) if post_id.isdecimal() else EPOCH


def _counts(post: dict[str, Any]) -> Counts:
    """The counts by our names; X is changing its own, so both of its words for a repost are read."""
    public, private = read_part(post.get(PUBLIC)), read_part(post.get(PRIVATE))
    reposts = read_count(public.get("retweet_count"))
    return {
        "impressions": read_count(public.get("impression_count")),
        "likes": read_count(public.get("like_count")),
        "comments": read_count(public.get("reply_count")),
        "reposts": read_count(public.get("repost_count")) if reposts is None else reposts,
        "quotes": read_count(public.get("quote_count")),
        "saves": read_count(public.get("bookmark_count")),
        "clicks": read_count(private.get("url_link_clicks")),
        "profile_clicks": read_count(private.get("user_profile_clicks")),
    }
