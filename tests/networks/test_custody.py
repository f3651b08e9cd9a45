"""What lies in the database of fifty people's tokens: nothing that can be read, and nothing that opens in another row."""

import base64
from itertools import permutations
from secrets import token_urlsafe

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from kernel.kit.db import transaction_on
from kernel.kit.secrets import AppSecrets, CannotOpen, Opener, new_keys
from kernel.tables.profiles import NetworkApp
from known import Known, make_known
from networks.grants import AppCredentials, Connection
from networks.vault import open_app, open_connection, place_of, seal_app, store_connection

PEOPLE = 50


def in_any_form(canary: str) -> list[str]:
    """A secret as text, and as bytes are shown."""
    raw = canary.encode()
    return [canary, raw.hex(), base64.b64encode(raw).decode().rstrip("=")[:-2]]


async def everything(owner_engine: AsyncEngine) -> str:
    """Every row of every table, as a dump has it."""
    async with owner_engine.connect() as connection:
        tables = sorted(SQLModel.metadata.tables)
        rows = [(await connection.execute(text(f'SELECT t::text FROM "{name}" t'))).scalars() for name in tables]
        return "\n".join(str(row) for found in rows for row in found)


def connection_with(*canaries: str) -> Connection:
    access, refresh, key = canaries
    return Connection(
        network="bluesky", instance="", subject="did:plc:1", handle="asta", display_name="Asta", avatar=None, url=None,
        scopes=(), access_token=access, refresh_token=refresh, secrets={"dpop": key},
    )  # fmt: skip


def opens(opener: Opener, sealed: bytes, known: Known) -> bool:
    try:
        open_connection(opener, known.organisation_id, known.profile_id, sealed)
    except CannotOpen:
        return False
    return True


async def test_a_dump_of_the_database_holds_no_token_key_or_secret_and_none_opens_in_another_row(
    owner_engine: AsyncEngine,
) -> None:
    keys = new_keys()
    opener = Opener(keys["FORTALER_TOKEN_PUBLIC_KEY"], keys["FORTALER_TOKEN_PRIVATE_KEY"])
    secrets = AppSecrets(keys["FORTALER_APP_KEY"])
    people = [await make_known(owner_engine, code=f"Zb{number:010d}") for number in range(PEOPLE)]
    canaries, sealed = list[str](), dict[Known, bytes]()
    for known in people:
        mine = [token_urlsafe(32) for _ in range(4)]
        canaries += mine
        app = AppCredentials("x", "", "id", "https://a.example/", (), client_secret=mine[3])
        async with transaction_on(owner_engine) as session:
            await store_connection(session, opener, known.organisation_id, known.profile_id, connection_with(*mine[:3]))
            row = NetworkApp(organisation_id=known.organisation_id, network="x", client_id="id", sealed=b"")
            row.sealed = seal_app(secrets, known.organisation_id, app)
            session.add(row)
        sealed[known] = opener.seal(b"{}", place_of(known.organisation_id, known.profile_id))
        assert open_app(secrets, known.organisation_id, row.sealed, network="x", instance="").client_secret == mine[3]
    dump = await everything(owner_engine)
    assert [form for canary in canaries for form in in_any_form(canary) if form in dump] == []
    assert len(canaries) == 4 * PEOPLE
    swaps = list(permutations(people, 2))
    assert len(swaps) == PEOPLE * (PEOPLE - 1)
    assert [pair for pair in swaps if opens(opener, sealed[pair[0]], pair[1])] == []
