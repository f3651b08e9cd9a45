"""One owner at a time for a data folder: a lock that the kernel drops with its holder, however that ends."""

import fcntl
import os
from pathlib import Path
from typing import IO

from local.program import StartError


def claim_folder(folder: Path) -> IO[str]:
    """Hold `folder` until the returned file is closed. Raises StartError when somebody else does."""
    lock = os.fdopen(os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600), "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise StartError(f"Fortaler is already running on the data in {folder}.") from error
    return lock
