"""Decisions can be found, have the same five parts, and refer to what exists."""

import re
from pathlib import Path

import pytest

from sources import ROOT


def name_of(page: Path) -> str:
    return page.name


PAGES = sorted((ROOT / "decisions").glob("*.md"))
PARTS = ("Context", "Decision", "Consequences", "References")
TOP = {path.name for path in ROOT.iterdir()} | {path.name for path in (ROOT / "services").iterdir()}


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_decision_has_its_parts(page: Path) -> None:
    words = page.read_text()
    assert all(f"**{part}.**" in words for part in PARTS)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_decision_refers_to_what_exists(page: Path) -> None:
    references = page.read_text().split("**References.**")[1]
    for path in re.findall(r"`([\w./-]+)`", references):
        if path.split("/")[0] in TOP:
            assert (ROOT / path).exists() or (ROOT / "services" / path).exists(), path
