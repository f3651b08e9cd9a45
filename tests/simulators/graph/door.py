"""The control door and the ledger, over HTTP, and the pictures that an installation would serve."""

from datetime import timedelta

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from practice.door.bodies import read_body
from simulators.common.orders import LieOrders, arm
from simulators.graph.world import World, world_of


class Orders(LieOrders):
    """What else may be asked for; what is left out stays as it is."""

    view_lag_seconds: float | None = Field(default=None, ge=0)
    processing_seconds: float | None = Field(default=None, ge=0)
    broken_pictures: int | None = Field(default=None, ge=0)
    denied_looks: int | None = Field(default=None, ge=0)
    """How many of the next looks at containers say that there is none, as Meta's sometimes do."""
    posts_a_day: int | None = Field(default=None, ge=0)
    end_consents: bool = False
    barred: dict[str, int] = Field(default_factory=dict[str, int])
    """The subcode with which people's posts are refused, by username; 0 lets them again."""


def order(world: World, orders: Orders) -> None:
    """Do as told."""
    if orders.clear:
        world.view_lag = world.processing = timedelta()
        world.broken_pictures = world.denied_looks = 0
        world.posts_a_day = world.manner.posts_a_day
    arm(world.door, orders)
    if orders.view_lag_seconds is not None:
        world.view_lag = timedelta(seconds=orders.view_lag_seconds)
    if orders.processing_seconds is not None:
        world.processing = timedelta(seconds=orders.processing_seconds)
    if orders.broken_pictures is not None:
        world.broken_pictures = orders.broken_pictures
    if orders.denied_looks is not None:
        world.denied_looks = orders.denied_looks
    if orders.posts_a_day is not None:
        world.posts_a_day = orders.posts_a_day
    for token in world.tokens.values() if orders.end_consents else ():
        token.ended = True
    for account in world.accounts.values():
        account.barred = orders.barred.get(account.username, account.barred)


async def control(request: Request) -> Response:
    world = world_of(request)
    if request.method == "POST":
        orders = await read_body(request, Orders)
        if isinstance(orders, Response):
            return orders
        order(world, orders)
    return JSONResponse({"told": dict(world.door.told), "seen": dict(world.door.seen), "fetched": world.fetched})


async def ledger(request: Request) -> Response:
    """Every post that was ever published or deleted, in order, whatever was answered."""
    return JSONResponse({"changes": world_of(request).ledger})


async def picture(request: Request) -> Response:
    """What an installation answers to whoever fetches a picture from it."""
    status, headers, data = world_of(request).served.get(request.path_params["name"], (404, dict[str, str](), b""))
    return Response(data, status, headers)


ROUTES: list[BaseRoute] = [
    Route("/sim/control", control, methods=["GET", "POST"]),
    Route("/sim/ledger", ledger),
]
PICTURES: list[BaseRoute] = [Route("/{name}", picture)]
