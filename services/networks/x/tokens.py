"""X's token endpoint: our app proves itself by its secret, codes and refresh tokens work once."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from kernel.kit.clock import now
from kernel.kit.egress import Answer, Egress
from kernel.kit.settings import XSettings
from networks.answers import excerpt_of, read_life, read_object, read_text, read_token
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials
from networks.x.client import classify, send, senseless
from networks.x.limits import ACCESS_LIFE

TOKEN, REVOKE = "/2/oauth2/token", "/2/oauth2/revoke"
SECRET = ("code", "code_verifier", "refresh_token", "token")


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gave."""

    access: str
    refresh: str | None
    scopes: tuple[str, ...]
    expires_at: datetime


async def trade(egress: Egress, at: XSettings, app: AppCredentials, form: dict[str, str]) -> Tokens:
    """Trade a code or a refresh token for tokens.

    Raises NetworkError: REAUTH where X takes neither (any more), CONFIG where it does not take our app.
    """
    said = await post_form(egress, at, app, TOKEN, form)
    access = read_token(said.get("access_token"), limit=4000)
    if not access:
        raise NetworkError(Kind.TRANSIENT, "X gave no token.")
    return Tokens(
        access=access,
        refresh=read_token(said.get("refresh_token"), limit=4000),
        scopes=tuple((read_text(said.get("scope")) or "").split()),
        expires_at=now() + (read_life(said.get("expires_in")) or ACCESS_LIFE),
    )


async def post_form(
    egress: Egress, at: XSettings, app: AppCredentials, path: str, form: Mapping[str, str]
) -> dict[str, Any]:
    """Post a form as our app and read the answer, empty where a revocation says nothing (RFC 7009, 2.2).

    Raises NetworkError without any of the form's secrets, and as `trade` does.
    """
    hidden = [*(form[name] for name in SECRET if name in form), app.client_secret or ""]
    headers = {"Authorization": f"Basic {_pair(app)}", "Accept": "application/json"}
    answer = await send(egress, "POST", at.api_url + path, form=form, headers=headers)
    if not answer.ok:
        raise _refusal(answer, *hidden)
    try:
        return read_object(answer) if answer.body else {}
    except ValueError:
        raise senseless(answer, "read", *hidden) from None


def _refusal(answer: Answer, *hidden: str) -> NetworkError:
    error = classify(answer, "read", now(), *hidden)
    if answer.status == HTTPStatus.BAD_REQUEST:
        return _as(Kind.REAUTH, error.reason, answer, *hidden)
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        reason = "X does not accept the organisation's app: its client id or secret is wrong, or X has closed it."
        return _as(Kind.CONFIG, reason, answer, *hidden)
    return error


def _as(kind: Kind, reason: str, answer: Answer, *hidden: str) -> NetworkError:
    return NetworkError(kind, reason, status=answer.status, excerpt=excerpt_of(answer, *hidden))


def _pair(app: AppCredentials) -> str:
    """Our id and secret, encoded as a form's before they are joined (RFC 6749, 2.3.1)."""
    return b64encode(f"{quote(app.client_id, safe='')}:{quote(app.client_secret or '', safe='')}".encode()).decode()
