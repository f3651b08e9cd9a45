"""Looking at uploaded files: what they truly are, whether they may come in, and a small picture of them."""

import io
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from practice.api.errors import invalid, invalid_record
from practice.records.media import Kind, Upload

IMAGE_SIZE_LIMIT: Final = 16 * 1024 * 1024
IMAGE_MATRIX_LIMIT: Final = 33_177_600
VIDEO_SIZE_LIMIT: Final = 99 * 1024 * 1024
DESCRIPTION_LIMIT: Final = 1_500
PREVIEW_PIXELS: Final = (640, 360)

IMAGE_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
VIDEO_TYPES: Final = ("video/mp4", "video/quicktime", "video/webm")


def look_at(file: bytes) -> Upload:
    """What a file is, by its content and never by its name.

    Raises ApiError 422 for a type or a size that Mastodon refuses.
    """
    if not file:
        raise invalid_record("File can't be blank")
    video = _video_type(file)
    if video is not None:
        _check_size(file, VIDEO_SIZE_LIMIT)
        return Upload("video", video, None, None, file, None)
    return _look_at_image(file)


def _look_at_image(file: bytes) -> Upload:
    try:
        with Image.open(io.BytesIO(file), formats=tuple(IMAGE_TYPES)) as image:
            _check_size(file, IMAGE_SIZE_LIMIT)
            width, height = image.size
            if width * height > IMAGE_MATRIX_LIMIT:
                raise invalid(f"{width}x{height} images are not supported")
            kind: Kind = "gifv" if image.format == "GIF" and getattr(image, "n_frames", 1) > 1 else "image"
            return Upload(kind, IMAGE_TYPES[str(image.format)], width, height, file, _small_picture(image))
    except (*BOMBS, UnidentifiedImageError, OSError, SyntaxError) as error:
        raise invalid_record("File content type is invalid, File is invalid") from error


def _small_picture(image: Image.Image) -> bytes:
    small = ImageOps.exif_transpose(image).convert("RGB")
    small.thumbnail(PREVIEW_PIXELS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _video_type(file: bytes) -> str | None:
    if file[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm"
    if file[4:8] == b"ftyp":
        return "video/quicktime" if file[8:12] == b"qt  " else "video/mp4"
    return None


def _check_size(file: bytes, limit: int) -> None:
    if len(file) >= limit:
        size = f"{limit // (1024 * 1024)} MB"
        raise invalid_record(f"File must be less than {size}, File file size must be less than {size}")
