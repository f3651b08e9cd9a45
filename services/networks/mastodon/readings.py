"""What became of posts on Mastodon, and how an account grows. Counts may lag: distant servers report late or never."""

from collections.abc import Sequence
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_count, read_list, read_object
from networks.contract import PostReading, PostRef
from networks.drafts import Counts
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.mastodon.client import call, unusable
from networks.mastodon.connect import fetch_own_account

BATCH = 20


async def read_posts(egress: Egress, connection: Connection, posts: Sequence[PostRef]) -> dict[str, PostReading]:
    """Read up to 20 posts in one call, or one by one where the server is older than 4.3."""
    if not posts:
        return {}
    params = [("id[]", post.id) for post in posts[:BATCH]]
    try:
        answer = await call(egress, connection, "GET", "/api/v1/statuses", params=params)
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise
        return {post.id: await _read_one(egress, connection, post) for post in posts[:BATCH]}
    try:
        found = {str(status.get("id")): _counts(status) for status in read_list(answer)}
    except ValueError:
        raise unusable(answer, "read", connection.access_token) from None
    return {
        post.id: PostReading(found[post.id]) if post.id in found else PostReading({}, gone=True)
        for post in posts[:BATCH]
    }


async def read_account(egress: Egress, connection: Connection) -> Counts:
    """Read followers, followed and posts; None where the account or its server hides a number."""
    account = await fetch_own_account(egress, connection)
    return {
        "followers": read_count(account.get("followers_count")),
        "following": read_count(account.get("following_count")),
        "posts": read_count(account.get("statuses_count")),
    }


async def _read_one(egress: Egress, connection: Connection, post: PostRef) -> PostReading:
    try:
        answer = await call(egress, connection, "GET", f"/api/v1/statuses/{post.id}")
    except NetworkError as error:
        if error.kind is Kind.GONE:
            return PostReading({}, gone=True)
        raise
    try:
        return PostReading(_counts(read_object(answer)))
    except ValueError:
        raise unusable(answer, "read", connection.access_token) from None


def _counts(status: dict[str, Any]) -> Counts:
    return {
        "likes": read_count(status.get("favourites_count")),
        "comments": read_count(status.get("replies_count")),
        "reposts": read_count(status.get("reblogs_count")),
        "quotes": read_count(status.get("quotes_count")),
    }
