"""A link that exists, and the redirect that serves it."""

from collections.abc import Generator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from known import Known, make_known
from processes import Service


@pytest.fixture
async def known(owner_engine: AsyncEngine) -> Known:
    return await make_known(owner_engine)


@pytest.fixture
def redirect(empty_database: Addresses) -> Generator[Service]:
    with Service(factory="metrics.app:create_app") as running:
        yield running
