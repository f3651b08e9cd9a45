"""Files by content: the same bytes once, whole or not at all, and never a path out of the folder."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from kernel.kit.blobs import Blobs


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_is_put_comes_back_under_the_name_of_its_content(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    key = await blobs.put(b"a picture")
    assert key == hashlib.sha256(b"a picture").hexdigest()
    assert await blobs.get(key) == b"a picture"


async def test_the_same_bytes_are_kept_once_however_many_put_them_at_once(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    keys = await asyncio.gather(*(blobs.put(b"a picture") for _ in range(20)))
    assert len(set(keys)) == 1
    assert len(files(tmp_path)) == 1
    assert await blobs.get(keys[0]) == b"a picture"


async def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    assert await Blobs(tmp_path).get("0" * 64) is None


@pytest.mark.parametrize(
    "key", ["", "../" * 10 + "etc/passwd", "0" * 63, "0" * 65, "A" * 64, "/etc/passwd", "0" * 64 + "\n"]
)
async def test_a_key_that_cannot_be_one_is_refused(key: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        await Blobs(tmp_path).get(key)


async def test_on_a_full_disk_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    blobs = Blobs(tmp_path)
    with pytest.raises(OSError, match="No space"):
        await blobs.put(b"a picture")
    assert files(tmp_path) == []
