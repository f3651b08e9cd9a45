"""A page on the web, asked for and described."""

from typing import Annotated

from pydantic import StringConstraints, field_validator

from api.features.assets.service import Asset
from api.features.stories.service import web_address
from api.web.shapes import Incoming, Outgoing


class AddressIn(Incoming):
    """A page to read."""

    url: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]

    @field_validator("url")
    @classmethod
    def complete(cls, value: str) -> str:
        """An address as people type it: https is meant where nothing is said."""
        return web_address(value if "://" in value else f"https://{value}")


class Note(Outgoing):
    """What was not found or not taken over; `type` is stable."""

    type: str
    detail: str


class AddressRead(Outgoing):
    """What a page says of itself. `url` is its own address for itself, or where the redirects ended."""

    url: str
    title: str | None
    description: str | None
    site_name: str | None
    language: str | None
    image: Asset | None
    notes: list[Note]
