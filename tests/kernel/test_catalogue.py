"""What really guards the tables, read from the database's own catalogue."""

from collections.abc import Generator
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow, dict_row
from sqlmodel import SQLModel

from addresses import Addresses
from kernel.tables.shields import DUE, OPERATIONAL, SERVICE_ROLES, shields

GLOBAL = {"organisation", "person", "credential", "session", "sign_in"}
"""Tables whose rows belong to a person or are the boundary itself: they have policies, but no organisation_id."""
QUEUES = {("worker", "post"): f"NOT ({DUE})"} | {("worker", name): "false" for name in ("job", "dirty_day", "hold")}
"""What workers must not see before they enter an organisation: what waits for them, and what stops it, they must."""
UNIQUE_EVERYWHERE = {
    "uq_organisation_slug": "stands in public addresses",
    "uq_credential_lookup": "the digest of a secret",
    "uq_session_token_hash": "the digest of a secret",
    "uq_sign_in_lookup": "the digest of a secret",
    "uq_throttle_key": "a keyed digest",
    "uq_invitation_code": "whoever holds the code does not say where it is from",
    "uq_link_code": "whoever clicks does not say where it is from",
}
"""Keys unique among all organisations: an oracle for what others have, so each is random or meant to be public."""


@pytest.fixture
def catalogue(addresses: Addresses) -> Generator[Any]:
    with psycopg.Connection[DictRow].connect(
        addresses.owner.replace("+psycopg", ""), row_factory=dict_row
    ) as connection:
        yield connection


def tables() -> list[str]:
    return sorted(SQLModel.metadata.tables)


@pytest.mark.parametrize("table", [name for name in tables() if name not in OPERATIONAL])
def test_row_level_security_is_forced(catalogue: Any, table: str) -> None:
    row = catalogue.execute(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [f'public."{table}"']
    ).fetchone()
    assert row == {"relrowsecurity": True, "relforcerowsecurity": True}


@pytest.mark.parametrize("table", [name for name in tables() if name not in OPERATIONAL | GLOBAL])
def test_every_other_table_begins_its_key_with_the_organisation(table: str) -> None:
    columns = SQLModel.metadata.tables[table].columns
    assert "organisation_id" in columns
    key = list(SQLModel.metadata.tables[table].primary_key.columns)
    assert not key or key[0].name == "organisation_id"


def test_the_policies_that_stand_are_the_ones_that_were_asked_for(catalogue: Any) -> None:
    """By Postgres's own words, so that an ALTER POLICY by hand is seen: it keeps the comment, not the expression."""
    wanted: dict[tuple[str, str], str] = {}
    with catalogue.transaction(force_rollback=True):
        for table, shield in shields().items():
            for name, policy in shield.policies.items():
                made = f"probe_{name}"
                clause = "WITH CHECK" if policy.command == "INSERT" else "USING"
                catalogue.execute(f'CREATE POLICY {made} ON "{table}" FOR {policy.command} {clause} ({policy.using})')
                wanted[table, name] = expression(catalogue, table, made)
                catalogue.execute(f'DROP POLICY {made} ON "{table}"')
        for (table, name), source in wanted.items():
            assert expression(catalogue, table, name) == source, (table, name)


def expression(connection: Any, table: str, policy: str) -> str:
    row = connection.execute(
        "SELECT coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) AS source"
        " FROM pg_policy WHERE polrelid = %s::regclass AND polname = %s",
        [f'public."{table}"', policy],
    ).fetchone()
    return row["source"]


def test_no_service_role_may_pass_the_policies_or_owns_a_table(catalogue: Any) -> None:
    rows = catalogue.execute(
        "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS may FROM pg_roles"
        " WHERE rolname = ANY(%s)",
        [list(SERVICE_ROLES)],
    ).fetchall()
    assert {row["rolname"] for row in rows} == set(SERVICE_ROLES)
    assert not [row["rolname"] for row in rows if row["may"]]
    owners = catalogue.execute(
        "SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'public' AND relkind IN ('r', 'p')"
    ).fetchall()
    assert not {row["owner"] for row in owners} & set(SERVICE_ROLES)


def test_there_is_no_function_that_runs_as_somebody_else_and_no_view_that_looks_past_the_policies(
    catalogue: Any,
) -> None:
    functions = catalogue.execute(
        "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public' AND prosecdef"
    ).fetchall()
    views = catalogue.execute(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'"
        " AND relkind = 'v' AND NOT coalesce(reloptions::text LIKE '%security_invoker=true%', false)"
    ).fetchall()
    assert (functions, views) == ([], [])


def test_keys_unique_among_all_organisations_are_the_listed_ones(catalogue: Any) -> None:
    rows = catalogue.execute(
        "SELECT i.relname AS name, t.relname AS table, array_agg(a.attname) AS columns FROM pg_index x"
        " JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid"
        " JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid"
        " AND a.attnum = ANY(x.indkey) WHERE n.nspname = 'public' AND x.indisunique AND NOT x.indisprimary"
        " AND NOT t.relispartition GROUP BY 1, 2"
    ).fetchall()
    found = {row["name"] for row in rows if "organisation_id" not in row["columns"]}
    assert found == UNIQUE_EVERYWHERE.keys()


def test_the_api_cannot_read_a_sealed_token(catalogue: Any) -> None:
    row = catalogue.execute(
        "SELECT has_column_privilege('fortaler_app', 'profile_token', 'sealed', 'SELECT') AS reads,"
        " has_column_privilege('fortaler_app', 'profile_token', 'sealed', 'UPDATE') AS writes"
    ).fetchone()
    assert row == {"reads": False, "writes": True}


def test_the_redirect_sees_links_and_nothing_else(catalogue: Any) -> None:
    seen = [
        table for table in tables() if catalogue.execute(
            "SELECT has_any_column_privilege('fortaler_redirect', %s, 'SELECT') AS may", [f'public."{table}"']
        ).fetchone()["may"]
    ]  # fmt: skip
    assert seen == ["link", "visitor_salt"]


@pytest.mark.parametrize("role", ["app", "worker"])
@pytest.mark.parametrize("table", [name for name in tables() if name not in OPERATIONAL])
def test_with_no_organisation_entered_there_is_nothing_to_see(addresses: Addresses, role: str, table: str) -> None:
    url = getattr(addresses, role).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        try:
            hidden = QUEUES.get((role, table), "true")
            found = connection.execute(f'SELECT 1 FROM "{table}" WHERE {hidden} LIMIT 1'.encode())
            assert found.fetchall() == []
        except psycopg.errors.InsufficientPrivilege:
            connection.rollback()


def test_an_organisation_that_is_not_a_uuid_is_an_error_rather_than_everything(addresses: Addresses) -> None:
    with psycopg.connect(addresses.app.replace("+psycopg", "")) as connection:
        connection.execute("SELECT set_config('fortaler.organisation', %s, true)", ["nobody"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT FROM story")
