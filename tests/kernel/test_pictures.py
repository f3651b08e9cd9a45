"""Strangers' pictures: whatever is in the file, what comes out is pixels, or a refusal; and nothing happens to us."""

import asyncio
import resource
import struct
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from kernel.kit.pictures import CheckedPicture, PictureRefused, check_picture
from pictures import picture

PLACE = "Kastrupvej 7"


def opened(checked: CheckedPicture) -> Image.Image:
    image = Image.open(BytesIO(checked.data))
    image.load()
    return image


async def refusal(data: bytes) -> str:
    with pytest.raises(PictureRefused) as refused:
        await check_picture(data)
    return refused.value.reason


async def outcome(data: bytes) -> str:
    try:
        await check_picture(data)
    except PictureRefused as refused:
        return refused.reason
    return "read"


def png(width: int, height: int, rows: bytes, *, before: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + before + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def with_exif(kind: str, *, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = orientation, PLACE, "Asta Lund"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 38.0, 12.5), 3: "E", 4: (12.0, 39.0, 3.2)})
    return picture((800, 500), kind, exif=exif)


@pytest.mark.parametrize(("kind", "out"), [("JPEG", "JPEG"), ("PNG", "JPEG"), ("WEBP", "JPEG"), ("GIF", "JPEG")])
async def test_a_picture_is_encoded_anew_with_narrower_versions(kind: str, out: str) -> None:
    checked = await check_picture(picture((1600, 900), kind))
    assert (checked.media_type, checked.width, checked.height) == (f"image/{out.lower()}", 1600, 900)
    assert opened(checked).format == out
    for width, data in checked.narrower.items():
        assert (Image.open(BytesIO(data)).format, Image.open(BytesIO(data)).width) == ("WEBP", width)
    assert sorted(checked.narrower) == [320, 640, 1280]


async def test_a_picture_one_can_see_through_stays_so_and_a_wide_one_is_narrowed() -> None:
    clear = Image.new("RGBA", (400, 200), (0, 90, 70, 128))
    out = BytesIO()
    clear.save(out, "PNG")
    checked = await check_picture(out.getvalue())
    assert (checked.media_type, opened(checked).mode) == ("image/png", "RGBA")
    wide = await check_picture(picture((4096, 1024)))
    assert (wide.width, wide.height) == (2048, 512)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_where_by_whom_and_when_it_was_taken_is_not_in_what_comes_out(kind: str) -> None:
    data = with_exif(kind)
    assert PLACE.encode() in data
    checked = await check_picture(data)
    for body in (checked.data, *checked.narrower.values()):
        image = Image.open(BytesIO(body))
        assert dict(image.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & image.info.keys()
        assert PLACE.encode() not in body
        assert b"Asta" not in body


async def test_a_picture_taken_sideways_is_turned_upright() -> None:
    checked = await check_picture(with_exif("JPEG", orientation=6))
    assert (checked.width, checked.height) == (500, 800)


async def test_colours_of_a_profile_are_kept_without_the_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    out = BytesIO()
    Image.new("RGB", (64, 64), (200, 60, 20)).save(out, "PNG", icc_profile=profile)
    red = opened(await check_picture(out.getvalue())).convert("RGB").getpixel((32, 32))
    assert isinstance(red, tuple)
    assert all(abs(found - wanted) < 6 for found, wanted in zip(red, (200, 60, 20), strict=True))
    broken = BytesIO()
    Image.new("RGB", (64, 64)).save(broken, "PNG", icc_profile=b"\0" * 200)
    assert (await check_picture(broken.getvalue())).width == 64


async def test_what_hides_behind_or_inside_a_picture_is_gone() -> None:
    script = b"<script>alert(document.cookie)</script>"
    archive = b"PK\x03\x04" + b"evil.sh" * 20
    for data in (
        picture() + script,
        picture() + archive,
        picture(comment=script),
        b"GIF89a" + picture(kind="GIF")[6:] + script,
    ):
        checked = await check_picture(data)
        for body in (checked.data, *checked.narrower.values()):
            assert script not in body
            assert b"evil.sh" not in body


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><html><script>alert(1)</script></html>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) system",
        b"%PDF-1.7\n",
        picture((9, 9), "TIFF"),
        picture((9, 9), "BMP"),
        picture((9, 9), "ICO"),
        picture((9, 9), "PPM"),
    ],
)
async def test_what_is_not_one_of_four_kinds_is_refused_whatever_it_calls_itself(data: bytes) -> None:
    assert await refusal(data) == "type"


async def test_a_bomb_is_refused_by_what_it_says_of_itself() -> None:
    assert await refusal(png(50_000, 50_000, b"\0" * 1000)) == "too-large"
    assert await refusal(picture((8_000, 5_001), "PNG", "1")) == "too-large"
    assert await refusal(b"\xff\xd8" + b"\0" * 20_000_001) == "too-large"


async def test_a_bomb_that_says_little_of_itself_gets_no_memory() -> None:
    text = b"Comment\0\0" + zlib.compress(b"x" * 400_000_000, 9)
    hidden = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert await refusal(png(8, 8, b"\0" * 200, before=hidden)) == "unreadable"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_a_picture_that_was_cut_off_or_scratched_is_refused_or_read_but_never_breaks_us(kind: str) -> None:
    data = picture((300, 200), kind)
    assert await refusal(data[: len(data) // 2]) in ("unreadable", "type")
    for n in range(12):
        scratched = bytearray(data)
        for at in range(20 + n, len(data), 97):
            scratched[at] ^= 0x55
        assert await outcome(bytes(scratched)) in ("read", "unreadable", "type", "too-large")


async def test_many_at_once_wait_for_each_other() -> None:
    checked = await asyncio.gather(*(check_picture(picture((640, 400))) for _ in range(6)))
    assert {one.width for one in checked} == {640}


async def test_the_process_that_opens_pictures_is_given_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORTALER_APP_KEY", "secret")
    stand_in = tmp_path / "python"
    stand_in.write_text(f"#!/bin/sh\n/usr/bin/env > {tmp_path}/seen\n")
    stand_in.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(stand_in))
    assert await refusal(picture((9, 9))) == "unreadable"
    assert "secret" not in (tmp_path / "seen").read_text()


async def test_the_process_that_opens_pictures_can_write_no_file_and_has_bounds(tmp_path: Path) -> None:
    attempt = f"""
import resource, signal
from kernel.kit.picture_worker import confine
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
confine()
try:
    with open({str(tmp_path / "written")!r}, "w") as file:
        file.write("x")
except OSError:
    print("refused", *(resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)))
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-I", "-c", attempt, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert out.decode().split() == ["refused", str(512 * 1024 * 1024), "10"]
    assert (tmp_path / "written").read_bytes() == b""
