"""The database roles: made once by whoever may make roles, then only used."""

from urllib.parse import unquote, urlsplit

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from kernel.tables.shields import OWNER, SERVICE_ROLES


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _role(name: str, password: str | None) -> list[str]:
    login = f"LOGIN PASSWORD {_quoted(password)}" if password else "NOLOGIN"
    rights = f"{login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT"
    made = f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN CREATE ROLE {name}; END IF;"
    return [f"DO $$ BEGIN {made} END $$", f"ALTER ROLE {name} WITH {rights}"]


async def ensure_roles(owner_url: str, service_urls: list[str]) -> bool:
    """Make or renew the roles with the passwords that stand in `service_urls`. False where the login may not make roles.

    In that case a database administrator makes them once, as the README says.
    """
    passwords = {urlsplit(url).username: unquote(urlsplit(url).password or "") for url in service_urls}
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            query = text(
                "SELECT rolsuper OR rolcreaterole AS may, current_user AS me FROM pg_roles WHERE rolname = current_user"
            )
            me = (await connection.execute(query)).one()
            if not me.may:
                return False
            for name in (OWNER, *SERVICE_ROLES):
                if me.me == name:
                    continue
                for statement in _role(name, passwords.get(name)):
                    await connection.exec_driver_sql(statement)
            if me.me != OWNER:
                await connection.exec_driver_sql(f'GRANT {OWNER} TO "{me.me}"')
            await connection.exec_driver_sql(f"GRANT CREATE, USAGE ON SCHEMA public TO {OWNER}")
            for name in SERVICE_ROLES:
                await connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {name}")
    finally:
        await engine.dispose()
    return True
