"""A person's consent: authorisation code without PKCE, the app's secret in the body, tokens for sixty days, the way back.

Where LinkedIn gives a refresh token it lasts a year from the consent: renewing gives a new access token and leaves that
end where it is. Other connections are renewed by their person's consent alone.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_life, read_text, read_token
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection
from networks.linkedin.client import send, usable
from networks.linkedin.identity import identify
from networks.linkedin.refusals import classify
from networks.linkedin.rights import POST_AS_PERSON
from networks.linkedin.surroundings import Surroundings

ACCESS_LIFE = timedelta(days=60)
ISSUERS = (None, "https://www.linkedin.com", "https://www.linkedin.com/oauth")
"""LinkedIn names no issuer in its callback today; should it begin to, it must be itself."""
OUR_FAULT = ("invalid_client", "invalid_client_id", "unauthorized_client")
BETWEEN_SCOPES = re.compile(r"[,\s]+")


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gave."""

    access: str
    expires_at: datetime
    refresh: str | None
    refresh_expires_at: datetime | None
    scopes: tuple[str, ...]


def start_consent(around: Surroundings, app: AppCredentials) -> AuthStart:
    """Build the address of the consent page; no call is needed."""
    state = secrets.token_urlsafe(32)
    query = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": app.redirect_uri,
        "state": state,
        "scope": " ".join(app.scopes),
    }
    return AuthStart(
        url=f"{around.web}/oauth/v2/authorization?{urlencode(query)}",
        state=state,
        instance=app.instance,
        redirect_uri=app.redirect_uri,
        scopes=app.scopes,
        verifier="",
    )


async def complete_consent(
    egress: Egress, around: Surroundings, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
) -> Connection:
    """Trade the callback's code for a token and read whose it is."""
    code = _check_callback(started, callback)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": started.redirect_uri}
    try:
        granted = _tokens(await _post(egress, around, app, "accessToken", form), started.scopes)
    except NetworkError as error:
        if error.kind in (Kind.CONTENT, Kind.REAUTH):
            raise ConsentRefused(error.reason) from error
        raise
    if POST_AS_PERSON not in granted.scopes:
        raise ConsentRefused("The right to post was not granted.")
    bare = Connection(
        network="linkedin",
        instance=app.instance,
        subject="",
        handle="",
        display_name="",
        avatar=None,
        url=None,
        scopes=granted.scopes,
        access_token=granted.access,
        refresh_token=granted.refresh,
        expires_at=granted.expires_at,
        refresh_expires_at=granted.refresh_expires_at,
    )
    return await identify(egress, around, bare)


async def renew(egress: Egress, around: Surroundings, app: AppCredentials, connection: Connection) -> Connection:
    """Get a new access token where a refresh token was given; how long that one lasts stays as it was."""
    if not connection.refresh_token:
        raise NetworkError(Kind.REAUTH, "LinkedIn's connections last sixty days; connect again.")
    form = {"grant_type": "refresh_token", "refresh_token": connection.refresh_token}
    try:
        tokens = _tokens(await _post(egress, around, app, "accessToken", form), connection.scopes)
    except NetworkError as error:
        if error.kind is Kind.CONTENT:
            raise NetworkError(Kind.REAUTH, error.reason, status=error.status, excerpt=error.excerpt) from error
        raise
    ends = [end for end in (connection.refresh_expires_at, tokens.refresh_expires_at) if end]
    return replace(
        connection,
        scopes=tokens.scopes,
        access_token=tokens.access,
        expires_at=tokens.expires_at,
        refresh_token=tokens.refresh or connection.refresh_token,
        refresh_expires_at=min(ends, default=None),
    )


async def give_back(egress: Egress, around: Surroundings, app: AppCredentials, connection: Connection) -> None:
    """Revoke the token. One that is dead already has nothing left to revoke."""
    try:
        await _post(egress, around, app, "revoke", {"token": connection.access_token})
    except NetworkError as error:
        if error.kind not in (Kind.REAUTH, Kind.SCOPE, Kind.CONTENT, Kind.GONE):
            raise


def _check_callback(started: AuthStart, callback: Mapping[str, str]) -> str:
    if not hmac.compare_digest(callback.get("state", "").encode(), started.state.encode()):
        raise ConsentRefused("The answer does not belong to this attempt to connect.")
    if callback.get("iss") not in ISSUERS:
        raise ConsentRefused("The answer came from another server than the one that was asked.")
    if "error" in callback:
        raise ConsentRefused(read_text(callback.get("error_description"), limit=300) or callback["error"][:100])
    code = callback.get("code", "")
    if not code:
        raise ConsentRefused("LinkedIn sent no code.")
    return code


async def _post(
    egress: Egress, around: Surroundings, app: AppCredentials, endpoint: str, form: dict[str, str]
) -> dict[str, Any]:
    """Post a form to an OAuth endpoint as the app. Raises NetworkError, CONFIG where the app itself is not accepted."""
    secret = app.client_secret or ""
    hidden = [secret, *(form[name] for name in ("code", "refresh_token", "token") if name in form)]
    form = form | {"client_id": app.client_id, "client_secret": secret}
    answer = await send(egress, "POST", f"{around.web}/oauth/v2/{endpoint}", form=form)
    if answer.ok:
        return usable(answer, "read", *hidden) if answer.body else {}
    error = classify(answer, "read", now(), *hidden)
    if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR and _refused_app(answer.body):
        reason = "LinkedIn does not accept the organisation's app: an administrator has to enter it again."
        raise NetworkError(Kind.CONFIG, reason, status=answer.status, excerpt=error.excerpt)
    raise error


def refused_as(body: dict[str, Any]) -> str:
    """The name under which an OAuth endpoint refuses; empty where it names none."""
    return read_text(body.get("error"), limit=100) or ""


def _refused_app(body: bytes) -> bool:
    return any(f'"{name}"'.encode() in body for name in OUR_FAULT)


def _tokens(said: dict[str, Any], asked: tuple[str, ...]) -> Tokens:
    access = read_token(said.get("access_token"))
    if not access:
        raise NetworkError(Kind.TRANSIENT, "LinkedIn gave no token.")
    more = read_life(said.get("refresh_token_expires_in"))
    refresh = read_token(said.get("refresh_token"))
    scopes = BETWEEN_SCOPES.split(read_text(said.get("scope")) or " ".join(asked))
    return Tokens(
        access=access,
        expires_at=now() + (read_life(said.get("expires_in")) or ACCESS_LIFE),
        refresh=refresh,
        refresh_expires_at=now() + more if refresh and more else None,
        scopes=tuple(scope for scope in scopes if scope),
    )
