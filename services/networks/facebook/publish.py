"""Posting on a page, finding a post whose answer was lost, and taking posts back. Facebook knows no key that tells a repeat."""

import json
from datetime import datetime, timedelta
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_parts, read_text
from networks.contract import Done, Found, Media, NotFound, PostRef, Step
from networks.drafts import Picture, Rendered, State
from networks.errors import Kind, NetworkError
from networks.facebook.rights import FACEBOOK
from networks.grants import Connection
from networks.graph.client import call
from networks.graph.dialect import Surroundings
from networks.text import find_links

LOOK_BACK = 50
CLOCK_SKEW = timedelta(minutes=5)


def list_steps(rendered: Rendered) -> tuple[Step, ...]:
    """Each picture is uploaded where nobody sees it; the post shows them."""
    return (*(Step("UPLOAD", number) for number in range(len(rendered.payload["pictures"]))), Step("CREATE"))


def first_state(rendered: Rendered, *, at: datetime) -> State:
    """The payload, and since when the post may exist."""
    return {"payload": rendered.payload, "at": at.isoformat(), "photos": {}}


async def run_step(
    egress: Egress, at: Surroundings, step: Step, connection: Connection, state: State, media: Media
) -> Done:
    """Run one step. Raises NetworkError."""
    if step.kind == "UPLOAD":
        return await _upload(egress, at, step.number, connection, state, media)
    return await _create(egress, at, connection, state)


async def find_post(egress: Egress, at: Surroundings, connection: Connection, state: State) -> Found | NotFound:
    """Look through the page's newest posts: this one's link first, else the same words since the attempt."""
    params = [("fields", "id,message,created_time,permalink_url"), ("limit", str(LOOK_BACK))]
    said = await call(egress, at, FACEBOOK, connection, "GET", f"{connection.subject}/feed", params=params)
    since, payload = datetime.fromisoformat(state["at"]) - CLOCK_SKEW, state["payload"]
    recent = [post for post in read_parts(said.get("data")) if _made_since(post, since)]
    recent.sort(key=lambda post: str(post["created_time"]))
    by_link = [post for post in recent if payload["link"] and payload["link"] in find_links(_message(post))]
    matches = by_link or [post for post in recent if _message(post).split() == payload["text"].split()]
    posts = [
        PostRef(found, read_text(post.get("permalink_url"))) for post in matches if (found := read_text(post.get("id")))
    ]
    if posts:
        return Found(posts[0], "link" if by_link else "text", tuple(posts[1:]))
    return NotFound(replayable=False)


async def remove(egress: Egress, at: Surroundings, connection: Connection, post: PostRef) -> None:
    """Delete a post; one that is gone needs no deleting."""
    try:
        await call(egress, at, FACEBOOK, connection, "DELETE", post.id)
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise


async def _upload(
    egress: Egress, at: Surroundings, number: int, connection: Connection, state: State, media: Media
) -> Done:
    picture = Picture(**state["payload"]["pictures"][number])
    form = {"published": "false"} | ({"alt_text_custom": picture.alt} if picture.alt else {})
    name = "picture." + picture.media_type.partition("/")[2]
    files = {"source": (name, await media.read(picture.ref), picture.media_type)}
    path = f"{connection.subject}/photos"
    try:
        said = await call(egress, at, FACEBOOK, connection, "POST", path, purpose="prepare", form=form, files=files)
    except NetworkError as error:
        if error.kind is Kind.CONTENT:
            raise NetworkError(Kind.MEDIA, error.reason, status=error.status, excerpt=error.excerpt) from error
        raise
    photo = read_text(said.get("id"))
    if not photo:
        raise NetworkError(Kind.TRANSIENT, "Facebook named no picture.")
    return Done(state | {"photos": state["photos"] | {str(number): photo}})


async def _create(egress: Egress, at: Surroundings, connection: Connection, state: State) -> Done:
    payload, form = state["payload"], dict[str, str]()
    if payload["text"]:
        form["message"] = payload["text"]
    if payload["attachment"]:
        form["link"] = payload["attachment"]
    for number in range(len(payload["pictures"])):
        form[f"attached_media[{number}]"] = json.dumps({"media_fbid": state["photos"][str(number)]})
    path = f"{connection.subject}/feed"
    said = await call(egress, at, FACEBOOK, connection, "POST", path, purpose="create", form=form)
    post_id = read_text(said.get("id"))
    if not post_id:
        raise NetworkError(Kind.UNCERTAIN, "Facebook named no post.")
    post = PostRef(post_id, await _address(egress, at, connection, post_id))
    return Done(state | {"post": {"id": post.id, "url": post.url}}, post)


async def _address(egress: Egress, at: Surroundings, connection: Connection, post_id: str) -> str | None:
    """Where the new post is seen. It is out whatever happens here, so not knowing is no failure."""
    try:
        said = await call(egress, at, FACEBOOK, connection, "GET", post_id, params=[("fields", "permalink_url")])
    except NetworkError:
        return None
    return read_text(said.get("permalink_url"))


def _message(post: dict[str, Any]) -> str:
    return str(post.get("message") or "")


def _made_since(post: dict[str, Any], since: datetime) -> bool:
    try:
        return datetime.fromisoformat(str(post.get("created_time"))) >= since
    except (ValueError, TypeError):
        return False
