"""What became of a page's posts, and how many follow it. Metrics are taken away now and then, so each may be missing."""

from collections.abc import Sequence
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_count, read_part
from networks.contract import PostReading, PostRef
from networks.drafts import Counts
from networks.errors import Kind, NetworkError
from networks.facebook.rights import FACEBOOK, INSIGHTS, READ_POSTS
from networks.grants import Connection
from networks.graph.client import call
from networks.graph.dialect import Surroundings
from networks.graph.insights import numbers_of

BATCH = 10
REACTED = "reactions.limit(0).summary(true),comments.limit(0).summary(true),shares"


async def read_posts(
    egress: Egress, at: Surroundings, connection: Connection, posts: Sequence[PostRef]
) -> dict[str, PostReading]:
    """Read up to ten posts; none where no right to numbers was granted."""
    if not {FACEBOOK.reading, READ_POSTS} & set(connection.scopes):
        return {}
    return {post.id: await _read_one(egress, at, connection, post) for post in posts[:BATCH]}


async def read_account(egress: Egress, at: Surroundings, connection: Connection) -> Counts:
    """Read a page's followers."""
    if connection.kind != "page" or READ_POSTS not in connection.scopes:
        return {"followers": None}
    params = [("fields", "followers_count")]
    said = await call(egress, at, FACEBOOK, connection, "GET", connection.subject, params=params)
    return {"followers": read_count(said.get("followers_count"))}


async def _read_one(egress: Egress, at: Surroundings, connection: Connection, post: PostRef) -> PostReading:
    counts: Counts = {}
    try:
        if READ_POSTS in connection.scopes:
            said = await call(egress, at, FACEBOOK, connection, "GET", post.id, params=[("fields", REACTED)])
            counts |= _reactions(said)
        if FACEBOOK.reading in connection.scopes:
            numbers = await _insights(egress, at, connection, post)
            counts |= {ours: numbers.get(theirs) for theirs, ours in INSIGHTS.items()}
    except NetworkError as error:
        if error.kind is Kind.GONE:
            return PostReading({}, gone=True)
        raise
    return PostReading(counts)


def _reactions(said: dict[str, Any]) -> Counts:
    """A post that nobody shared has no word of shares at all."""
    return {
        "likes": _total(said.get("reactions")),
        "comments": _total(said.get("comments")),
        "reposts": read_count(read_part(said.get("shares")).get("count", 0)),
    }


def _total(edge: object) -> int | None:
    return read_count(read_part(read_part(edge).get("summary")).get("total_count"))


async def _insights(egress: Egress, at: Surroundings, connection: Connection, post: PostRef) -> dict[str, int | None]:
    """All metrics in one call; one by one where Facebook no longer knows some of them, and refuses them all for it."""
    path = f"{post.id}/insights"
    try:
        params = [("metric", ",".join(INSIGHTS))]
        return numbers_of(await call(egress, at, FACEBOOK, connection, "GET", path, params=params))
    except NetworkError as error:
        if error.kind is not Kind.CONTENT:
            raise
    numbers: dict[str, int | None] = {}
    for metric in INSIGHTS:
        try:
            said = await call(egress, at, FACEBOOK, connection, "GET", path, params=[("metric", metric)])
        except NetworkError as error:
            if error.kind is not Kind.CONTENT:
                raise
        else:
            numbers |= numbers_of(said)
    return numbers
