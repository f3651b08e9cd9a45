"""What became of posts, and how an account grows: public numbers, asked for without a token. No impressions, no clicks."""

from collections.abc import Sequence
from typing import Any, cast

from kernel.kit.egress import Egress
from networks.answers import read_count
from networks.bluesky.client import ask
from networks.bluesky.publish import stands
from networks.bluesky.surroundings import Surroundings
from networks.contract import PostReading, PostRef
from networks.drafts import Counts
from networks.grants import Connection

BATCH = 25


async def read_posts(
    egress: Egress, around: Surroundings, connection: Connection, posts: Sequence[PostRef]
) -> dict[str, PostReading]:
    """Read up to 25 posts in one call. The public view lags: a post it does not know is gone only if its own server agrees."""
    asked = posts[:BATCH]
    if not asked:
        return {}
    said = await ask(egress, around.appview, "app.bsky.feed.getPosts", [("uris", post.id) for post in asked])
    found = _by_uri(said)
    readings = {post.id: PostReading(_counts(found[post.id])) for post in asked if post.id in found}
    for post in asked:
        if post.id not in found and not await stands(egress, connection, post):
            readings[post.id] = PostReading({}, gone=True)
    return readings


async def read_account(egress: Egress, around: Surroundings, connection: Connection) -> Counts:
    """Read followers, followed and posts."""
    said = await ask(egress, around.appview, "app.bsky.actor.getProfile", [("actor", connection.subject)])
    return {
        "followers": read_count(said.get("followersCount")),
        "following": read_count(said.get("followsCount")),
        "posts": read_count(said.get("postsCount")),
    }


def _by_uri(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    posts = said.get("posts")
    found = (
        [cast("dict[str, Any]", post) for post in cast("list[object]", posts) if isinstance(post, dict)]
        if isinstance(posts, list)
        else []
    )
    return {str(post.get("uri")): post for post in found}


def _counts(post: dict[str, Any]) -> Counts:
    return {
        "likes": read_count(post.get("likeCount")),
        "comments": read_count(post.get("replyCount")),
        "reposts": read_count(post.get("repostCount")),
        "quotes": read_count(post.get("quoteCount")),
        "saves": read_count(post.get("bookmarkCount")),
    }
