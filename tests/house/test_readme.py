"""What the README says of commands, files and addresses is so."""

import re

import pytest
from typer.main import get_command

from console.main import app
from sources import ROOT

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z-]+)", README))))
def test_a_target_it_names_exists(target: str) -> None:
    assert target == "up" or re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"\bfortaler ((?:[a-z]+)(?: new)?)", README))))
def test_a_console_command_it_names_exists(command: str) -> None:
    known = get_command(app)
    for name in command.split():
        known = known.commands[name]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_a_file_it_links_to_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:FORTALER|DATABASE|REDIS)_[A-Z_]+)`", README))))
def test_a_setting_it_names_exists(name: str) -> None:
    assert re.search(rf"^#? ?{name}=", (ROOT / ".env.example").read_text(), re.MULTILINE)
