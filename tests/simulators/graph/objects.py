"""What may be read: oneself, a container's status, posts and their numbers, and how many more posts a day allows."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.graph.callers import for_people, need, own
from simulators.graph.containers import lay, publish, status_of
from simulators.graph.errors import graph_error, missing
from simulators.graph.world import Account, Manner, Post, Token, World


async def show(request: Request, world: World, account: Account, _token: Token) -> Response:
    """A person, a container or a post, with the fields that were asked for."""
    named = request.path_params["id"]
    if named in (account.id, "me"):
        shown = _person(world, account)
        return JSONResponse(_chosen(request, shown, shown["id"]))
    container = world.containers.get(named)
    if container is not None and container.owner == account.id:
        if world.denied_looks:
            world.denied_looks -= 1
            raise missing(named)
        status, reason = status_of(world, container)
        shown = {"id": named, world.manner.status: status} | ({world.manner.reason: reason} if reason else {})
        return JSONResponse(_chosen(request, shown, named))
    return JSONResponse(_chosen(request, _shown(world, _post(world, account, named)), named))


async def remove(request: Request, world: World, account: Account, token: Token) -> Response:
    post = _post(world, account, request.path_params["id"])
    need(token, world.manner.deleting)
    del world.posts[post.id]
    world.ledger.append({"act": "delete", "id": post.id, "at": world.clock().isoformat()})
    return JSONResponse({"success": True, "deleted_id": post.id})


async def list_posts(request: Request, world: World, account: Account, _token: Token) -> Response:
    own(account, request.path_params["user"])
    limit = min(int(request.query_params.get("limit", "25")), 100)
    posts = [_chosen(request, _shown(world, post), post.id) for post in world.standing(account)[:limit]]
    return JSONResponse({"data": posts, "paging": {"cursors": {}}})


async def publishing_limit(request: Request, world: World, account: Account, _token: Token) -> Response:
    own(account, request.path_params["user"])
    config = {"quota_total": world.posts_a_day, "quota_duration": 86_400}
    return JSONResponse({"data": [{"quota_usage": world.used(account), "config": config}]})


async def insights(request: Request, world: World, account: Account, token: Token) -> Response:
    need(token, world.manner.reading)
    post = _post(world, account, request.path_params["id"])
    wanted = request.query_params.get("metric", "").split(",")
    if not set(wanted) <= set(world.manner.metrics):
        raise graph_error(100, "(#100) The value must be a valid insights metric")
    data = [{"name": name, "period": "lifetime", "values": [{"value": post.numbers[name]}]} for name in wanted]
    return JSONResponse({"data": data})


async def account_insights(request: Request, world: World, account: Account, token: Token) -> Response:
    own(account, request.path_params["user"])
    need(token, world.manner.reading)
    if request.query_params.get("metric") != "followers_count":
        raise graph_error(100, "(#100) The value must be a valid insights metric")
    return JSONResponse({"data": [{"name": "followers_count", "total_value": {"value": account.followers}}]})


def _post(world: World, account: Account, post_id: str) -> Post:
    post = world.posts.get(post_id)
    if post is None or post.author is not account:
        raise missing(post_id)
    return post


def _person(world: World, account: Account) -> dict[str, Any]:
    return {
        "id": f"9{account.id}" if world.manner.own_ids else account.id,
        "user_id": account.id,
        "username": account.username,
        "name": account.name,
        "account_type": "BUSINESS",
        world.manner.picture_field: f"{world.web}/avatar.jpg",
        "followers_count": account.followers,
        "media_count": len(world.standing(account)),
    }


def _shown(world: World, post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "permalink": f"{world.web}/@{post.author.username}/post/{post.id}",
        "timestamp": post.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "media_type": post.fields["media_type"],
        "username": post.author.username,
        world.manner.words: post.fields.get(world.manner.words, ""),
    }


def _chosen(request: Request, entity: dict[str, Any], entity_id: str) -> dict[str, Any]:
    """What of it was asked for; an id comes always."""
    wanted = request.query_params.get("fields", "id").split(",")
    return {name: entity[name] for name in wanted if name in entity} | {"id": entity_id}


def routes(manner: Manner, version: str) -> list[BaseRoute]:
    """Everything that a token opens."""
    at = f"/{version}/{{user}}"
    more: list[BaseRoute] = []
    if manner.account_edge:
        more.append(Route(f"{at}/{manner.account_edge}", for_people(account_insights)))
    return [
        *more,
        Route(f"{at}/{manner.container_edge}", for_people(lay), methods=["POST"]),
        Route(f"{at}/{manner.publish_edge}", for_people(publish), methods=["POST"]),
        Route(f"{at}/{manner.posts_edge}", for_people(list_posts)),
        Route(f"{at}/{manner.limit_edge}", for_people(publishing_limit)),
        Route(f"/{version}/{{id}}/insights", for_people(insights)),
        Route(f"/{version}/{{id}}", for_people(show), methods=["GET"]),
        Route(f"/{version}/{{id}}", for_people(remove), methods=["DELETE"]),
    ]
