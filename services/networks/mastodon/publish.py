"""Posting to Mastodon in steps, finding a post whose answer was lost, and taking posts back.

A repeated Idempotency-Key returns the first post, for an hour; we rely on it for 50 minutes, and never without having
looked first: racing writes have made copies (mastodon#21840), and a repeat has answered 500 (mastodon#40399).
"""

from datetime import datetime, timedelta
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_list, read_object, read_text
from networks.contract import Done, Found, Media, NotFound, Poll, PostRef, Step
from networks.drafts import Picture, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.mastodon.client import call, unusable
from networks.mastodon.limits import fetch_instance, honours_keys
from networks.text import MENTION

KEY_LIFE = timedelta(minutes=50)
CLOCK_SKEW = timedelta(minutes=5)
LOOK_BACK = 40
POLL_AFTER = timedelta(seconds=3)
MOST_POLLS = 100


def list_steps(rendered: Rendered) -> tuple[Step, ...]:
    """Each picture is uploaded and awaited; then the post is made, and its answer already has the address."""
    pictures = range(len(rendered.payload["pictures"]))
    uploads = [Step(kind, number) for number in pictures for kind in ("UPLOAD", "WAIT")]
    return (*uploads, Step("CREATE"))


def first_state(rendered: Rendered, *, key: str, at: datetime) -> State:
    """What every replay repeats: the payload, the key, and since when the post may exist."""
    return {"payload": rendered.payload, "key": key, "at": at.isoformat(), "media": {}}


async def run_step(egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done | Poll:
    """Run one step. Raises NetworkError."""
    if step.kind == "UPLOAD":
        return await _upload(egress, step, connection, state, media)
    if step.kind == "WAIT":
        return await _await_media(egress, step, connection, state)
    return await _create(egress, connection, state)


async def find_post(egress: Egress, connection: Connection, state: State, *, now: datetime) -> Found | NotFound:
    """Look through the person's own posts for this one: its link first, else the same words since the attempt."""
    path = f"/api/v1/accounts/{connection.subject}/statuses"
    params = [("limit", str(LOOK_BACK)), ("exclude_reblogs", "true")]
    answer = await call(egress, connection, "GET", path, params=params)
    try:
        statuses = read_list(answer)
    except ValueError:
        raise unusable(answer, "read", connection.access_token) from None
    since, payload = datetime.fromisoformat(state["at"]), state["payload"]
    recent = [status for status in reversed(statuses) if _made_since(status, since - CLOCK_SKEW)]
    recent.sort(key=lambda status: str(status["created_at"]))
    by_link = [status for status in recent if payload["link"] and payload["link"] in _Content(status).links]
    matches = by_link or [status for status in recent if _says(status, payload)]
    posts = [post for status in matches if (post := _ref(status))]
    if posts:
        return Found(posts[0], "link" if by_link else "text", tuple(posts[1:]))
    young = now - since < KEY_LIFE
    return NotFound(replayable=young and honours_keys(await fetch_instance(egress, connection)))


async def remove(egress: Egress, connection: Connection, post: PostRef) -> None:
    """Delete a post; one that is gone needs no deleting."""
    try:
        await call(egress, connection, "DELETE", f"/api/v1/statuses/{post.id}")
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise


async def _upload(egress: Egress, step: Step, connection: Connection, state: State, media: Media) -> Done:
    picture = Picture(**state["payload"]["pictures"][step.number])
    name = "picture." + picture.media_type.partition("/")[2]
    answer = await call(
        egress,
        connection,
        "POST",
        "/api/v2/media",
        purpose="upload",
        form={"description": picture.alt} if picture.alt else None,
        files={"file": (name, await media.read(picture.ref), picture.media_type)},
    )
    try:
        media_id = read_text(read_object(answer).get("id"))
    except ValueError:
        media_id = None
    if not media_id:
        raise unusable(answer, "upload", connection.access_token)
    entry = {"id": media_id, "ready": answer.status != HTTPStatus.ACCEPTED, "polls": 0}
    return Done(state | {"media": state["media"] | {str(step.number): entry}})


async def _await_media(egress: Egress, step: Step, connection: Connection, state: State) -> Done | Poll:
    entry: dict[str, Any] = state["media"][str(step.number)]
    if entry["ready"]:
        return Done(state)
    try:
        answer = await call(egress, connection, "GET", f"/api/v1/media/{entry['id']}", purpose="upload")
    except NetworkError as error:
        if error.kind is Kind.GONE:
            raise NetworkError(Kind.MEDIA, "The server lost the picture.", status=error.status) from error
        raise
    polls = entry["polls"] + 1
    if polls > MOST_POLLS:
        raise NetworkError(Kind.MEDIA, "The server could not process the picture in time.")
    ready = answer.status != HTTPStatus.PARTIAL_CONTENT
    after = state | {"media": state["media"] | {str(step.number): entry | {"ready": ready, "polls": polls}}}
    return Done(after) if ready else Poll(after, POLL_AFTER)


async def _create(egress: Egress, connection: Connection, state: State) -> Done:
    payload = state["payload"]
    body = {
        "status": payload["status"],
        "visibility": payload["visibility"],
        "spoiler_text": payload["spoiler_text"],
        "sensitive": bool(payload["spoiler_text"]),
        "media_ids": [state["media"][str(number)]["id"] for number in range(len(payload["pictures"]))],
    }
    if payload["language"]:
        body["language"] = payload["language"]
    headers = {"Idempotency-Key": state["key"]}
    answer = await call(egress, connection, "POST", "/api/v1/statuses", purpose="create", headers=headers, json=body)
    try:
        post = _ref(read_object(answer))
    except ValueError:
        post = None
    if post is None:
        raise unusable(answer, "create", connection.access_token)
    return Done(state | {"post": {"id": post.id, "url": post.url}}, post)


def _ref(status: dict[str, Any]) -> PostRef | None:
    status_id = read_text(status.get("id"))
    return PostRef(status_id, read_text(status.get("url")) or read_text(status.get("uri"))) if status_id else None


def _made_since(status: dict[str, Any], since: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(status.get("created_at"))) >= since
    except (ValueError, TypeError):
        return False


def _says(status: dict[str, Any], payload: State) -> bool:
    said = _words(_Content(status).text), str(status.get("spoiler_text") or "")
    return said == (_words(payload["status"]), payload["spoiler_text"])


def _words(text: str) -> list[str]:
    """The words; a mention of somebody the server knows is shown without their server, one of a stranger with it."""
    return MENTION.sub(r"@\1", text).split()


class _Content(HTMLParser):
    """A post's HTML as plain text and links; what is hidden in a shortened link still is text."""

    def __init__(self, status: dict[str, Any]) -> None:
        super().__init__()
        self.text = ""
        self.links = set[str]()
        self.feed(str(status.get("content") or ""))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep links; paragraphs and line breaks separate words."""
        if tag == "a":
            self.links.update(value for name, value in attrs if name == "href" and value)
        if tag in ("p", "br"):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data
