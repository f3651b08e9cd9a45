"""Posting in steps, and taking posts back.

X knows no idempotency key. What it has is a refusal of the same words again, for a while: that makes a second copy unlikely,
and says, when it comes, that a first one is there.
"""

from typing import Any

from kernel.kit.egress import Egress
from kernel.kit.settings import XSettings
from networks.answers import read_part, read_text
from networks.contract import Done, Media, PostRef, Step
from networks.drafts import Picture, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.x.client import call


def list_steps(rendered: Rendered) -> tuple[Step, ...]:
    """Upload each picture with its description, then create."""
    return (*(Step("UPLOAD", number) for number in range(len(rendered.payload["pictures"]))), Step("CREATE"))


async def run_step(
    egress: Egress, at: XSettings, step: Step, connection: Connection, state: State, media: Media
) -> Done:
    """Run one step. Raises NetworkError."""
    if step.kind == "UPLOAD":
        return Done(await _with_picture(egress, at, step.number, connection, state, media))
    try:
        return await _create(egress, at, connection, state)
    except NetworkError as error:
        # Pictures that no post holds are cleared away after a day. The refusal means that nothing was posted.
        if error.kind is not Kind.CONTENT or "media ids are invalid" not in error.excerpt.lower():
            raise
    for number in range(len(state["payload"]["pictures"])):
        state = await _with_picture(egress, at, number, connection, state, media)
    return await _create(egress, at, connection, state)


async def remove(egress: Egress, at: XSettings, connection: Connection, post: PostRef) -> None:
    """Delete a post; one that is gone needs no deleting."""
    try:
        await call(egress, at, connection, "DELETE", f"/2/tweets/{post.id}")
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise


def ref_of(at: XSettings, connection: Connection, post_id: str) -> PostRef:
    """A post of the person's, and where people see it."""
    return PostRef(post_id, f"{at.web_url}/{connection.handle.removeprefix('@') or 'i'}/status/{post_id}")


async def _with_picture(
    egress: Egress, at: XSettings, number: int, connection: Connection, state: State, media: Media
) -> State:
    picture = Picture(**state["payload"]["pictures"][number])
    said = await call(
        egress,
        at,
        connection,
        "POST",
        "/2/media/upload",
        purpose="upload",
        form={"media_category": "tweet_image"},
        files={"media": ("picture", await media.read(picture.ref), picture.media_type)},
    )
    media_id = read_text(read_part(said.get("data")).get("id"), limit=100)
    if not media_id:
        raise NetworkError(Kind.TRANSIENT, "X took the picture and did not name it.")
    if picture.alt.strip():
        described: dict[str, Any] = {"id": media_id, "metadata": {"alt_text": {"text": picture.alt}}}
        await call(egress, at, connection, "POST", "/2/media/metadata", purpose="upload", json=described)
    return state | {"media": state["media"] | {str(number): media_id}}


async def _create(egress: Egress, at: XSettings, connection: Connection, state: State) -> Done:
    payload = state["payload"]
    body: dict[str, Any] = {"text": payload["text"]} if payload["text"] else {}
    if payload["pictures"]:
        body["media"] = {"media_ids": [state["media"][str(number)] for number in range(len(payload["pictures"]))]}
    if payload["paid_partnership"]:
        body["paid_partnership"] = True
    said = await call(egress, at, connection, "POST", "/2/tweets", purpose="create", json=body)
    post_id = read_text(read_part(said.get("data")).get("id"), limit=100)
    if not post_id or not post_id.isdecimal():
        raise NetworkError(Kind.UNCERTAIN, "X did not name the post that it made.")
    post = ref_of(at, connection, post_id)
    return Done(state | {"post": {"id": post.id, "url": post.url}}, post)
