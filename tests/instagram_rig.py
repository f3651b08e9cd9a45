"""Instagram under test: a professional account."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from graph_rig import GraphRig
from kernel.kit.settings import InstagramSettings
from network_rigs import Rig
from networks.instagram.network import Instagram
from simulators.graph.stage import raise_world
from simulators.graph.world import World
from simulators.instagram.manner import MANNER, VERSION


def where(world: World) -> dict[str, str]:
    """The settings of an installation whose Instagram this one is, by their names."""
    return {
        "FORTALER_INSTAGRAM_WEB_URL": world.web,
        "FORTALER_INSTAGRAM_TOKEN_URL": world.graph,
        "FORTALER_INSTAGRAM_URL": world.graph,
        "FORTALER_PUBLIC_URL": world.pictures,
    }


def settings_for(world: World, **other: str) -> InstagramSettings:
    """The same as a value, with what is other than usual."""
    return InstagramSettings.model_validate(where(world) | other)


def instagram_on(request: pytest.FixtureRequest) -> GraphRig:
    """The Instagram of one test, on servers of the session."""
    world = raise_world(request.getfixturevalue("graph_stage"), MANNER, VERSION)
    return GraphRig(world, Instagram(settings_for(world)), where(world))


@contextmanager
def instagram_rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    """For the contract."""
    yield instagram_on(request)
