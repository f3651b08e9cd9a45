"""A stranger's picture made safe: opened, turned upright, and encoded anew by a process that can do nothing else.

What comes back holds pixels only: no metadata, no colour profile, nothing that stood beside the picture in the file.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

LARGEST_BYTES = 20_000_000
SECONDS = 15.0
AT_ONCE = 2
"""Processes: each may take a core, and the memory that `kernel.kit.picture_worker` allows itself."""
_slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
"""By event loop, because a semaphore belongs to the loop in which somebody first waited for it."""


class PictureRefused(Exception):
    """`reason` is "type", "too-large" or "unreadable"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LightPicture:
    """The same picture with fewer bytes."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """`data` is the whole picture; `narrower` holds WebP versions by width in pixels, for those that are narrower.

    `light` is a JPEG of at most a million bytes, where the whole picture has more.
    """

    media_type: str
    width: int
    height: int
    data: bytes
    narrower: dict[int, bytes]
    light: LightPicture | None = None


async def check_picture(data: bytes) -> CheckedPicture:
    """Read and encode a picture anew. Raises PictureRefused."""
    said, bodies = await _ask(data)
    parts: list[bytes] = []
    for size in said["sizes"]:
        parts.append(bodies[:size])
        bodies = bodies[size:]
    widths = [int(width) for width in said["widths"]]
    return CheckedPicture(
        media_type=said["media_type"],
        width=said["width"],
        height=said["height"],
        data=parts[0],
        narrower=dict(zip(widths, parts[1:], strict=False)),
        light=LightPicture(said["light"][0], said["light"][1], parts[-1]) if said["light"] else None,
    )


async def as_jpeg(data: bytes) -> bytes:
    """The picture as JPEG, which knows no transparency: what shows through becomes white. Raises PictureRefused."""
    _, body = await _ask(data, "JPEG")
    return body


async def _ask(data: bytes, *arguments: str) -> tuple[dict[str, Any], bytes]:
    """What the worker says of the picture, and the files it made of it. Raises PictureRefused."""
    if len(data) > LARGEST_BYTES:
        raise PictureRefused("too-large")
    async with _slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        answer = await _run(data, *arguments)
    header, _, bodies = answer.partition(b"\n")
    try:
        said: dict[str, Any] = json.loads(header)
    except ValueError:
        raise PictureRefused("unreadable") from None
    if "refused" in said:
        raise PictureRefused(str(said["refused"]))
    return said, bodies


async def _run(data: bytes, *arguments: str) -> bytes:
    """The worker's answer; empty where it died or took too long. It gets no environment, so it knows no secret."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        "kernel.kit.picture_worker",
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _ = await process.communicate(data)
    except (TimeoutError, BrokenPipeError, ConnectionResetError):
        return b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return answer if process.returncode == 0 else b""
