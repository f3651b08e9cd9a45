"""Looking for a post whose answer was lost. A page's posts can be read; a person's only by the person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import regex

from kernel.kit.egress import Egress
from networks.answers import read_count, read_part, read_text
from networks.contract import Found, NotFound, PostRef, Unknown
from networks.drafts import State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.linkedin.client import encoded, read
from networks.linkedin.pages import elements_of
from networks.linkedin.publish import ref_of
from networks.linkedin.rights import may_look
from networks.linkedin.surroundings import Surroundings
from networks.text import find_links

LOOK_BACK = 50
CLOCK_SKEW = timedelta(minutes=5)
ESCAPED = regex.compile(r"\\([\\|{}@\[\]()<>#*_~])")
HASHTAG = regex.compile(r"\{hashtag\|\\?#\|([^}]*)\}")
CANNOT_SEE = "LinkedIn does not let us see a person's posts; only you can look: https://www.linkedin.com/in/me/recent-activity/all/"


async def find_post(
    egress: Egress, around: Surroundings, connection: Connection, state: State
) -> Found | NotFound | Unknown:
    """Look through a page's newest posts for this one: its link first, else the same words since the attempt."""
    if not may_look(connection):
        return Unknown(CANNOT_SEE)
    query = f"author={encoded(connection.subject)}&q=author&count={LOOK_BACK}&sortBy=LAST_MODIFIED"
    posts = elements_of(await read(egress, around, connection, f"posts?{query}", action="FINDER"))
    since, payload = datetime.fromisoformat(state["at"]) - CLOCK_SKEW, state["payload"]
    recent = sorted((post for post in posts if _made(post) >= since), key=_made)
    by_link = [post for post in recent if payload["link"] and payload["link"] in _links(post)]
    matches = by_link or [post for post in recent if _words(post).split() == payload["text"].split()]
    found = [ref_of(urn) for post in matches if (urn := read_text(post.get("id")))]
    if found:
        return Found(found[0], "link" if by_link else "text", tuple(found[1:]))
    return NotFound(replayable=False)


async def stands(egress: Egress, around: Surroundings, connection: Connection, post: PostRef) -> bool:
    """Whether a page's post is there; where we may not look, it counts as there."""
    if not may_look(connection):
        return True
    try:
        await read(egress, around, connection, f"posts/{encoded(post.id)}")
    except NetworkError as error:
        if error.kind is Kind.GONE:
            return False
        raise
    return True


def _made(post: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp((read_count(post.get("createdAt")) or 0) / 1000, UTC)


def _words(post: dict[str, Any]) -> str:
    written = read_text(post.get("commentary"), limit=20_000) or ""
    return ESCAPED.sub(r"\1", HASHTAG.sub(r"#\1", written))


def _links(post: dict[str, Any]) -> list[str]:
    article = read_part(read_part(post.get("content")).get("article"))
    return [read_text(article.get("source")) or "", *find_links(_words(post))]
