"""What the rooms work with besides the database: made once at start-up, handed to routes as a dependency."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from kernel.kit.blobs import Blobs
from kernel.kit.egress import Egress
from kernel.kit.secrets import AppSecrets, Sealer


@dataclass(frozen=True, slots=True)
class Tools:
    """Addresses, the way out, the blob store and the keys that the api may use."""

    public_url: str
    practice_url: str
    egress: Egress
    blobs: Blobs
    secrets: AppSecrets
    sealer: Sealer


def _tools(request: Request) -> Tools:
    return request.app.state.tools


Toolbox = Annotated[Tools, Depends(_tools)]
