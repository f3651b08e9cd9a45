"""Posting in steps, finding a post whose answer was lost, and taking posts back.

The record's key and time are ours and are frozen before the first try, and so are all its bytes before the last step:
putting the same record twice changes nothing (putRecord answers without a commit), so a lost answer may be replayed.
"""

from datetime import datetime

from kernel.kit.egress import Egress
from networks.answers import read_part
from networks.bluesky.client import ask, call, senseless, usable
from networks.bluesky.facets import mention_facet
from networks.bluesky.identity import ask_resolver
from networks.bluesky.records import COLLECTION, key_of, record_key, record_of, ref_of
from networks.bluesky.surroundings import Surroundings
from networks.contract import Done, Found, Media, NotFound, PostRef, Step
from networks.drafts import Picture, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection

MOST_MENTIONS = 20


def list_steps(rendered: Rendered) -> tuple[Step, ...]:
    """Upload the pictures, then find who is mentioned and write the record, then put it."""
    payload = rendered.payload
    uploads = [Step("UPLOAD", number) for number in range(len(payload["pictures"]))]
    writing = [Step("CONTAINER")] if uploads or payload["mentions"] else []
    return (*uploads, *writing, Step("CREATE"))


def first_state(rendered: Rendered, *, key: str, at: datetime) -> State:
    """What every replay repeats: key, time and, where nothing has to be fetched for it, the record itself."""
    payload = rendered.payload
    state: State = {"payload": payload, "rkey": record_key(key, at), "at": at.isoformat(), "blobs": {}}
    if payload["pictures"] or payload["mentions"]:
        return state
    return state | {"record": record_of(payload, at, payload["facets"], {})}


async def run_step(
    egress: Egress, around: Surroundings, step: Step, connection: Connection, state: State, media: Media
) -> Done:
    """Run one step. Raises NetworkError."""
    if step.kind == "UPLOAD":
        return await _upload(egress, around, step.number, connection, state, media)
    if step.kind == "CONTAINER":
        return await _write(egress, around, state)
    return await _put(egress, around, connection, state, media)


async def find_post(egress: Egress, connection: Connection, state: State) -> Found | NotFound:
    """Ask the person's own server for exactly this record; it may be put again if it is not there."""
    ref = ref_of(connection.subject, state["rkey"])
    return Found(ref, "id") if await stands(egress, connection, ref) else NotFound(replayable=True)


async def stands(egress: Egress, connection: Connection, post: PostRef) -> bool:
    """Whether the person's own server has the post. Needs no token."""
    params = [("repo", connection.subject), ("collection", COLLECTION), ("rkey", key_of(post))]
    try:
        said = await ask(egress, connection.service_url or "", "com.atproto.repo.getRecord", params)
    except NetworkError as error:
        if error.kind is Kind.GONE:
            return False
        raise
    return said.get("uri") == post.id


async def remove(egress: Egress, around: Surroundings, connection: Connection, post: PostRef) -> None:
    """Delete a post; the server says yes to one that is gone, too."""
    body = {"repo": connection.subject, "collection": COLLECTION, "rkey": key_of(post)}
    try:
        await call(egress, around, connection, "POST", "com.atproto.repo.deleteRecord", json=body)
    except NetworkError as error:
        if error.kind is not Kind.GONE:
            raise


async def _upload(
    egress: Egress, around: Surroundings, number: int, connection: Connection, state: State, media: Media
) -> Done:
    picture = Picture(**state["payload"]["pictures"][number])
    answer = await call(
        egress,
        around,
        connection,
        "POST",
        "com.atproto.repo.uploadBlob",
        purpose="upload",
        content=await media.read(picture.ref),
        media_type=picture.media_type,
    )
    blob = read_part(usable(answer, "upload", connection.access_token).get("blob"))
    if not blob:
        raise senseless(answer, "upload", connection.access_token)
    return Done(state | {"blobs": state["blobs"] | {str(number): blob}})


async def _write(egress: Egress, around: Surroundings, state: State) -> Done:
    """Find the accounts that are mentioned; a handle that is nobody's stays plain text. Then freeze the record for good."""
    if "record" in state:
        return Done(state)
    payload = state["payload"]
    found = [
        mention_facet(mention, did)
        for mention in payload["mentions"][:MOST_MENTIONS]
        if (did := await ask_resolver(egress, around, mention["handle"]))
    ]
    record = record_of(payload, datetime.fromisoformat(state["at"]), [*payload["facets"], *found], state["blobs"])
    return Done(state | {"record": record})


async def _put(egress: Egress, around: Surroundings, connection: Connection, state: State, media: Media) -> Done:
    try:
        return await _put_once(egress, around, connection, state)
    except NetworkError as error:
        # Pictures that no post refers to are cleared away after a while. The refusal means that nothing was posted, and
        # the same bytes get the same names, so the frozen record still fits.
        if error.kind is not Kind.MEDIA or "BlobNotFound" not in error.excerpt:
            raise
    for number in range(len(state["payload"]["pictures"])):
        await _upload(egress, around, number, connection, state, media)
    return await _put_once(egress, around, connection, state)


async def _put_once(egress: Egress, around: Surroundings, connection: Connection, state: State) -> Done:
    ref = ref_of(connection.subject, state["rkey"])
    answer = await call(
        egress,
        around,
        connection,
        "POST",
        "com.atproto.repo.putRecord",
        purpose="create",
        json={
            "repo": connection.subject,
            "collection": COLLECTION,
            "rkey": state["rkey"],
            "validate": True,
            "record": state["record"],
        },
    )
    if usable(answer, "create", connection.access_token).get("uri") != ref.id:
        raise senseless(answer, "create", connection.access_token)
    return Done(state | {"post": {"id": ref.id, "url": ref.url}}, ref)
