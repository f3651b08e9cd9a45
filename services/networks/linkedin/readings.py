"""What became of posts on LinkedIn, and how many follow: for people one figure a call, for pages all in one.

What was not granted is not asked for, and is unknown, not zero.
"""

from collections.abc import Sequence
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_count, read_part, read_text
from networks.contract import PostReading, PostRef
from networks.drafts import Counts, Metric
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.linkedin.client import encoded, listed, read
from networks.linkedin.pages import elements_of
from networks.linkedin.readback import stands
from networks.linkedin.rights import caps_of
from networks.linkedin.surroundings import Surroundings

BATCH = 10
SHARE, UGC = "urn:li:share:", "urn:li:ugcPost:"
ASKED: dict[Metric, str] = {
    "impressions": "IMPRESSION",
    "reach": "MEMBERS_REACHED",
    "likes": "REACTION",
    "comments": "COMMENT",
    "reposts": "RESHARE",
}
# A page's clickCount holds every click on the post, not only those on its link: it is none of our words' figures.
PAGE_FIELDS: dict[Metric, str] = {
    "impressions": "impressionCount",
    "reach": "uniqueImpressionsCount",
    "likes": "likeCount",
    "comments": "commentCount",
    "reposts": "shareCount",
}
FOLLOWING = ("COMPANY_FOLLOWED_BY_MEMBER", "CompanyFollowedByMember")
"""Newer samples of LinkedIn's spell it the second way."""


async def read_posts(
    egress: Egress, around: Surroundings, connection: Connection, posts: Sequence[PostRef]
) -> dict[str, PostReading]:
    """Read up to `BATCH` posts. Nothing where the right to their numbers was not granted."""
    asked = posts[:BATCH]
    if not asked or not caps_of(connection).metrics:
        return {}
    if connection.kind == "page":
        return await _read_page_posts(egress, around, connection, asked)
    return {post.id: await _read_own_post(egress, around, connection, post) for post in asked}


async def read_account(egress: Egress, around: Surroundings, connection: Connection) -> Counts:
    """Read how many follow; unknown where the right to it was not granted."""
    if not caps_of(connection).followers:
        return {"followers": None}
    if connection.kind == "page":
        return {"followers": await _page_followers(egress, around, connection)}
    found = elements_of(await read(egress, around, connection, "memberFollowersCount?q=me", action="FINDER"))
    return {"followers": read_count(found[0].get("memberFollowersCount")) if found else None}


async def _read_own_post(egress: Egress, around: Surroundings, connection: Connection, post: PostRef) -> PostReading:
    """Ask for each figure. The key of the entity must fit its kind, or LinkedIn calls it invalid."""
    entity = f"({'ugc' if post.id.startswith(UGC) else 'share'}:{encoded(post.id)})"
    counts: Counts = {}
    for metric, name in ASKED.items():
        path = f"memberCreatorPostAnalytics?q=entity&entity={entity}&queryType={name}&aggregation=TOTAL"
        try:
            counts[metric] = _count(await read(egress, around, connection, path, action="FINDER"), name)
        except NetworkError as error:
            if error.kind is not Kind.GONE:
                raise
            return PostReading({}, gone=True)
    return PostReading(counts)


def _count(said: dict[str, Any], name: str) -> int | None:
    """The figure of that name: until 202605 the name is wrapped in an object, since then it is a text."""
    for element in elements_of(said):
        kind = element.get("metricType")
        named = kind if isinstance(kind, str) else next(iter(read_part(kind).values()), name)
        if named == name:
            return read_count(element.get("count"))
    return None


async def _read_page_posts(
    egress: Egress, around: Surroundings, connection: Connection, posts: Sequence[PostRef]
) -> dict[str, PostReading]:
    query = f"q=organizationalEntity&organizationalEntity={encoded(connection.subject)}"
    for name, kind in (("shares", SHARE), ("ugcPosts", UGC)):
        urns = [post.id for post in posts if post.id.startswith(kind)]
        query += f"&{name}={listed(urns)}" if urns else ""
    said = await read(egress, around, connection, f"organizationalEntityShareStatistics?{query}", action="FINDER")
    found = {
        read_text(element.get("share") or element.get("ugcPost")): read_part(element.get("totalShareStatistics"))
        for element in elements_of(said)
    }
    readings: dict[str, PostReading] = {}
    for post in posts:
        if post.id in found:
            numbers = found[post.id]
            readings[post.id] = PostReading({metric: read_count(numbers.get(f)) for metric, f in PAGE_FIELDS.items()})
        elif not await stands(egress, around, connection, post):
            readings[post.id] = PostReading({}, gone=True)
    return readings


async def _page_followers(egress: Egress, around: Surroundings, connection: Connection) -> int | None:
    path = f"networkSizes/{encoded(connection.subject)}?edgeType="
    try:
        said = await read(egress, around, connection, path + FOLLOWING[0])
    except NetworkError as error:
        if error.kind is not Kind.CONTENT:
            raise
        said = await read(egress, around, connection, path + FOLLOWING[1])
    return read_count(said.get("firstDegreeSize"))
