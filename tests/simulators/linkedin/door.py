"""The control door and the ledger, over HTTP, for tests whose services run as processes of their own."""

from datetime import timedelta

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from practice.door.bodies import read_body
from simulators.common.orders import LieOrders, arm
from simulators.linkedin.world import World, world_of


class Orders(LieOrders):
    """What LinkedIn alone can be told; what is left out stays as it is."""

    media_seconds: float | None = Field(default=None, ge=0)
    broken_uploads: int | None = Field(default=None, ge=0)
    view_lag_seconds: float | None = Field(default=None, ge=0)
    calls_a_day: int | None = Field(default=None, ge=0)
    knows_duplicates: bool | None = None
    end_versions: tuple[str, ...] = ()
    revoke_tokens: bool = False
    expire_tokens: bool = False


def order(world: World, orders: Orders) -> None:
    """Do as told."""
    arm(world.door, orders)
    if orders.clear:
        world.media_seconds, world.broken_uploads, world.view_lag = 0.0, 0, timedelta()
        world.calls_a_day, world.knows_duplicates = 150, True
        world.ended_versions.clear()
    for name in ("media_seconds", "broken_uploads", "calls_a_day", "knows_duplicates"):
        if getattr(orders, name) is not None:
            setattr(world, name, getattr(orders, name))
    if orders.view_lag_seconds is not None:
        world.view_lag = timedelta(seconds=orders.view_lag_seconds)
    world.ended_versions |= set(orders.end_versions)
    for token in world.tokens:
        token.ended = token.ended or orders.revoke_tokens
        token.expires_at = world.clock() if orders.expire_tokens else token.expires_at


async def control(request: Request) -> Response:
    world = world_of(request)
    if request.method == "POST":
        orders = await read_body(request, Orders)
        if isinstance(orders, Response):
            return orders
        order(world, orders)
    calls = {f"{day} {member}": count for (day, member), count in world.calls.items()}
    return JSONResponse({"told": dict(world.door.told), "seen": dict(world.door.seen), "calls": calls})


async def ledger(request: Request) -> Response:
    """Every change that was ever made, in order, whatever was answered."""
    return JSONResponse({"changes": world_of(request).ledger})


ROUTES: list[BaseRoute] = [
    Route("/sim/control", control, methods=["GET", "POST"]),
    Route("/sim/ledger", ledger),
]
