"""What the services are told under `make up`: where everything is, and secrets that are made once and kept."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from kernel.kit.secrets import new_keys
from local.program import HOST

ROLES = {"APP": "fortaler_app", "WORKER": "fortaler_worker", "REDIRECT": "fortaler_redirect"}
SPA = Path(__file__).parents[2] / "frontend" / "dist"


def settle_secrets(file: Path) -> dict[str, str]:
    """The secrets kept in `file`, readable by its owner alone; those that are missing are made now and kept too."""
    kept = dict(line.split("=", 1) for line in file.read_text().splitlines() if "=" in line) if file.exists() else {}
    made = new_keys() | {f"DATABASE_{role}_PASSWORD": secrets.token_urlsafe(24) for role in ROLES}
    settled = made | kept
    if settled != kept:
        draft = file.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
            output.writelines(f"{name}={value}\n" for name, value in settled.items())
        draft.replace(file)
    return settled


def configure(
    folder: Path, ports: Mapping[str, int], kept: Mapping[str, str], database_url: str, redis_url: str
) -> dict[str, str]:
    """All settings by name. `database_url` belongs to a login that may make roles, or to the owner of the schema."""
    urls = {
        f"DATABASE_{key}_URL": log_in_as(role, kept[f"DATABASE_{key}_PASSWORD"], database_url)
        for key, role in ROLES.items()
    }
    keys = {name: value for name, value in kept.items() if not name.endswith("_PASSWORD")}
    return {
        **urls,
        **keys,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "FORTALER_ENVIRONMENT": "development",
        "FORTALER_PUBLIC_URL": f"http://{HOST}:{ports['api']}",
        "FORTALER_METRICS_URL": f"http://{HOST}:{ports['metrics']}",
        "FORTALER_PRACTICE_URL": f"http://{HOST}:{ports['practice']}",
        "FORTALER_EGRESS_LOOPBACK": f"{HOST}:{ports['practice']},{HOST}:{ports['metrics']}",
        "PRACTICE_URL": f"http://{HOST}:{ports['practice']}",
        "PRACTICE_DATA": str(folder / "practice.sqlite"),
        "FORTALER_BLOBS": str(folder / "blobs"),
        "FORTALER_SPA": str(SPA) if SPA.exists() else "",
    }


def log_in_as(user: str, password: str, url: str) -> str:
    """`url` with another login; the password is one of ours and needs no quoting."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{password}@{host}"))
