"""A picture as it is described."""

from typing import Annotated
from uuid import UUID

from fastapi import UploadFile
from pydantic import Field, StringConstraints

from api.web.shapes import Incoming, Outgoing, Patch

LONGEST_ALT = 1_500
"""Characters: what Mastodon takes by default, the least of the networks that take any."""
LONGEST_RIGHTS = 500

Alt = Annotated[str, StringConstraints(max_length=LONGEST_ALT)]
Rights = Annotated[str, StringConstraints(max_length=LONGEST_RIGHTS)]
Focus = Annotated[float, Field(ge=0, le=1)]


class Asset(Outgoing):
    """A picture. `focal_x`, `focal_y` (0 to 1, from the upper left) must stay in view; `url` takes `?width=`."""

    id: UUID
    media_type: str
    width: int
    height: int
    bytes: int
    alt: str
    focal_x: float
    focal_y: float
    rights: str
    url: str


class NewAsset(Incoming):
    """A form with a file."""

    file: UploadFile
    alt: Alt = ""
    rights: Rights = ""


class NewPicture(Incoming):
    """A form with a file and nothing else: how it is described is said where it is used."""

    file: UploadFile


class AssetPatch(Patch):
    """What is left out stays."""

    alt: Alt = ""
    focal_x: Focus = 0.5
    focal_y: Focus = 0.5
    rights: Rights = ""
