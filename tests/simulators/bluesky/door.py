"""The control door and the ledger, over HTTP, for tests whose services run as processes of their own."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from practice.door.bodies import read_body
from practice.door.control import Next
from practice.door.lies import Lie
from simulators.bluesky.sky import Sky, sky_of


class Orders(BaseModel):
    """What may be asked for; what is left out stays as it is. `clear` comes first."""

    model_config = ConfigDict(extra="forbid")

    clear: bool = False
    next: list[Next] = []
    odds: dict[Lie, float] | None = None
    seed: int | None = None
    view_lag_seconds: float | None = Field(default=None, ge=0)
    broken_uploads: int | None = Field(default=None, ge=0)
    points_an_hour: int | None = Field(default=None, ge=0)
    end_sessions: bool = False
    forget_nonces: bool = False


def order(sky: Sky, orders: Orders) -> None:
    """Do as told."""
    if orders.clear:
        sky.door.clear_lies()
        sky.view_lag, sky.broken_uploads, sky.points_an_hour = timedelta(), 0, 5000
    sky.door.waiting += [item.telling() for item in orders.next for _ in range(item.times)]
    if orders.odds is not None:
        sky.door.odds = orders.odds
    if orders.seed is not None:
        sky.door.chance.seed(orders.seed)
    if orders.view_lag_seconds is not None:
        sky.view_lag = timedelta(seconds=orders.view_lag_seconds)
    if orders.broken_uploads is not None:
        sky.broken_uploads = orders.broken_uploads
    if orders.points_an_hour is not None:
        sky.points_an_hour = orders.points_an_hour
    if orders.forget_nonces:
        sky.forget_nonces()
    for session in sky.sessions if orders.end_sessions else ():
        session.ended = True


async def control(request: Request) -> Response:
    sky = sky_of(request)
    if request.method == "POST":
        orders = await read_body(request, Orders)
        if isinstance(orders, Response):
            return orders
        order(sky, orders)
    return JSONResponse({"told": dict(sky.door.told), "seen": dict(sky.door.seen), "calls": dict(sky.calls)})


async def ledger(request: Request) -> Response:
    """Every change that was ever made, in order, whatever was answered."""
    return JSONResponse({"changes": sky_of(request).ledger})


ROUTES: list[BaseRoute] = [
    Route("/sim/control", control, methods=["GET", "POST"]),
    Route("/sim/ledger", ledger),
]
