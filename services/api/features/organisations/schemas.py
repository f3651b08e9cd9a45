"""An organisation as it is shown and changed."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from api.web.shapes import Name, Outgoing, Patch, Zone

Locale = Literal["da", "en"]
LEAST_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: what white shapes on it need to be seen."""
LINEAR_UP_TO = 0.04045
"""Of sRGB; brighter channels follow a power."""


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= LINEAR_UP_TO else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _visible(colour: str) -> str:
    if 1.05 / (_luminance(colour) + 0.05) < LEAST_CONTRAST:
        raise PydanticCustomError("colour_too_light", "Choose a darker colour: white cannot be seen on it")
    return colour.lower()


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_visible)]


class Organisation(Outgoing):
    """`brand_colour` is #rrggbb, or null for Fortaler's own."""

    id: UUID
    name: str
    slug: str
    locale: Locale
    time_zone: str
    brand_colour: str | None


class OrganisationPatch(Patch):
    """What is left out stays. A `brand_colour` of null returns to Fortaler's own."""

    name: Name = ""
    locale: Locale = "da"
    time_zone: Zone = ""
    brand_colour: Colour | None = None
