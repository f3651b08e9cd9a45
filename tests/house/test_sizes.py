"""What is too long to read is split by meaning."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sources import FRONTEND, ROOT, parse, place, python_files

LONGEST_FUNCTION, LONGEST_FILE = 45, 300
LONGEST_TEST_FILE = 450
LONGEST_SCREEN = 250


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_a_function_fits_on_a_screen() -> None:
    long = [
        f"{place(file)}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for file in python_files("services", "deploy")
        for node in functions(file)
        if node.end_lineno is not None and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_a_file_is_about_one_thing() -> None:
    limits = {"services": LONGEST_FILE, "deploy": LONGEST_FILE, "tests": LONGEST_TEST_FILE}
    long = [
        f"{place(file)} has {lines} lines"
        for folder, limit in limits.items()
        for file in python_files(folder)
        if (lines := len(file.read_text().splitlines())) > limit
    ]
    assert not long, "\n".join(long)


def test_a_screens_file_is_about_one_thing() -> None:
    written = [file for ending in ("ts", "tsx") for file in FRONTEND.rglob(f"*.{ending}") if ".gen." not in file.name]
    written += list((ROOT / "frontend" / "e2e").rglob("*.ts"))
    long = [
        f"{place(file)} has {lines} lines"
        for file in written
        if (lines := len(file.read_text().splitlines())) > LONGEST_SCREEN
    ]
    assert not long, "\n".join(long)
