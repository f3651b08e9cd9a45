"""The web interface keeps the same direction as the services: routes > features > api, components, hooks, lib."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sources import FRONTEND, place

IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]""")
BELOW: dict[str, set[str]] = {
    "lib": set(),
    "hooks": {"lib", "api"},
    "api": {"lib"},
    "components": {"lib", "hooks", "api"},
    "features": {"lib", "hooks", "api", "components"},
    "routes": {"lib", "hooks", "api", "components", "features"},
}
"""What each folder may know, besides itself."""


def edges() -> Iterator[tuple[Path, PurePosixPath, PurePosixPath]]:
    for file in sorted(FRONTEND.rglob("*.ts*")):
        here = file.relative_to(FRONTEND)
        if here.parts[0] not in BELOW or ".test." in file.name or len(here.parts) == 1:
            continue
        for target in IMPORT.findall(file.read_text()):
            there = (file.parent / target).resolve().relative_to(FRONTEND)
            yield file, PurePosixPath(here), PurePosixPath(there)


def test_a_folder_knows_only_what_lies_below_it() -> None:
    wrong = [
        f"{place(file)} imports {there}"
        for file, here, there in edges()
        if there.parts[0] in BELOW and there.parts[0] != here.parts[0] and there.parts[0] not in BELOW[here.parts[0]]
    ]
    assert not wrong, "\n".join(wrong)


def test_a_feature_does_not_reach_into_another() -> None:
    wrong = [
        f"{place(file)} imports {there}"
        for file, here, there in edges()
        if here.parts[0] == there.parts[0] == "features" and here.parts[1] != there.parts[1]
    ]
    assert not wrong, "bring them together in a route:\n" + "\n".join(wrong)


def test_there_are_no_barrels() -> None:
    assert not [place(file) for file in FRONTEND.rglob("index.ts*")]


def test_what_a_person_typed_never_lies_in_a_token_store() -> None:
    found = [
        place(file)
        for file in FRONTEND.rglob("*.ts*")
        if re.search(r"(local|session)Storage", file.read_text()) and file.name not in ("storage.ts", "setup.ts")
    ]
    assert not [name for name in found if ".test." not in name], "use lib/storage.ts"
