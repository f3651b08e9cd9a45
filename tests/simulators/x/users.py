"""Who the token stands for."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.x.callers import for_people
from simulators.x.errors import invalid
from simulators.x.world import USER_READ, Account, World

KNOWN_FIELDS = {"id", "name", "username", "profile_image_url", "subscription_type", "public_metrics", "verified"}


async def me(request: Request, world: World, account: Account) -> Response:
    fields = {field for field in request.query_params.get("user.fields", "").split(",") if field}
    for field in fields - KNOWN_FIELDS:
        raise invalid(f"The `user.fields` query parameter value [{field}] is not known")
    world.charge("user_read", USER_READ)
    body: dict[str, Any] = {"id": account.id, "name": account.name, "username": account.username}
    more: dict[str, Any] = {
        "profile_image_url": f"{world.web}/{account.username}.jpg",
        "subscription_type": account.subscription,
        "public_metrics": {
            "followers_count": account.followers,
            "following_count": 2,
            "tweet_count": len(world.standing(account.id)),
            "listed_count": 0,
        },
    }
    return JSONResponse({"data": body | {name: value for name, value in more.items() if name in fields}})


ROUTES: list[BaseRoute] = [Route("/2/users/me", for_people("me", "tweet.read", "users.read", act=me))]
