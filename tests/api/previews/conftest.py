"""A web site that the application may reach on this machine."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from api.settings import ApiSettings
from callers import Api
from websites import Site, website


@pytest.fixture
async def site() -> AsyncGenerator[Site]:
    """What a curator's address leads to."""
    async with website() as running:
        yield running


@pytest.fixture
async def api(
    site: Site, empty_database: Addresses, owner_engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Api]:
    """The application, with the site on its loopback list."""
    monkeypatch.setenv("FORTALER_EGRESS_LOOPBACK", f"127.0.0.1:{site.port}")
    async with Api.running(ApiSettings.from_environment(), owner_engine) as running:
        yield running
