"""Posting to LinkedIn in steps, and taking posts back.

Nothing at LinkedIn makes a repeated create safe. The same words again are refused with the name of the post that has
them, but that is no promise: a lost answer is never sent again by us alone.
"""

from datetime import datetime, timedelta

from kernel.kit.egress import Egress
from networks.contract import Done, Media, Poll, PostRef, Step
from networks.drafts import Picture, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.linkedin.client import call, encoded
from networks.linkedin.refusals import address_of, senseless
from networks.linkedin.surroundings import Surroundings
from networks.linkedin.uploads import upload

SETTLING = timedelta(seconds=8)
"""How long pictures are given: whether they are ready, LinkedIn tells a person's token only when the post is made."""


def list_steps(rendered: Rendered) -> tuple[Step, ...]:
    """Upload the pictures, give LinkedIn a moment with them, then create."""
    uploads = [Step("UPLOAD", number) for number in range(len(rendered.payload["pictures"]))]
    return (*uploads, *([Step("WAIT")] if uploads else []), Step("CREATE"))


def first_state(rendered: Rendered, *, key: str, at: datetime) -> State:
    """The payload, and since when the post may exist."""
    return {"payload": rendered.payload, "key": key, "at": at.isoformat(), "images": {}, "settled": False}


async def run_step(
    egress: Egress, around: Surroundings, step: Step, connection: Connection, state: State, media: Media
) -> Done | Poll:
    """Run one step. Raises NetworkError."""
    if step.kind == "UPLOAD":
        return await _upload(egress, around, step.number, connection, state, media)
    if step.kind == "WAIT":
        return Done(state) if state["settled"] else Poll(state | {"settled": True}, SETTLING)
    return await _create(egress, around, connection, state)


async def remove(egress: Egress, around: Surroundings, connection: Connection, post: PostRef) -> None:
    """Delete a post; LinkedIn says yes to one that is gone, too."""
    try:
        await call(egress, around, connection, "DELETE", f"posts/{encoded(post.id)}", action="DELETE")
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise


def ref_of(urn: str) -> PostRef:
    """A post by its URN, and where people see it."""
    return PostRef(urn, address_of(urn))


async def _upload(
    egress: Egress, around: Surroundings, number: int, connection: Connection, state: State, media: Media
) -> Done:
    """Upload a picture once: what LinkedIn has already begun to work on is ready sooner than the same thing anew."""
    if str(number) in state["images"]:
        return Done(state)
    urn = await upload(egress, around, connection, Picture(**state["payload"]["pictures"][number]), media)
    return Done(state | {"images": state["images"] | {str(number): urn}, "settled": False})


async def _create(egress: Egress, around: Surroundings, connection: Connection, state: State) -> Done:
    body: State = {
        "author": connection.subject,
        "commentary": state["payload"]["commentary"],
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
        **_content(state),
    }
    answer = await call(egress, around, connection, "POST", "posts", purpose="create", json=body)
    urn = answer.headers.get("x-restli-id", "")
    if not urn.startswith("urn:li:"):
        raise senseless(answer, "create", connection.access_token)
    ref = ref_of(urn)
    return Done(state | {"post": {"id": ref.id, "url": ref.url}}, ref)


def _content(state: State) -> State:
    """What goes with the words: a card, a picture, several pictures, or nothing."""
    payload, images = state["payload"], state["images"]
    pictures = [(images[str(number)], Picture(**part)) for number, part in enumerate(payload["pictures"])]
    if payload["article"]:
        thumbnail = {"thumbnail": pictures[0][0]} if pictures else {}
        return {"content": {"article": payload["article"] | thumbnail}}
    shown: list[State] = [{"id": urn} | ({"altText": picture.alt} if picture.alt else {}) for urn, picture in pictures]
    if not shown:
        return {}
    return {"content": {"media": shown[0]} if len(shown) == 1 else {"multiImage": {"images": shown}}}
