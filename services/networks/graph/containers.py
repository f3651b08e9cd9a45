"""Posting by containers: laid down in steps that may be repeated, awaited, and published once, by their id.

A container is used up by being published. So a create first asks whether that has happened already: the same state cannot
post twice, however often it is run, even when an earlier call lands late.
"""

from datetime import datetime, timedelta
from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_count, read_part, read_parts, read_text
from networks.contract import Done, Media, Poll, PostRef, Step
from networks.drafts import Picture, Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.graph.client import call
from networks.graph.dialect import Dialect, Surroundings
from networks.graph.readback import find_posts
from networks.graph.refusals import SUBCODES

KEPT = timedelta(hours=23)
"""How long a container is relied on; it ends after 24 hours."""
AGAIN = timedelta(hours=1)
"""When a day's worth of posts is used up, the network counts the last 24 hours and does not say when there is room."""
WAITS = (2, 3, 5, 10, 20, 30, 60, 60, 60, 60)
"""Seconds between looks at a container: about five minutes in all, as the documents advise."""
WHOLE = "post"
ENDED = ("ERROR", "EXPIRED")


def list_steps(rendered: Rendered) -> tuple[Step, ...]:
    """Each picture has a container, awaited; the post has one around several pictures, or for words alone."""
    pictures = len(rendered.payload["pictures"])
    laid = [Step(kind, number) for number in range(pictures) for kind in ("UPLOAD", "WAIT")]
    around = [] if pictures == 1 else [Step("CONTAINER"), Step("WAIT", pictures)]
    return (*laid, *around, Step("CREATE"))


def first_state(rendered: Rendered, *, at: datetime) -> State:
    """The payload, since when the post may exist, and no container yet."""
    return {"payload": rendered.payload, "at": at.isoformat(), "containers": {}}


async def run_step(
    egress: Egress, at: Surroundings, dialect: Dialect, step: Step, connection: Connection, state: State, media: Media
) -> Done | Poll:
    """Run one step. Raises NetworkError."""
    alone = len(state["payload"]["pictures"]) == 1
    match step.kind:
        case "UPLOAD":
            name = WHOLE if alone else str(step.number)
            form = _picture_form(dialect, state["payload"], step.number, media, alone=alone)
        case "CONTAINER":
            name, form = WHOLE, _whole_form(dialect, state)
        case "WAIT":
            last = alone or step.number == len(state["payload"]["pictures"])
            return await _await(egress, at, dialect, WHOLE if last else str(step.number), connection, state)
        case _:
            return await _publish(egress, at, dialect, connection, state)
    return await _lay(egress, at, dialect, name, form, connection, state)


async def status_of(
    egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, container: str
) -> tuple[str, str]:
    """How far a container is, and why it failed where it did."""
    params = [("fields", f"{dialect.status},{dialect.reason}")]
    said = await call(egress, at, dialect, connection, "GET", container, params=params)
    return str(said.get(dialect.status, "")), str(said.get(dialect.reason) or "")[:300]


async def _lay(
    egress: Egress,
    at: Surroundings,
    dialect: Dialect,
    name: str,
    form: dict[str, str],
    connection: Connection,
    state: State,
) -> Done:
    if _stands(state, name):
        return Done(state)
    if not state["containers"]:
        await _check_quota(egress, at, dialect, connection)
    path = f"{connection.subject}/{dialect.container_edge}"
    said = await call(egress, at, dialect, connection, "POST", path, purpose="prepare", form=form)
    container = read_text(said.get("id"))
    if not container:
        raise NetworkError(Kind.TRANSIENT, f"{dialect.name} named no container.")
    entry = {"id": container, "made": now().isoformat(), "polls": 0}
    return Done(state | {"containers": state["containers"] | {name: entry}})


def _stands(state: State, name: str) -> bool:
    """Whether this container was laid and still can be used; what is made of pictures is as old as the oldest of them."""
    entries: dict[str, Any] = state["containers"]
    oldest = min((datetime.fromisoformat(entry["made"]) for entry in entries.values()), default=now())
    return name in entries and oldest + KEPT > now()


async def _await(
    egress: Egress, at: Surroundings, dialect: Dialect, name: str, connection: Connection, state: State
) -> Done | Poll:
    entry: dict[str, Any] = state["containers"][name]
    try:
        status, reason = await status_of(egress, at, dialect, connection, entry["id"])
    except NetworkError as error:
        # A container that was just laid is sometimes denied for a moment (code 100, subcode 33).
        if error.kind is not Kind.GONE:
            raise
        status, reason = "", error.reason
    if status in ("FINISHED", "PUBLISHED"):
        return Done(state)
    if status in ENDED:
        raise _failed(dialect, status, reason)
    polls: int = entry["polls"]
    if polls >= len(WAITS):
        raise NetworkError(Kind.MEDIA, f"{dialect.name} could not process the post in time.")
    entries = state["containers"] | {name: entry | {"polls": polls + 1}}
    return Poll(state | {"containers": entries}, timedelta(seconds=WAITS[polls]))


def _failed(dialect: Dialect, status: str, reason: str) -> NetworkError:
    """What it means that a container is of no use; Instagram names a subcode for it, at the end of a sentence or alone."""
    if status == "EXPIRED":
        return NetworkError(Kind.TRANSIENT, "What was prepared has expired and is prepared anew.")
    numbers = [int(word) for word in reason.replace(":", " ").replace(".", " ").split() if word.isdecimal()]
    kind = next((SUBCODES[number] for number in numbers if number in SUBCODES), Kind.MEDIA)
    return NetworkError(kind, f"{dialect.name} could not process the post: {reason or 'it does not say why'}.")


async def _publish(egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, state: State) -> Done:
    container: str = state["containers"][WHOLE]["id"]
    status, reason = await status_of(egress, at, dialect, connection, container)
    if status == "PUBLISHED":
        return await _adopt(egress, at, dialect, connection, state)
    if status in ENDED:
        raise _failed(dialect, status, reason)
    path, form = f"{connection.subject}/{dialect.publish_edge}", {"creation_id": container}
    said = await call(egress, at, dialect, connection, "POST", path, purpose="create", form=form)
    post_id = read_text(said.get("id"))
    if not post_id:
        raise NetworkError(Kind.UNCERTAIN, f"{dialect.name} named no post.")
    return _done(state, PostRef(post_id, await _address(egress, at, dialect, connection, post_id)))


async def _adopt(egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, state: State) -> Done:
    """The container was published by a call whose answer was lost: its post, where the network shows it already."""
    posts, _ = await find_posts(egress, at, dialect, connection, state)
    if not posts:
        raise NetworkError(Kind.UNCERTAIN, f"{dialect.name} has published it, and does not show it yet.")
    return _done(state, posts[0])


def _done(state: State, post: PostRef) -> Done:
    return Done(state | {"post": {"id": post.id, "url": post.url}}, post)


async def _address(
    egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, post_id: str
) -> str | None:
    """Where the new post is seen. It is out whatever happens here, so not knowing is no failure."""
    try:
        said = await call(egress, at, dialect, connection, "GET", post_id, params=[("fields", "permalink")])
    except NetworkError:
        return None
    return read_text(said.get("permalink"))


async def _check_quota(egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection) -> None:
    """Raise NetworkError RATE when the profile has used up its posts of the last 24 hours, before anything is laid."""
    path = f"{connection.subject}/{dialect.limit_edge}"
    said = await call(egress, at, dialect, connection, "GET", path, params=[("fields", "quota_usage,config")])
    entry = next(iter(read_parts(said.get("data"))), dict[str, Any]())
    used, most = read_count(entry.get("quota_usage")), read_count(read_part(entry.get("config")).get("quota_total"))
    if used is not None and most is not None and used >= most:
        words = f"{dialect.name} takes {most} posts in 24 hours from one profile, and they are used up."
        raise NetworkError(Kind.RATE, words, retry_at=now() + AGAIN)


def _picture_form(dialect: Dialect, payload: State, number: int, media: Media, *, alone: bool) -> dict[str, str]:
    picture = Picture(**payload["pictures"][number])
    media_type = "image/jpeg" if dialect.jpeg_only else picture.media_type
    form = {"image_url": media.address(picture.ref, media_type)}
    if dialect.picture_type:
        form["media_type"] = dialect.picture_type
    if picture.alt:
        form["alt_text"] = picture.alt
    return form | ({dialect.words: payload["text"]} if alone else {"is_carousel_item": "true"})


def _whole_form(dialect: Dialect, state: State) -> dict[str, str]:
    payload = state["payload"]
    if not payload["pictures"]:
        attached = {"link_attachment": payload["attachment"]} if payload["attachment"] else {}
        return {"media_type": "TEXT", dialect.words: payload["text"], **attached}
    children = ",".join(state["containers"][str(number)]["id"] for number in range(len(payload["pictures"])))
    return {"media_type": "CAROUSEL", "children": children, dialect.words: payload["text"]}
