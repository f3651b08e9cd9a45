"""Rigs for the contract, one per network that we can post to."""

from collections.abc import Generator

import pytest

from facebook_rig import FacebookRig, facebook_on
from graph_rig import GraphRig
from instagram_rig import instagram_on
from linkedin_rig import LinkedInRig
from network_rigs import REDIRECT, BlueskyRig, MastodonRig, Rig
from practice_network import Clock, Stage, stage
from rigs import RIGS
from simulators.bluesky.stage import SkyStage, sky_stage
from simulators.common.stage import Stage as Servers
from simulators.facebook.door import facebook_stage as facebook_servers
from simulators.graph.stage import graph_stage as graph_servers
from simulators.linkedin.stage import LinkedInStage
from simulators.linkedin.stage import linkedin_stage as linkedin_servers
from simulators.x.stage import raise_world
from simulators.x.stage import x_stage as x_servers
from threads_rig import threads_on
from x_rig import XRig


@pytest.fixture(scope="session")
def practice_stage() -> Generator[Stage]:
    with stage() as empty:
        yield empty


@pytest.fixture(scope="session")
def bluesky_stage() -> Generator[SkyStage]:
    with sky_stage() as empty:
        yield empty


@pytest.fixture(scope="session")
def x_stage() -> Generator[Servers]:
    with x_servers() as empty:
        yield empty


@pytest.fixture(scope="session")
def linkedin_stage() -> Generator[LinkedInStage]:
    with linkedin_servers() as empty:
        yield empty


@pytest.fixture(scope="session")
def graph_stage() -> Generator[Servers]:
    with graph_servers() as empty:
        yield empty


@pytest.fixture(params=list(RIGS))
def rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    with RIGS[request.param](request) as running:
        yield running


@pytest.fixture
def threads(request: pytest.FixtureRequest) -> GraphRig:
    """Threads alone."""
    return threads_on(request)


@pytest.fixture
def instagram(request: pytest.FixtureRequest) -> GraphRig:
    """Instagram alone."""
    return instagram_on(request)


@pytest.fixture(scope="session")
def facebook_stage() -> Generator[Servers]:
    with facebook_servers() as empty:
        yield empty


@pytest.fixture
def facebook(request: pytest.FixtureRequest) -> FacebookRig:
    """Facebook alone."""
    return facebook_on(request)


@pytest.fixture
def bluesky(bluesky_stage: SkyStage) -> BlueskyRig:
    """Bluesky alone."""
    return BlueskyRig(bluesky_stage.raise_sky())


@pytest.fixture
def mastodon(practice_stage: Stage) -> Generator[MastodonRig]:
    """Mastodon alone."""
    with practice_stage.network(Clock()) as practice:
        yield MastodonRig(practice)


@pytest.fixture
def x(x_stage: Servers) -> XRig:
    """X alone."""
    return XRig(raise_world(x_stage))


@pytest.fixture
def linkedin(linkedin_stage: LinkedInStage) -> LinkedInRig:
    """LinkedIn alone, for a person whose organisation's app may post and no more."""
    return LinkedInRig(linkedin_stage.raise_world(REDIRECT))


@pytest.fixture
def counted(linkedin_stage: LinkedInStage) -> LinkedInRig:
    """LinkedIn alone, for a person whose organisation's app may read numbers, too."""
    return LinkedInRig(linkedin_stage.raise_world(REDIRECT), "counted")


@pytest.fixture
def company(linkedin_stage: LinkedInStage) -> LinkedInRig:
    """LinkedIn alone, for an organisation's page."""
    return LinkedInRig(linkedin_stage.raise_world(REDIRECT), "page")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of faults, from whichever process met them."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    if rows := sorted({str(row) for name, row in properties if name == "fault"}):
        terminalreporter.section("copies on the network, end, attempts, time")
        for row in rows:
            terminalreporter.write_line(row)
