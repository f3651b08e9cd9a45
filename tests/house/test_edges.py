"""Nobody commits: the transaction opens and closes at the edge, in kernel.kit.db, before the answer is sent."""

import ast

from sources import parse, place, python_files

ENDS = {"commit", "rollback"}
EDGE = {
    "services/kernel/kit/db.py": "the edge itself",
    "services/kernel/migrations/env.py": "Alembic's own connection",
}


def test_only_the_edge_ends_a_transaction() -> None:
    found = [
        f"{place(file)}:{node.lineno} .{node.func.attr}()"
        for file in python_files("services")
        if place(file) not in EDGE
        for node in ast.walk(parse(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ENDS
    ]
    assert not found, "use transaction_on(engine) as an `async with` around the work:\n" + "\n".join(found)


def test_statements_stand_where_a_room_keeps_them() -> None:
    """A room's SQL is in queries.py, where it can be found, compared with the policies and measured."""
    statements = {"text", "select", "insert", "update", "delete"}
    found = [
        f"{place(file)}:{node.lineno} {node.func.id}(…)"
        for file in python_files("services")
        if "features" in file.parts and file.stem not in ("queries", "__init__")
        for node in ast.walk(parse(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in statements
    ]
    assert not found, "\n".join(found)
