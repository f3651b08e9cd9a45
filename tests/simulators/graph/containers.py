"""Posts in two steps: a container, for which pictures are really fetched, and its publication, which uses it up."""

import io
import ssl
from datetime import timedelta

import httpx2
from PIL import Image, UnidentifiedImageError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from simulators.common.lies import lied_about
from simulators.graph.callers import form_of, need, own
from simulators.graph.errors import Refusal, Words, graph_error
from simulators.graph.world import CONTAINER_LIFE, Account, Container, Post, Token, World

WITHOUT_ROOTS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading the machine's certificates takes longer than a fetch, and nothing here is fetched by https."""
LARGEST, LONGEST_ALT = 8_000_000, 1_000
NOT_FETCHED, NO_PICTURE, SHAPE = (
    "the media could not be fetched",
    "only photo or video can be accepted",
    "the aspect ratio",
)
SUBCODES = {NOT_FETCHED: 2207052, NO_PICTURE: 2207004, SHAPE: 2207009}


async def lay(request: Request, world: World, account: Account, token: Token) -> Response:
    """Take a container. Its pictures are fetched at once, and seem to be worked on for a while."""
    own(account, request.path_params["user"])
    need(token, world.manner.publishing)
    form = await form_of(request)
    kind = form.get("media_type", "IMAGE" if "image_url" in form else "")
    _check(world, form, kind)
    children = _children(world, account, form) if kind == "CAROUSEL" else ()
    broken = await _fetch(world, form) if kind == "IMAGE" else ""
    if broken and world.manner.broken_at_once:
        raise graph_error(9004, broken, SUBCODES[broken])
    at = world.clock()
    took = timedelta() if kind == "TEXT" else world.processing
    container = Container(world.next_id(), account.id, at, at + took, form | {"media_type": kind}, children, broken)
    world.containers[container.id] = container
    return JSONResponse({"id": container.id})


async def publish(request: Request, world: World, account: Account, token: Token) -> Response:
    """Publish a container, once."""
    own(account, request.path_params["user"])
    need(token, world.manner.publishing)
    form = await form_of(request)

    async def store() -> Response:
        try:
            return _store(world, account, form.get("creation_id", ""))
        except Refusal as refusal:
            return refusal.response()

    return await lied_about(world.door, account.username, Words(), store)


def status_of(world: World, container: Container) -> tuple[str, str]:
    """How far a container is, and why it failed."""
    if container.published:
        return "PUBLISHED", ""
    if container.at + CONTAINER_LIFE <= world.clock():
        return "EXPIRED", ""
    if container.ready_at > world.clock():
        return "IN_PROGRESS", ""
    return ("ERROR", container.broken) if container.broken else ("FINISHED", "")


def _store(world: World, account: Account, creation_id: str) -> Response:
    container = world.containers.get(creation_id)
    if container is None or container.owner != account.id or "is_carousel_item" in container.fields:
        raise graph_error(24, "The requested resource does not exist", 2207006)
    if account.barred:
        raise graph_error(25, "The account is restricted", account.barred)
    status, _ = status_of(world, container)
    if status == "EXPIRED":
        raise graph_error(24, "The media builder was not found or has expired", 2207008)
    if status != "FINISHED":
        raise graph_error(9007, "Media ID is not available", 2207027)
    if world.used(account) >= world.posts_a_day:
        raise graph_error(9, "The application has reached its publishing limit", 2207042)
    container.published = True
    pictures = [world.containers[child] for child in container.children] or [container]
    alts = tuple(picture.fields.get("alt_text", "") for picture in pictures)
    post = Post(world.next_id(), account, world.clock(), container.fields, len(pictures), alts)
    world.posts[post.id] = post
    world.published.append((account.id, post.at))
    words = container.fields.get(world.manner.words, "")
    world.ledger.append({"act": "create", "id": post.id, "text": words, "at": post.at.isoformat()})
    return JSONResponse({"id": post.id})


def _check(world: World, form: dict[str, str], kind: str) -> None:
    manner = world.manner
    if kind not in ("TEXT", "IMAGE", "CAROUSEL") or (kind == "TEXT" and not manner.words_alone):
        raise graph_error(100, "The parameter media_type or image_url is required")
    if (kind == "IMAGE") is not ("image_url" in form):
        raise graph_error(100, "The parameter image_url is for pictures")
    words = form.get(manner.words, "")
    if kind == "TEXT" and not words:
        raise graph_error(100, f"The parameter {manner.words} is required.")
    if refused := manner.check_words(words):
        raise graph_error(100, refused)
    if "link_attachment" in form and kind != "TEXT":
        raise graph_error(100, "link_attachment is for text-only posts")
    if len(form.get("alt_text", "")) > LONGEST_ALT:
        raise graph_error(100, f"Param alt_text must be at most {LONGEST_ALT} characters long.")


def _children(world: World, account: Account, form: dict[str, str]) -> tuple[str, ...]:
    children = tuple(form.get("children", "").split(","))
    least = 2
    if not least <= len(children) <= world.manner.carousel:
        raise graph_error(100, f"A carousel has 2 to {world.manner.carousel} children")
    for child in children:
        container = world.containers.get(child)
        if container is None or container.owner != account.id or "is_carousel_item" not in container.fields:
            raise graph_error(100, f"The child {child} is no carousel item")
        status, _ = status_of(world, container)
        if status != "FINISHED":
            raise graph_error(9007, "Media ID is not available", 2207027)
    return children


async def _fetch(world: World, form: dict[str, str]) -> str:
    """Get the picture as Meta's servers do, which follow no redirect; why it cannot be used, or ""."""
    if world.broken_pictures:
        world.broken_pictures -= 1
        return NO_PICTURE
    url = form["image_url"]
    world.fetched.append(url)
    try:
        async with httpx2.AsyncClient(timeout=5, follow_redirects=False, verify=WITHOUT_ROOTS) as client:
            answer = await client.get(url, headers={"User-Agent": "facebookexternalua"})
    except httpx2.HTTPError:
        return NOT_FETCHED
    if not answer.is_success or not answer.headers.get("content-type", "").startswith("image/"):
        return NOT_FETCHED
    try:
        with Image.open(io.BytesIO(answer.content), formats=("JPEG", "PNG")) as image:
            kind, shape = image.format or "", image.width / image.height
    except UnidentifiedImageError:
        return NO_PICTURE
    if kind not in world.manner.formats or len(answer.content) > LARGEST:
        return NO_PICTURE
    narrowest, widest = world.manner.shapes
    return "" if narrowest <= shape <= widest else SHAPE
