"""Threads under test."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from graph_rig import GraphRig
from kernel.kit.settings import ThreadsSettings
from network_rigs import Rig
from networks.threads.dialect import surroundings_of
from networks.threads.network import Threads
from simulators.graph.stage import raise_world
from simulators.graph.world import World
from simulators.threads.manner import MANNER, VERSION


def settings_for(world: World, **other: str) -> ThreadsSettings:
    """The settings of an installation whose Threads this one is."""
    where = {
        "FORTALER_THREADS_WEB_URL": world.web,
        "FORTALER_THREADS_URL": world.graph,
        "FORTALER_PUBLIC_URL": world.pictures,
    }
    return ThreadsSettings(**where | other)


def threads_on(request: pytest.FixtureRequest) -> GraphRig:
    """The Threads of one test, on servers of the session."""
    world = raise_world(request.getfixturevalue("graph_stage"), MANNER, VERSION)
    return GraphRig(world, Threads(surroundings_of(settings_for(world))))


@contextmanager
def threads_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """For the contract."""
    yield threads_on(request)
