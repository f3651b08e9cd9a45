"""Looking for a post whose answer was lost, among the newest of its person's own."""

from datetime import datetime, timedelta
from typing import Any, Literal

from kernel.kit.egress import Egress
from networks.answers import read_parts, read_text
from networks.contract import Found, NotFound, PostRef
from networks.drafts import State
from networks.grants import Connection
from networks.graph.client import call
from networks.graph.dialect import Dialect, Surroundings
from networks.text import find_links

LOOK_BACK = 50
CLOCK_SKEW = timedelta(minutes=5)
CONTAINER_LIFE = timedelta(hours=24)


async def find_post(
    egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, state: State, *, now: datetime
) -> Found | NotFound:
    """Look for the post. As long as its container lives, creating it again makes no second one: see `containers`."""
    posts, matched = await find_posts(egress, at, dialect, connection, state)
    if posts:
        return Found(posts[0], matched, tuple(posts[1:]))
    made = [datetime.fromisoformat(entry["made"]) for entry in state["containers"].values()]
    return NotFound(replayable=bool(made) and min(made) + CONTAINER_LIFE > now)


async def find_posts(
    egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, state: State
) -> tuple[list[PostRef], Literal["link", "text"]]:
    """The person's posts since the attempt with this one's link, else with the same words; the eldest first."""
    params = [("fields", f"id,permalink,timestamp,{dialect.words}"), ("limit", str(LOOK_BACK))]
    path = f"{connection.subject}/{dialect.posts_edge}"
    said = await call(egress, at, dialect, connection, "GET", path, params=params)
    since, payload = datetime.fromisoformat(state["at"]) - CLOCK_SKEW, state["payload"]
    recent = [post for post in read_parts(said.get("data")) if _made_since(post, since)]
    recent.sort(key=lambda post: str(post["timestamp"]))
    by_link = [post for post in recent if payload["link"] and payload["link"] in find_links(_said(post, dialect))]
    matches = by_link or [post for post in recent if _said(post, dialect).split() == payload["text"].split()]
    posts = [
        PostRef(post_id, read_text(post.get("permalink"))) for post in matches if (post_id := read_text(post.get("id")))
    ]
    return posts, "link" if by_link else "text"


def _said(post: dict[str, Any], dialect: Dialect) -> str:
    return str(post.get(dialect.words) or "")


def _made_since(post: dict[str, Any], since: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(post.get("timestamp"))) >= since
    except (ValueError, TypeError):
        return False
