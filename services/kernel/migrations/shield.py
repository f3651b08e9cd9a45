"""`op.shield`: row-level security and grants as a migration operation that autogenerate compares.

The source of a policy stands in COMMENT ON POLICY, because Postgres rewrites expressions and because a downgrade must
know what stood before. Grants are read back from the catalogue as they are.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from alembic.autogenerate import comparators, renderers
from alembic.operations import MigrateOperation, Operations
from alembic.util import DispatchPriority, PriorityDispatchResult
from sqlalchemy import Connection, text

from kernel.tables.shields import SERVICE_ROLES, shields

Policies = Mapping[str, Sequence[str]]
Grants = Mapping[str, Sequence[str]]
Guard = tuple[Policies, Grants]
NOTHING: Guard = ({}, {})


@Operations.register_operation("shield")
class ShieldOperation(MigrateOperation):
    """Replace what guards `table`: (policies, grants) instead of what `was`."""

    def __init__(self, table: str, guard: Guard, was: Guard = NOTHING) -> None:
        self.table, self.guard, self.was = table, guard, was

    @classmethod
    def shield(cls, operations: Operations, table: str, guard: Guard, was: Guard = NOTHING) -> None:
        """Called in a migration as `op.shield(…)`."""
        operations.invoke(cls(table, guard, was))

    def reverse(self) -> "ShieldOperation":
        """The way back."""
        return ShieldOperation(self.table, self.was, self.guard)

    def to_diff_tuple(self) -> tuple[Any, ...]:
        """What `alembic check` prints."""
        return ("shield", self.table, self.guard, self.was)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@Operations.implementation_for(ShieldOperation)
def apply_shield(operations: Operations, op: ShieldOperation) -> None:
    """Drop what was, then make what shall be."""
    (policies, grants), (old_policies, _) = op.guard, op.was
    for name in old_policies:
        operations.execute(f"DROP POLICY IF EXISTS {name} ON {op.table}")
    on = bool(policies)
    operations.execute(f"ALTER TABLE {op.table} {'ENABLE' if on else 'DISABLE'} ROW LEVEL SECURITY")
    operations.execute(f"ALTER TABLE {op.table} {'FORCE' if on else 'NO FORCE'} ROW LEVEL SECURITY")
    for name, (command, roles, using) in policies.items():
        clause = f"WITH CHECK ({using})" if command == "INSERT" else f"USING ({using})"
        if command in ("ALL", "UPDATE"):
            clause += f" WITH CHECK ({using})"
        operations.execute(f"CREATE POLICY {name} ON {op.table} FOR {command} TO {roles} {clause}")
        source = _quoted(json.dumps([command, roles, using]))
        operations.execute(f"COMMENT ON POLICY {name} ON {op.table} IS {source}")
    operations.execute(f"REVOKE ALL ON {op.table} FROM {', '.join(SERVICE_ROLES)}")
    for role, privileges in grants.items():
        operations.execute(f"GRANT {', '.join(privileges)} ON {op.table} TO {role}")


@renderers.dispatch_for(ShieldOperation)
def render_shield(_context: Any, op: ShieldOperation) -> str:
    """The line in the migration's file."""
    return f"op.shield({op.table!r}, {op.guard!r}, {op.was!r})"


def wanted() -> dict[str, Guard]:
    """What the tables ask for, in the form that is stored and compared."""
    return {
        table: (
            {name: [p.command, p.roles, p.using] for name, p in shield.policies.items()},
            {role: sorted(privileges) for role, privileges in shield.grants.items()},
        )
        for table, shield in shields().items()
    }


_POLICIES = text(
    "SELECT c.relname AS table, p.polname AS name, obj_description(p.oid, 'pg_policy') AS source,"
    " c.relrowsecurity AND c.relforcerowsecurity AS forced"
    " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public'"
)
_GRANTS = text(
    "SELECT c.relname AS table, g.grantee::regrole::text AS role, g.privilege_type AS privilege, NULL AS column"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) g"
    " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND g.grantee <> 0"
    " UNION ALL"
    " SELECT c.relname, g.grantee::regrole::text, g.privilege_type, a.attname"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) g"
    " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND g.grantee <> 0"
)


def standing(connection: Connection) -> dict[str, Guard]:
    """What guards each table now. A policy on a table that is not forced, or without its source, counts as another."""
    policies: dict[str, dict[str, Sequence[str]]] = {}
    for row in connection.execute(_POLICIES):
        source = json.loads(row.source) if row.source and row.forced else ["not as made"]
        policies.setdefault(row.table, {})[row.name] = source
    columns: dict[tuple[str, str, str], list[str]] = {}
    whole: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(_GRANTS):
        if row.role not in SERVICE_ROLES:
            continue
        if row.column is None:
            whole.setdefault((row.table, row.role), []).append(row.privilege)
        else:
            columns.setdefault((row.table, row.role, row.privilege), []).append(row.column)
    for (table, role, privilege), names in columns.items():
        whole.setdefault((table, role), []).append(f"{privilege} ({', '.join(sorted(names))})")
    grants: dict[str, dict[str, list[str]]] = {}
    for (table, role), privileges in whole.items():
        grants.setdefault(table, {})[role] = sorted(privileges)
    return {table: (policies.get(table, {}), grants.get(table, {})) for table in policies.keys() | grants.keys()}


@comparators.dispatch_for("schema", priority=DispatchPriority.LAST)
def compare_shields(context: Any, upgrade_ops: Any, _schemas: Any) -> PriorityDispatchResult:
    """Ask for a shield wherever what stands is not what is wanted. Last: after the tables are made."""
    stands = standing(context.connection)
    for table, guard in wanted().items():
        was = stands.get(table, NOTHING)
        if was != guard:
            upgrade_ops.ops.append(ShieldOperation(table, guard, was))
    return PriorityDispatchResult.CONTINUE
