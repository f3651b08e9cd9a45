import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.kit.db import enter, transaction_on
from kernel.kit.secrets import CannotOpen, Opener, new_keys
from known import Known, make_known
from networks.grants import Connection
from networks.vault import NoConnection, load_connection, store_connection


@pytest.fixture
async def known(owner_engine: AsyncEngine) -> Known:
    return await make_known(owner_engine)


def an_opener() -> Opener:
    keys = new_keys()
    return Opener(keys["FORTALER_TOKEN_PUBLIC_KEY"], keys["FORTALER_TOKEN_PRIVATE_KEY"])


def a_connection(token: str) -> Connection:
    return Connection(
        network="mastodon", instance="nord.example", subject="1", handle="asta", display_name="Asta", avatar=None,
        url=None, scopes=("profile",), access_token=token,
    )  # fmt: skip


async def test_what_the_api_seals_the_worker_opens_and_the_api_cannot_read(
    known: Known, app_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    opener, where = an_opener(), (known.organisation_id, known.profile_id)
    for token in ("first-canary", "second-canary"):
        async with transaction_on(app_engine) as session:
            await enter(session, known.organisation_id)
            await store_connection(session, opener, *where, a_connection(token))
    async with transaction_on(worker_engine) as session:
        await enter(session, known.organisation_id)
        assert (await load_connection(session, opener, *where)).access_token == "second-canary"
        stored = (await session.execute(text("SELECT sealed FROM profile_token"))).scalar_one()
        assert b"canary" not in stored
    async with app_engine.connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text("SELECT sealed FROM profile_token"))


async def test_a_token_moved_to_another_profile_does_not_open(
    known: Known, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    opener, other = an_opener(), await make_known(owner_engine, code="Zbcdefgh1234")
    async with transaction_on(worker_engine) as session:
        await enter(session, known.organisation_id)
        await store_connection(session, opener, known.organisation_id, known.profile_id, a_connection("canary"))
    async with owner_engine.begin() as connection:
        values = {"o": other.organisation_id, "p": other.profile_id}
        await connection.execute(text("UPDATE profile_token SET organisation_id = :o, profile_id = :p"), values)
    async with transaction_on(worker_engine) as session:
        await enter(session, other.organisation_id)
        with pytest.raises(CannotOpen):
            await load_connection(session, opener, other.organisation_id, other.profile_id)


async def test_a_profile_without_a_token_says_so(known: Known, worker_engine: AsyncEngine) -> None:
    async with transaction_on(worker_engine) as session:
        await enter(session, known.organisation_id)
        with pytest.raises(NoConnection):
            await load_connection(session, an_opener(), known.organisation_id, known.profile_id)
