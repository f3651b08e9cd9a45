"""The house as source: its files, parsed once, and the names of its rooms."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
SERVICES = ROOT / "services"
FRONTEND = ROOT / "frontend" / "src"
GENERATED = "versions"
"""The folder of migrations, which autogenerate writes."""


def python_files(*folders: str) -> Iterator[Path]:
    """Every Python file below these folders of the checkout, but for generated migrations."""
    for folder in folders:
        yield from (file for file in sorted((ROOT / folder).rglob("*.py")) if GENERATED not in file.parts)


@cache
def parse(file: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(file.read_text(), str(file))


def rooms(service: str) -> list[Path]:
    """The folders of a service's rooms."""
    features = SERVICES / service / "features"
    return sorted(path for path in features.iterdir() if path.is_dir() and not path.name.startswith("_"))


def all_rooms() -> list[Path]:
    """The rooms of all services."""
    return [room for service in ("api", "publisher", "metrics") for room in rooms(service)]


def place(file: Path) -> str:
    """The file as people name it."""
    return str(file.relative_to(ROOT))
