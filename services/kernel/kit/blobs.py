"""Files by content: a folder in which a blob's name is the SHA-256 of its bytes."""

import asyncio
import hashlib
import os
import re
import tempfile
from pathlib import Path

KEY = re.compile("[0-9a-f]{64}")


class Blobs:
    """A store of immutable bytes in one folder, shared by the services of an installation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError("a blob's key is a SHA-256 in hex")
        return self.folder / key[:2] / key

    async def put(self, data: bytes) -> str:
        """Store `data` and return its key. Storing the same bytes again changes nothing."""
        return await asyncio.to_thread(self._put, data)

    async def get(self, key: str) -> bytes | None:
        """The bytes, or None where there is no such blob. Raises ValueError for a key that cannot be one."""
        return await asyncio.to_thread(self._get, key)

    def _get(self, key: str) -> bytes | None:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def _put(self, data: bytes) -> str:
        key = hashlib.sha256(data).hexdigest()
        path = self._path(key)
        if path.exists():
            return key
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                Path(file.name).unlink()
                raise
        Path(file.name).replace(path)
        return key
