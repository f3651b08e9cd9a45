"""X's two servers over real HTTP: where its API is spoken, and where people say yes."""

from collections.abc import Generator
from contextlib import contextmanager

from simulators.common.stage import Stage, servers
from simulators.x import authorization, door, media, posts, users
from simulators.x.world import World

SERVERS = {
    "api": [*authorization.ROUTES, *users.ROUTES, *posts.ROUTES, *media.ROUTES, *door.ROUTES],
    "web": authorization.PAGE,
}


@contextmanager
def x_stage() -> Generator[Stage]:
    """Servers for a whole session."""
    with servers(*SERVERS) as stage:
        yield stage


def raise_world(stage: Stage) -> World:
    """An X of one test, with one person on it."""
    world = World(stage.addresses["api"], stage.addresses["web"])
    world.add("asta", "Asta Lund")
    stage.put(world, SERVERS)
    return world
