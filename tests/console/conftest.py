"""The running application, for trying what a terminal has made."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from api.settings import ApiSettings
from callers import Api


@pytest.fixture
async def api(empty_database: Addresses, owner_engine: AsyncEngine) -> AsyncGenerator[Api]:
    async with Api.running(ApiSettings.from_environment(), owner_engine) as running:
        yield running
