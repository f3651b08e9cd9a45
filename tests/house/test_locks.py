"""What is installed is what was looked at: hashed, without a registry's address, and not older than known holes."""

import json
import re
from importlib.metadata import version

import pytest
from packaging.version import Version

from sources import ROOT

FLOORS = {
    "authlib": ("1.6.11", "CVE-2026-41425: the state's cache was open to CSRF"),
    "starlette": ("1.3.0", "CVE-2026-54282: a path could poison the host of request.url"),
    "python-multipart": ("0.0.27", "CVE-2026-42561: headers of a part without a limit"),
    "pillow": ("12.0", "parsers in C: the newest series only"),
    "arq": ("0.28.0", "the version whose failures were studied"),
}
LOCKS = ("requirements.lock", "requirements-image.lock", "requirements-uv.lock")
ADDRESS = re.compile(r"https?://(?!json-schema\.org)[\w.-]+")


@pytest.mark.parametrize("name", FLOORS)
def test_no_version_with_a_known_hole_is_installed(name: str) -> None:
    floor, why = FLOORS[name]
    assert Version(version(name)) >= Version(floor), why


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_is_hashed_and_names_no_registry(file: str) -> None:
    lines = (ROOT / file).read_text().splitlines()
    pins = [line for line in lines if re.match(r"^[a-z0-9]", line)]
    assert pins
    assert all("==" in line and line.endswith("\\") for line in pins), "every pin is followed by its hashes"
    assert not [line for line in lines if ADDRESS.search(line)]


def test_the_lock_of_the_browser_side_names_no_registry_and_runs_no_script() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert not [name for name, package in lock["packages"].items() if package.get("hasInstallScript")]


def test_the_image_holds_no_tools_for_tests() -> None:
    assert "pytest" not in (ROOT / "requirements-image.lock").read_text()
