"""Pictures as people and their enemies make them."""

from io import BytesIO
from typing import Any

from PIL import Image


def picture(size: tuple[int, int] = (1600, 900), kind: str = "JPEG", mode: str = "RGB", **save: Any) -> bytes:
    """A picture file, with a colour that changes from left to right."""
    gradient = Image.linear_gradient("L").resize(size)  # pyright: ignore[reportUnknownMemberType]
    image = gradient.convert(mode)
    out = BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()
