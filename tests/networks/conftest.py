"""Rigs for the contract, one per network that we can post to."""

from collections.abc import Generator

import pytest

from network_rigs import RIGS, BlueskyRig, MastodonRig, Rig
from practice_network import Clock, Stage, stage
from simulators.bluesky.stage import SkyStage, sky_stage


@pytest.fixture(scope="session")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture(scope="session")
def bluesky_stage() -> Generator[SkyStage]:
    with sky_stage() as empty:
        yield empty


@pytest.fixture(params=list(RIGS))
def rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    with RIGS[request.param](request) as running:
        yield running


@pytest.fixture
def bluesky(bluesky_stage: SkyStage) -> BlueskyRig:
    """Bluesky alone."""
    return BlueskyRig(bluesky_stage.raise_sky())


@pytest.fixture
def mastodon(practice_stage: Stage) -> Generator[MastodonRig]:
    """Mastodon alone."""
    with practice_stage.network(Clock()) as practice:
        yield MastodonRig(practice)
