"""Finding a post whose answer was lost: by its link, which is this post's alone, else by its words since the first try.

Every post that is read is paid for, so only those since the first try are asked for, in the smallest pages there are.
"""

import html
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

from kernel.kit.egress import Egress
from kernel.kit.settings import XSettings
from networks.answers import read_part, read_parts, read_text
from networks.contract import Found, NotFound, PostRef
from networks.drafts import State
from networks.grants import Connection
from networks.x.client import call
from networks.x.publish import ref_of

CLOCK_SKEW = timedelta(minutes=5)
PAGE, MOST_PAGES = 5, 4
SCHEME = re.compile(r"^https?://", re.IGNORECASE)


async def find_post(egress: Egress, at: XSettings, connection: Connection, state: State) -> Found | NotFound:
    """Look through the person's posts since the first try. One that is not there is never posted again by us."""
    recent = await _recent(egress, at, connection, datetime.fromisoformat(state["at"]) - CLOCK_SKEW)
    payload = state["payload"]
    by_link = [post for post in recent if payload["link"] and _bare(payload["link"]) in _links(post)]
    by_words = [post for post in recent if _words(post) == _plain(payload["text"])] if payload["text"] else []
    posts = [ref for post in by_link or by_words if (ref := _ref(at, connection, post))]
    if not posts:
        return NotFound(replayable=False)
    return Found(posts[0], "link" if by_link else "text", tuple(posts[1:]))


async def _recent(egress: Egress, at: XSettings, connection: Connection, since: datetime) -> list[dict[str, Any]]:
    """The person's own posts since then, the eldest first."""
    params = [
        ("max_results", str(PAGE)),
        ("start_time", since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")),
        ("exclude", "retweets,replies"),
        ("tweet.fields", "created_at,entities,note_tweet"),
    ]
    found: list[dict[str, Any]] = []
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = params + ([("pagination_token", token)] if token else [])
        said = await call(egress, at, connection, "GET", f"/2/users/{connection.subject}/tweets", params=page)
        found += read_parts(said.get("data"))
        token = read_text(read_part(said.get("meta")).get("next_token"))
        if not token:
            break
    return sorted((post for post in found if _made_since(post, since)), key=lambda post: str(post["created_at"]))


def _ref(at: XSettings, connection: Connection, post: dict[str, Any]) -> PostRef | None:
    post_id = read_text(post.get("id"), limit=100)
    return ref_of(at, connection, post_id) if post_id else None


def _made_since(post: dict[str, Any], since: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(post.get("created_at"))) >= since
    except (ValueError, TypeError):
        return False


def _whole(post: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """A post's words and the links in them: of a long post, those of the whole of it."""
    part = read_part(post.get("note_tweet")) or post
    return str(part.get("text") or ""), read_parts(read_part(part.get("entities")).get("urls"))


def _links(post: dict[str, Any]) -> set[str]:
    """The links of a post as they were written, and what X makes no link of where it stands as a word."""
    text, urls = _whole(post)
    written = {_bare(str(url.get("expanded_url") or "")) for url in urls}
    return written | {_bare(word) for word in html.unescape(text).split()}


def _words(post: dict[str, Any]) -> list[str]:
    """The words of a post as they were sent: X shortens links, escapes what HTML would read, and adds its pictures' links."""
    text, urls = _whole(post)
    for url in urls:
        short, long = str(url.get("url") or ""), str(url.get("expanded_url") or "")
        if short:
            text = text.replace(short, "" if url.get("media_key") else long)
    return _plain(html.unescape(text))


def _plain(text: str) -> list[str]:
    return [_bare(word) for word in unicodedata.normalize("NFC", text).split()]


def _bare(link: str) -> str:
    """A link as it is compared: a bare domain gets a scheme from X, and a slash at its end says nothing."""
    return SCHEME.sub("", link).rstrip("/")
