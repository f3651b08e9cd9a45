"""The control door, the ledger and the bill, over HTTP, for tests whose services run as processes of their own."""

from datetime import timedelta

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from practice.door.bodies import read_body
from simulators.common.orders import LieOrders, arm
from simulators.x.world import LIMITS, World, world_of


class Orders(LieOrders):
    """What else may be asked for; what is left out stays as it is. `credits` are US dollars × 1000."""

    view_lag_seconds: float | None = Field(default=None, ge=0)
    broken_uploads: int | None = Field(default=None, ge=0)
    limits: dict[str, int] = Field(default_factory=dict[str, int])
    credits: int | None = Field(default=None, ge=0)
    end_consents: bool = False
    end_access: bool = False
    forget_media: bool = False
    close_apps: bool = False
    standing: dict[str, str] = Field(default_factory=dict[str, str])
    """What becomes of people, by username: "suspended", "locked" or "" again."""


def order(world: World, orders: Orders) -> None:
    """Do as told."""
    if orders.clear:
        world.view_lag, world.broken_uploads, world.credits, world.limits = timedelta(), 0, None, dict(LIMITS)
    arm(world.door, orders)
    if orders.view_lag_seconds is not None:
        world.view_lag = timedelta(seconds=orders.view_lag_seconds)
    if orders.broken_uploads is not None:
        world.broken_uploads = orders.broken_uploads
    if orders.credits is not None:
        world.credits = orders.credits
    world.limits |= orders.limits
    _take_away(world, orders)


def _take_away(world: World, orders: Orders) -> None:
    for grant in world.grants:
        grant.ended = grant.ended or orders.end_consents
        if orders.end_access:
            grant.access.clear()
    if orders.forget_media:
        world.media.clear()
    for app in world.apps.values():
        app.closed = app.closed or orders.close_apps
    for account in world.accounts.values():
        account.standing = orders.standing.get(account.username, account.standing)


async def control(request: Request) -> Response:
    world = world_of(request)
    if request.method == "POST":
        orders = await read_body(request, Orders)
        if isinstance(orders, Response):
            return orders
        order(world, orders)
    return JSONResponse({"told": dict(world.door.told), "seen": dict(world.door.seen), "bill": dict(world.bill)})


async def ledger(request: Request) -> Response:
    """Every post that was ever made or deleted, in order, whatever was answered."""
    return JSONResponse({"changes": world_of(request).ledger})


ROUTES: list[BaseRoute] = [
    Route("/sim/control", control, methods=["GET", "POST"]),
    Route("/sim/ledger", ledger),
]
