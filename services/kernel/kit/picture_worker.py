"""The process that opens strangers' pictures: bytes come in on standard input, a line of JSON and new bytes go out.

With the argument JPEG it makes that one file alone, whatever the picture was.

Before it reads anything it takes its own means away: processor time, memory, files to write, processes to start. A
picture that breaks a decoder therefore breaks this process, and nobody hears of it but the one who sent it.
"""

import json
import resource
import sys
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_PIXELS = 40_000_000
LONGEST_EDGE = 2_048
"""Pixels of what is kept: more than any network shows."""
WIDTHS = (320, 640, 1280)
CPU_SECONDS = 10
MEMORY = 512 * 1024 * 1024
QUALITY = 85
LIGHT_BYTES = 1_000_000
"""What every network takes, also as the picture of a link's card (Bluesky takes no more there)."""
LIGHT_EDGE = 1_440
LIGHT_QUALITIES = (85, 75, 60, 45)


def confine() -> None:
    """Give up what a decoder does not need, for good."""
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def upright(data: bytes) -> Image.Image:
    """The picture's pixels in sRGB, turned the right way up, no larger than is kept; of an animation its first."""
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > LARGEST_PIXELS:
            raise Image.DecompressionBombError
        profile = image.info.get("icc_profile")
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        plain = in_srgb(image, profile) if profile and image.mode in ("RGB", "CMYK") else in_eight_bits(image)
        mode = "RGBA" if plain.has_transparency_data else "RGB"
        plain = plain if plain.mode == mode else plain.convert(mode)
    plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    if mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info.clear()
    return plain


def in_eight_bits(image: Image.Image) -> Image.Image:
    """The picture with 16-bit greys scaled down: converting alone would make nearly all of them white."""
    if not image.mode.startswith("I"):
        return image
    scaled = image.convert("I").point(lambda value: value * (1 / 256))  # pyright: ignore[reportUnknownMemberType]
    return scaled.convert("L")


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in the colours that screens assume; as it is where its profile is broken."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        converted = ImageCms.profileToProfile(image, source, screen, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def encoded(image: Image.Image, kind: str) -> bytes:
    """The picture as a file of this kind, without metadata."""
    out = BytesIO()
    if kind == "PNG":
        image.save(out, kind, optimize=True)
    elif kind == "JPEG":
        image.save(out, kind, quality=QUALITY, progressive=True)
    else:
        image.save(out, kind, quality=QUALITY - 5, method=4)
    return out.getvalue()


def narrowed(image: Image.Image, width: int) -> Image.Image:
    """The picture in this width."""
    size = (width, max(1, round(image.height * width / image.width)))
    return image.resize(size, Image.Resampling.LANCZOS)  # pyright: ignore[reportUnknownMemberType]


def lightened(image: Image.Image) -> tuple[tuple[int, int], bytes]:
    """Size and bytes of the picture as a JPEG of no more than LIGHT_BYTES: smaller first, then coarser, on white where it was transparent."""
    small = opaque(image).copy()
    small.thumbnail((LIGHT_EDGE, LIGHT_EDGE))
    out = b""
    for quality in LIGHT_QUALITIES:
        stream = BytesIO()
        small.save(stream, "JPEG", quality=quality, progressive=True)
        out = stream.getvalue()
        if len(out) <= LIGHT_BYTES:
            break
    return small.size, out


def opaque(image: Image.Image) -> Image.Image:
    """The picture on white paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def main() -> None:
    """Answer for the one picture on standard input."""
    Image.init()
    confine()
    data = sys.stdin.buffer.read()
    try:
        image = opaque(upright(data)) if sys.argv[1:] == ["JPEG"] else upright(data)
    except UnidentifiedImageError:
        said, bodies = {"refused": "type"}, list[bytes]()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        said, bodies = {"refused": "too-large"}, list[bytes]()
    except (OSError, ValueError, SyntaxError, MemoryError, ArithmeticError, TypeError, LookupError):
        said, bodies = {"refused": "unreadable"}, list[bytes]()
    else:
        kind = "PNG" if image.mode == "RGBA" else "JPEG"
        widths = [] if sys.argv[1:] else [width for width in WIDTHS if width < image.width]
        whole = encoded(image, kind)
        size, light = lightened(image) if not sys.argv[1:] and len(whole) > LIGHT_BYTES else (None, b"")
        bodies = [whole, *(encoded(narrowed(image, width), "WEBP") for width in widths), *filter(None, [light])]
        said = {
            "media_type": f"image/{kind.lower()}",
            "width": image.width,
            "height": image.height,
            "sizes": [len(body) for body in bodies],
            "widths": widths,
            "light": size,
        }
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + b"".join(bodies))


if __name__ == "__main__":
    main()
