"""Threads under test."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from graph_rig import GraphRig
from kernel.kit.settings import ThreadsSettings
from network_rigs import Rig
from networks.threads.network import Threads
from simulators.graph.stage import raise_world
from simulators.graph.world import World
from simulators.threads.manner import MANNER, VERSION


def where(world: World) -> dict[str, str]:
    """The settings of an installation whose Threads this one is, by their names."""
    return {
        "FORTALER_THREADS_WEB_URL": world.web,
        "FORTALER_THREADS_URL": world.graph,
        "FORTALER_PUBLIC_URL": world.pictures,
    }


def settings_for(world: World, **other: str) -> ThreadsSettings:
    """The same as a value, with what is other than usual."""
    return ThreadsSettings.model_validate(where(world) | other)


def threads_on(request: pytest.FixtureRequest) -> GraphRig:
    """The Threads of one test, on servers of the session."""
    world = raise_world(request.getfixturevalue("graph_stage"), MANNER, VERSION)
    return GraphRig(world, Threads(settings_for(world)), where(world))


@contextmanager
def threads_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """For the contract."""
    yield threads_on(request)
