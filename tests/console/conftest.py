"""The `fortaler` command, and the running application to try what it has made."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from addresses import Addresses
from api.settings import ApiSettings
from callers import Api
from console.main import app

Run = Callable[..., Awaitable[Result]]


@pytest.fixture
async def api(empty_database: Addresses, owner_engine: AsyncEngine) -> AsyncGenerator[Api]:
    async with Api.running(ApiSettings.from_environment(), owner_engine) as running:
        yield running


@pytest.fixture
def fortaler(empty_database: Addresses) -> Run:
    """Runs the command with these arguments in a thread of its own, as it has its own event loop."""

    async def run(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, arguments)

    return run
