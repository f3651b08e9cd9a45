"""What signing in and joining need to know of the request and of this installation."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.auth.cookies import session_token
from api.auth.sessions import Device, device_of
from kernel.kit.secrets import AppSecrets


@dataclass(frozen=True, slots=True)
class Here:
    """`present` is the cookie that came along, or empty; `practice_url` is empty without a practice network."""

    present: str
    device: Device
    practice_url: str


def here(request: Request) -> Here:
    """From the request."""
    return Here(
        present=session_token(request),
        device=device_of(request.headers.get("user-agent", "")),
        practice_url=request.app.state.settings.installation.practice_url,
    )


def app_secrets(request: Request) -> AppSecrets:
    """The key for codes."""
    return request.app.state.secrets


AtPresent = Annotated[Here, Depends(here)]
Secrets = Annotated[AppSecrets, Depends(app_secrets)]
