"""An ambassador in the composer, with a profile where we post for them."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from callers import Client
from kernel.tables.profiles import Profile
from sharers import Sharer, add_profile
from worlds import Place


@pytest.fixture
def sharer(ambassador: Client, nord: Place) -> Sharer:
    return Sharer(ambassador, nord)


@pytest.fixture
async def mastodon(owner_engine: AsyncEngine, nord: Place) -> Profile:
    return await add_profile(owner_engine, nord)
