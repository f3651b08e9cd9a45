"""One language: British words in code, and nothing left for later."""

import re
from collections.abc import Iterator
from pathlib import Path

from sources import FRONTEND, ROOT, place, python_files

LEFT = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
AMERICAN = re.compile(r"organization(?!al_unit)|\bprogram_id\b|\bcolor_|behavior\b", re.IGNORECASE)
THIS = "tests/house/test_words.py"


def written() -> Iterator[Path]:
    yield from (file for file in python_files("services", "deploy", "tests") if place(file) != THIS)
    for folder in (FRONTEND, ROOT / "frontend" / "e2e"):
        yield from (f for f in folder.rglob("*.ts*") if ".gen." not in f.name)


def test_nothing_is_left_for_later() -> None:
    found = [f"{place(file)}: {match[0]}" for file in written() if (match := LEFT.search(file.read_text()))]
    assert not found, "do it, or file it as an issue:\n" + "\n".join(found)


def test_words_are_british() -> None:
    foreign = re.compile(
        r"urn:li:organization|urn%3Ali%3Aorganization|w_organization|r_organization|rest/organizations"
        r"|organization(Acls|Target|al[A-Z]\w+|s[?./])|\"organization\""
    )
    """LinkedIn's own words, in addresses, rights and answers."""
    found = [
        f"{place(file)}: {match[0]}"
        for file in written()
        if (match := AMERICAN.search(foreign.sub("", file.read_text())))
    ]
    assert not found, "\n".join(found)
