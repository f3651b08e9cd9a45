"""Every room has the same few files and the same name everywhere, so that a reader finds the file before opening the folder."""

import ast
from pathlib import Path

import pytest

from sources import FRONTEND, ROOT, SERVICES, all_rooms, parse, place, rooms

FILES = {"__init__", "routes", "jobs", "service", "queries", "policy", "schemas", "errors"}
TABLELESS = {
    "apps": "kept with the profiles that are connected through them",
    "connections": "on their way to becoming profiles, and kept with them",
    "feed": "the stories, as one ambassador sees them",
    "impact": "an ambassador's rollups and readings",
    "outcomes": "a programme's rollups and readings",
    "posts": "kept with shares, in one table module",
    "spreading": "the times of shares' posts",
    "previews": "what others' pages say of themselves; nothing of it is kept",
    "withdrawals": "noted in the audit log; what they end is kept with profiles",
}
"""Rooms that show what other rooms' tables hold."""
SCREENLESS = {
    "apps": "entered under /admin",
    "withdrawals": "networks call, and a person reads one line",
    "connections": "seen where profiles are",
    "organisations": "part of the session",
    "links": "seen as part of a share",
    "assets": "seen as part of a story",
    "previews": "the beginning of a story",
    "spreading": "seen as a time of a share",
    "audit": "seen under /admin and /you",
    "deliveries": "seen under /admin",
    "posts": "seen as parts of a share",
    "invitations": "seen with the members they bring",
}


@pytest.mark.parametrize("room", all_rooms(), ids=place)
def test_a_room_has_only_files_whose_names_say_what_is_in_them(room: Path) -> None:
    found = {file.stem for file in room.glob("*.py")}
    assert found <= FILES, f"{sorted(found - FILES)}: put it into one of {sorted(FILES)}, or write a decision first"
    assert not [path for path in room.iterdir() if path.is_dir() and path.name != "__pycache__"]


@pytest.mark.parametrize("room", all_rooms(), ids=place)
def test_a_room_says_what_it_is_and_nothing_more_in_its_init(room: Path) -> None:
    module = parse(room / "__init__.py")
    assert ast.get_docstring(module), "say what the room is, its states, who may do what"
    assert len(module.body) == 1, "an __init__ holds no code: a reader looks for code in the named files"


@pytest.mark.parametrize("room", rooms("api"), ids=lambda room: room.name)
def test_an_api_room_bears_its_name_everywhere(room: Path) -> None:
    name = room.name
    if name not in TABLELESS:
        assert (SERVICES / "kernel" / "tables" / f"{name}.py").exists(), f"no kernel/tables/{name}.py"
    if name not in SCREENLESS:
        assert (FRONTEND / "features" / name).is_dir(), f"no frontend/src/features/{name}"
    assert (ROOT / "tests" / "api" / name).is_dir(), f"no tests/api/{name}"


def test_exceptions_are_still_exceptions() -> None:
    names = {room.name for room in rooms("api")}
    assert (TABLELESS.keys() | SCREENLESS.keys()) <= names
