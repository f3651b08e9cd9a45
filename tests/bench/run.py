"""`make bench`: every bench in turn, each figure beside its baseline from the same run. Nothing else should be running."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NEEDS = {"redirect": ("nginx", "wrk", "taskset")}
"""Programs that a bench compares with or is loaded by; Debian has them as nginx-light, wrk and util-linux."""


def main() -> int:
    """Run them; the exit code counts those that failed."""
    failed = 0
    for name in ("redirect", "ingest", "feed", "posts", "crowd"):
        missing = [program for program in NEEDS.get(name, ()) if shutil.which(program) is None]
        if missing:
            sys.stdout.write(f"{name}: not measured, for want of {', '.join(missing)}\n")
            continue
        failed += subprocess.run([sys.executable, HERE / f"{name}.py"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
