"""Posts: made, found and deleted. The same words of the same author are refused with the name of the post that has them."""

import json
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.lies import lied_about
from simulators.linkedin.calls import called, need, need_role, query_of, urn_in, urn_of_path
from simulators.linkedin.little import words_of
from simulators.linkedin.refusals import InItsWords, Refusal, rest
from simulators.linkedin.world import Post, Token, World, world_of

LONGEST = 3000
NEEDED = ("author", "commentary", "visibility", "distribution", "lifecycleState", "isReshareDisabledByAuthor")
KNOWN = (*NEEDED, "content", "reshareContext", "adContext", "container")
KINDS = ("media", "multiImage", "article")
FEWEST, MOST = 2, 20


async def create_post(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request)
    body = await _body(request)

    async def store() -> Response:
        try:
            return _store(world, token, body)
        except Refusal as refusal:
            return refusal.response()

    return await lied_about(world.door, token.member.id, InItsWords(), store)


async def find_posts(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs="r_organization_social")
    query = query_of(request)
    if query.get("q") != "author" or request.headers.get("x-restli-method") != "FINDER":
        raise Refusal(400, "No such finder", code="ILLEGAL_ARGUMENT")
    author = urn_in(query, "author")
    need_role(token, author)
    seen = [post for post in _visible(world) if post.author == author]
    newest = sorted(seen, key=lambda post: post.at, reverse=True)[: int(query.get("count", "10"))]
    return JSONResponse({"paging": {"start": 0, "count": len(newest)}, "elements": [_shown(post) for post in newest]})


async def read_post(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs="r_organization_social")
    urn = urn_of_path(request)
    post = next((post for post in _visible(world) if post.urn == urn), None)
    if post is None:
        raise Refusal(404, "Not found", code="NOT_FOUND")
    need_role(token, post.author)
    return JSONResponse(_shown(post))


async def delete_post(request: Request) -> Response:
    """204 for a post that is gone already, too."""
    world = world_of(request)
    token = called(world, request)
    post = world.posts.get(urn_of_path(request))
    if post is not None and not post.deleted:
        _may_write(token, post.author)
        post.deleted = True
        world.note("delete", post)
    return Response(status_code=204)


def _store(world: World, token: Token, body: dict[str, Any]) -> Response:
    _check(body)
    author = body["author"]
    _may_write(token, author)
    content = body.get("content", {})
    _check_content(world, author, content)
    if world.knows_duplicates:
        for post in world.standing():
            if _same(post.body) == _same(body):
                raise Refusal(422, f"Content is a duplicate of {post.urn}", code="DUPLICATE_POST")
    kind = "ugcPost" if "multiImage" in content else "share"
    urn = f"urn:li:{kind}:{7_000_000_000_000_000_000 + len(world.posts)}"
    post = Post(urn, author, body, words_of(body["commentary"]), world.clock())
    world.posts[urn] = post
    world.note("create", post)
    return Response(status_code=201, headers={"x-restli-id": urn})


def _check(body: dict[str, Any]) -> None:
    for name in NEEDED:
        if name not in body:
            raise Refusal(400, f"{name} is required", code="MISSING_FIELD", at=f"/{name}")
    for name in body:
        if name not in KNOWN:
            raise Refusal(400, f"unknown field {name}", code="UNKNOWN_FIELD", at=f"/{name}")
    if body["visibility"] not in ("PUBLIC", "CONNECTIONS") or body["lifecycleState"] != "PUBLISHED":
        raise Refusal(400, "no such value", code="INVALID_VALUE_FOR_FIELD", at="/visibility")
    if body["distribution"].get("feedDistribution") != "MAIN_FEED":
        raise Refusal(400, "no such value", code="INVALID_VALUE_FOR_FIELD", at="/distribution")
    units = len(body["commentary"].encode("utf-16-le")) // 2
    if units > LONGEST:
        words = f"ShareCommentary text length ({units} characters) exceeded the maximum allowed ({LONGEST} characters)"
        raise Refusal(400, words, code="FIELD_LENGTH_TOO_LONG", at="/commentary")


def _check_content(world: World, author: str, content: dict[str, Any]) -> None:
    if len(content) > 1 or not set(content) <= set(KINDS):
        raise Refusal(400, "content is one of its kinds", code="INVALID_VALUE_FOR_FIELD", at="/content")
    article = content.get("article")
    if article is not None and not (str(article.get("source")).startswith("http") and article.get("title")):
        raise Refusal(400, "an article has a source and a title", code="MISSING_FIELD", at="/content/article")
    several: list[dict[str, str]] | None = content.get("multiImage", {}).get("images")
    if several is not None and not FEWEST <= len(several) <= MOST:
        raise Refusal(400, "2 to 20 images", code="INVALID_VALUE_FOR_FIELD", at="/content/multiImage")
    used: list[str] = [image["id"] for image in several or []]
    used += [content["media"]["id"]] if "media" in content else []
    used += [article["thumbnail"]] if article and "thumbnail" in article else []
    for urn in used:
        _check_image(world, author, urn)


def _check_image(world: World, author: str, urn: str) -> None:
    image = world.images.get(urn)
    if image is None or image.owner != author:
        raise Refusal(400, f"{urn} is no image of the author", code="INVALID_URN_ID", at="/content")
    if image.ready_at is None or image.ready_at > world.clock():
        raise Refusal(400, f"{urn} waits", code="MEDIA_ASSET_WAITING_UPLOAD", at="/content")
    if image.broken:
        raise Refusal(400, f"{urn} failed", code="MEDIA_ASSET_PROCESSING_FAILED", at="/content")


def _may_write(token: Token, author: str) -> None:
    if author == f"urn:li:person:{token.member.id}":
        need(token, "w_member_social")
    else:
        need(token, "w_organization_social")
        need_role(token, author)


def _same(body: dict[str, Any]) -> tuple[str, str, str]:
    article = body.get("content", {}).get("article", {})
    return body["author"], body["commentary"], article.get("source", "")


def _visible(world: World) -> list[Post]:
    return [post for post in world.standing() if post.at + world.view_lag <= world.clock()]


def _shown(post: Post) -> dict[str, Any]:
    return post.body | {"id": post.urn, "createdAt": int(post.at.timestamp() * 1000)}


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "Cannot parse the body", code="ILLEGAL_ARGUMENT")
    return cast("dict[str, Any]", body)


ROUTES: list[BaseRoute] = [
    Route("/rest/posts", rest(create_post), methods=["POST"]),
    Route("/rest/posts", rest(find_posts), methods=["GET"]),
    Route("/rest/posts/{urn}", rest(read_post), methods=["GET"]),
    Route("/rest/posts/{urn}", rest(delete_post), methods=["DELETE"]),
]
