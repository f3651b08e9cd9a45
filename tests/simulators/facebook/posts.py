"""A page's posts: photos uploaded where nobody sees them, a feed that knows no repeat key, and numbers of each post."""

import io
import json
from typing import Any

from PIL import Image, UnidentifiedImageError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.lies import lied_about
from simulators.facebook.callers import form_of, page_of, token_of
from simulators.facebook.world import METRICS, VERSION, Page, Post, World, world_of
from simulators.graph.errors import Refusal, Words, graph_error, missing, refusing

LONGEST, LARGEST = 63_206, 10_000_000
FORMATS = {"JPEG", "PNG", "GIF", "BMP", "TIFF"}


async def add_photo(request: Request) -> Response:
    world = world_of(request)
    page = page_of(world, request, "pages_manage_posts")
    async with request.form() as form:
        source = form.get("source")
        if form.get("published") != "false" or not isinstance(source, UploadFile):
            raise graph_error(324, "Missing or invalid image file")
        data, alt = await source.read(), str(form.get("alt_text_custom", ""))
    if world.broken_pictures:
        world.broken_pictures -= 1
        data = b""
    try:
        with Image.open(io.BytesIO(data)) as image:
            usable = image.format in FORMATS and len(data) <= LARGEST
    except UnidentifiedImageError:
        usable = False
    if not usable:
        raise graph_error(324, "Missing or invalid image file")
    photo = world.next_id()
    world.photos[photo] = (page.id, alt)
    return JSONResponse({"id": photo})


async def add_post(request: Request) -> Response:
    world = world_of(request)
    page, form = page_of(world, request, "pages_manage_posts"), await form_of(request)

    async def store() -> Response:
        try:
            return _store(world, page, form)
        except Refusal as refusal:
            return refusal.response()

    return await lied_about(world.door, page.username, Words(), store)


async def list_posts(request: Request) -> Response:
    world = world_of(request)
    page = page_of(world, request, "pages_read_engagement")
    limit = min(int(request.query_params.get("limit", "25")), 100)
    return JSONResponse({"data": [_chosen(request, _shown(world, post)) for post in world.standing(page)[:limit]]})


async def insights(request: Request) -> Response:
    world = world_of(request)
    page_of(world, request, "read_insights")
    post = _post(world, request)
    wanted = request.query_params.get("metric", "").split(",")
    if not set(wanted) <= world.metrics & METRICS:
        raise graph_error(100, "(#100) The value must be a valid insights metric")
    data = [{"name": name, "period": "lifetime", "values": [{"value": post.numbers[name]}]} for name in wanted]
    return JSONResponse({"data": data})


async def show(request: Request) -> Response:
    """A person, a page or a post, with the fields that were asked for."""
    world, named = world_of(request), request.path_params["id"]
    held = token_of(world, request)
    if held.page is None:
        if named not in ("me", held.person.id):
            raise missing(named)
        return JSONResponse(_chosen(request, {"id": held.person.id, "name": held.person.name}))
    if named == held.page.id:
        return JSONResponse(_chosen(request, _page(world, held.page)))
    return JSONResponse(_chosen(request, _shown(world, _post(world, request))))


async def remove(request: Request) -> Response:
    world = world_of(request)
    page_of(world, request, "pages_manage_posts")
    post = _post(world, request)
    del world.posts[post.id]
    world.ledger.append({"act": "delete", "id": post.id, "at": world.clock().isoformat()})
    return JSONResponse({"success": True})


def _store(world: World, page: Page, form: dict[str, str]) -> Response:
    message, link = form.get("message", ""), form.get("link", "")
    photos = tuple(
        str(json.loads(value)["media_fbid"]) for name, value in form.items() if name.startswith("attached_media[")
    )
    if page.barred:
        raise graph_error(page.barred, "The action attempted has been deemed abusive or is otherwise disallowed")
    if not (message or link or photos):
        raise graph_error(100, "(#100) You must provide a message, a link or a picture")
    if len(message.encode("utf-16-le")) > 2 * LONGEST:
        raise graph_error(100, "(#100) The message is too long")
    if any(world.photos.get(photo, ("", ""))[0] != page.id for photo in photos):
        raise graph_error(100, "(#100) An attached picture does not exist or is shown already")
    newest = max((post for post in world.posts.values() if post.page is page), key=lambda post: post.at, default=None)
    if newest and (newest.message, newest.link, photos) == (message, link, ()):
        raise graph_error(506, "Duplicate status message", 1455006)
    alts = tuple(world.photos.pop(photo)[1] for photo in photos)
    post = Post(f"{page.id}_{world.next_id()}", page, world.clock(), message, link, photos, alts)
    world.posts[post.id] = post
    world.ledger.append({"act": "create", "id": post.id, "text": message, "at": post.at.isoformat()})
    return JSONResponse({"id": post.id})


def _post(world: World, request: Request) -> Post:
    post = world.posts.get(request.path_params["id"])
    if post is None or token_of(world, request).page is not post.page:
        raise missing(request.path_params["id"])
    return post


def _page(world: World, page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "name": page.name,
        "username": page.username,
        "link": f"{world.web}/{page.username}",
        "picture": {"data": {"url": f"{world.web}/{page.username}.jpg"}},
        "followers_count": page.followers,
    }


def _shown(world: World, post: Post) -> dict[str, Any]:
    shares = {"shares": {"count": post.numbers["shares"]}} if post.numbers["shares"] else {}
    return {
        "id": post.id,
        "message": post.message,
        "created_time": post.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink_url": f"{world.web}/{post.page.username}/posts/{post.id.partition('_')[2]}",
        "reactions": {"data": [], "summary": {"total_count": post.numbers["reactions"]}},
        "comments": {"data": [], "summary": {"total_count": post.numbers["comments"]}},
        **shares,
    }


def _chosen(request: Request, entity: dict[str, Any]) -> dict[str, Any]:
    """What of it was asked for, without what the asking says of it; an id comes always."""
    asked = request.query_params.get("fields", "id,name").split(",")
    names = {field.partition(".")[0].partition("{")[0] for field in asked} | {"id"}
    return {name: value for name, value in entity.items() if name in names}


ROUTES: list[BaseRoute] = [
    Route(f"/{VERSION}/{{id}}/photos", refusing(add_photo), methods=["POST"]),
    Route(f"/{VERSION}/{{id}}/feed", refusing(add_post), methods=["POST"]),
    Route(f"/{VERSION}/{{id}}/feed", refusing(list_posts), methods=["GET"]),
    Route(f"/{VERSION}/{{id}}/insights", refusing(insights)),
    Route(f"/{VERSION}/{{id}}", refusing(show), methods=["GET"]),
    Route(f"/{VERSION}/{{id}}", refusing(remove), methods=["DELETE"]),
]
