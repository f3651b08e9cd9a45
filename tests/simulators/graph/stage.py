"""One network of Meta's over real HTTP: its consent page, its API, and the installation whose pictures it fetches."""

from collections.abc import Generator
from contextlib import contextmanager

from simulators.common.stage import Stage, servers
from simulators.graph import authorization, door, objects
from simulators.graph.world import Manner, World

SERVERS = ("web", "graph", "pictures")


@contextmanager
def graph_stage() -> Generator[Stage]:
    """Servers for a whole session."""
    with servers(*SERVERS) as stage:
        yield stage


def raise_world(stage: Stage, manner: Manner, version: str) -> World:
    """A network of one test, with one person on it."""
    world = World(manner, stage.addresses["web"], stage.addresses["graph"], stage.addresses["pictures"])
    world.add("asta", "Asta Lund")
    api = [*authorization.routes(manner), *door.ROUTES, *objects.routes(manner, version)]
    stage.put(world, {"web": authorization.page(), "graph": api, "pictures": door.PICTURES})
    return world
