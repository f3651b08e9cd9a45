"""The control door and the ledger, over HTTP, and the two servers of Facebook."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from practice.door.bodies import read_body
from simulators.common.orders import LieOrders, arm
from simulators.common.stage import Stage, servers
from simulators.facebook import authorization, posts
from simulators.facebook.world import METRICS, World, world_of


class Orders(LieOrders):
    """What else may be asked for; what is left out stays as it is."""

    view_lag_seconds: float | None = Field(default=None, ge=0)
    broken_pictures: int | None = Field(default=None, ge=0)
    end_consents: bool = False
    forget_metrics: list[str] = Field(default_factory=list[str])
    """Metrics that Facebook takes away, as it does now and then."""
    barred: dict[str, int] = Field(default_factory=dict[str, int])
    """The code with which posts on pages are refused, by the page's username; 0 lets them again."""


def order(world: World, orders: Orders) -> None:
    """Do as told."""
    if orders.clear:
        world.view_lag, world.broken_pictures, world.metrics = timedelta(), 0, set(METRICS)
    arm(world.door, orders)
    if orders.view_lag_seconds is not None:
        world.view_lag = timedelta(seconds=orders.view_lag_seconds)
    if orders.broken_pictures is not None:
        world.broken_pictures = orders.broken_pictures
    world.metrics -= set(orders.forget_metrics)
    for token in world.tokens.values() if orders.end_consents else ():
        token.ended = True
    for page in world.pages.values():
        page.barred = orders.barred.get(page.username, page.barred)


async def control(request: Request) -> Response:
    world = world_of(request)
    if request.method == "POST":
        orders = await read_body(request, Orders)
        if isinstance(orders, Response):
            return orders
        order(world, orders)
    return JSONResponse({"told": dict(world.door.told), "seen": dict(world.door.seen)})


async def ledger(request: Request) -> Response:
    """Every post that was ever made or deleted, in order, whatever was answered."""
    return JSONResponse({"changes": world_of(request).ledger})


ROUTES: list[BaseRoute] = [
    Route("/sim/control", control, methods=["GET", "POST"]),
    Route("/sim/ledger", ledger),
]
SERVERS = {"web": authorization.PAGE, "graph": [*authorization.ROUTES, *ROUTES, *posts.ROUTES]}


@contextmanager
def facebook_stage() -> Generator[Stage]:
    """Servers for a whole session."""
    with servers(*SERVERS) as stage:
        yield stage


def raise_world(stage: Stage) -> World:
    """A Facebook of one test: a person, a page they post on, and one that they only advertise for."""
    world = World(stage.addresses["web"], stage.addresses["graph"])
    world.add("asta", "Asta Lund")
    world.found("nordovn", "Nord Ovn", asta=("CREATE_CONTENT", "MODERATE", "ANALYZE"))
    world.found("sydovn", "Syd Ovn", asta=("ADVERTISE",))
    stage.put(world, SERVERS)
    return world
