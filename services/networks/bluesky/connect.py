"""A person's consent: pushed authorization request with PKCE and a key of the session's own, code, tokens that rotate."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_life, read_text, read_token
from networks.bluesky.client import classify, send, usable
from networks.bluesky.dpop import DPoP, new_key
from networks.bluesky.identity import Identity, fetch_identity, find_person
from networks.bluesky.profiles import connection_of
from networks.bluesky.registration import POSTS, authenticate, key_for, name_of
from networks.bluesky.servers import AuthorizationServer, find_authorization_server, read_authorization_server
from networks.bluesky.surroundings import Surroundings
from networks.errors import ConsentRefused, InvalidInstance, Kind, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection

ACCESS_LIFE = timedelta(minutes=30)
# Of the reference server (oauth-constants, 2026-08-20): how long a consent lasts at most, and how long it may lie unused.
PUBLIC_LIFE, PUBLIC_IDLE = timedelta(days=14), timedelta(days=14)
CONFIDENTIAL_LIFE, CONFIDENTIAL_IDLE = timedelta(days=730), timedelta(days=91)


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gave."""

    subject: str
    access: str
    refresh: str | None
    scopes: tuple[str, ...]
    expires_at: datetime


async def start_consent(egress: Egress, around: Surroundings, app: AppCredentials, handle: str) -> AuthStart:
    """Find the person's authorization server and push the request there; only its short name goes through the browser."""
    person = await find_person(egress, around, handle)
    server = await find_authorization_server(egress, person.pds)
    state, verifier, session_key = secrets.token_urlsafe(32), secrets.token_urlsafe(48), new_key()
    key = key_for(around, app)
    form = {
        **authenticate(app, server.issuer, key),
        "response_type": "code",
        "redirect_uri": app.redirect_uri,
        "scope": " ".join(app.scopes),
        "state": state,
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "login_hint": person.handle or person.did,
    }
    pushed = await _post(egress, around, server.push, form, session_key)
    request_uri = read_text(pushed.get("request_uri"))
    if not request_uri:
        raise NetworkError(Kind.TRANSIENT, "The server did not take the request to connect.")
    secret = {"dpop": session_key, "did": person.did, "issuer": server.issuer}
    return AuthStart(
        url=f"{server.authorization}?{urlencode({'client_id': app.client_id, 'request_uri': request_uri})}",
        state=state,
        instance=app.instance,
        redirect_uri=app.redirect_uri,
        scopes=app.scopes,
        verifier=verifier,
        secret=secret if key is None else secret | {"client_key": name_of(key)},
    )


async def complete_consent(
    egress: Egress, around: Surroundings, app: AppCredentials, started: AuthStart, callback: Mapping[str, str]
) -> Connection:
    """Trade the callback's code for tokens, and hold them against the account that was asked for."""
    code = _check_callback(started, callback)
    secret = started.secret
    key = key_for(around, app, secret.get("client_key"))
    try:
        person = await fetch_identity(egress, around, secret["did"])
        server = await find_authorization_server(egress, person.pds)
    except InvalidInstance as error:
        raise ConsentRefused("The account has moved to another server meanwhile; start again.") from error
    if server.issuer != secret["issuer"]:
        raise ConsentRefused("The account has moved to another server meanwhile; start again.")
    form = {
        **authenticate(app, server.issuer, key),
        "grant_type": "authorization_code",
        "redirect_uri": started.redirect_uri,
        "code": code,
        "code_verifier": started.verifier,
    }
    try:
        tokens = _tokens(await _post(egress, around, server.token, form, secret["dpop"]))
    except NetworkError as error:
        if error.kind in (Kind.CONTENT, Kind.REAUTH):
            raise ConsentRefused(error.reason) from error
        raise
    if tokens.subject != person.did:
        raise ConsentRefused("You signed in with another account than the one you named.")
    if not {POSTS, "transition:generic"} & set(tokens.scopes):
        raise ConsentRefused("The right to post was not granted.")
    kept = {"dpop": secret["dpop"], "issuer": server.issuer, "since": now().isoformat()}
    if key is not None:
        kept["client_key"] = name_of(key)
    return await _connection(egress, around, person, tokens, kept)


async def renew(egress: Egress, around: Surroundings, app: AppCredentials, connection: Connection) -> Connection:
    """Trade the refresh token for new tokens. It works once: store what comes back before using it.

    The account is looked up first, as it may have moved within its provider. Everything before the trade may be repeated.
    """
    kept = dict(connection.secrets)
    key = key_for(around, app, kept.get("client_key"))
    try:
        person = await fetch_identity(egress, around, connection.subject)
        server = await find_authorization_server(egress, person.pds)
    except InvalidInstance as error:
        raise NetworkError(Kind.TRANSIENT, "The account's server does not say how to renew the connection.") from error
    if server.issuer != kept["issuer"]:
        raise NetworkError(Kind.REAUTH, "The account has moved to another server; connect it again.")
    if not connection.refresh_token:
        raise NetworkError(Kind.REAUTH, "The connection has ended; connect again.")
    form = {
        **authenticate(app, server.issuer, key),
        "grant_type": "refresh_token",
        "refresh_token": connection.refresh_token,
    }
    try:
        tokens = _tokens(await _post(egress, around, server.token, form, kept["dpop"]))
    except NetworkError as error:
        if error.kind is Kind.CONTENT:
            raise NetworkError(Kind.REAUTH, error.reason, status=error.status, excerpt=error.excerpt) from error
        raise
    if tokens.subject != connection.subject:
        raise NetworkError(Kind.REAUTH, "The server gave tokens for another account; connect again.")
    return await _connection(egress, around, person, tokens, kept)


async def give_back(egress: Egress, around: Surroundings, app: AppCredentials, connection: Connection) -> None:
    """Revoke the whole session. A server that no longer knows it has nothing left to revoke."""
    try:
        server: AuthorizationServer = await read_authorization_server(egress, connection.secrets["issuer"])
        key = key_for(around, app, connection.secrets.get("client_key"))
        form = authenticate(app, server.issuer, key) | {"token": connection.refresh_token or connection.access_token}
        await _post(egress, around, server.revocation, form, connection.secrets["dpop"])
    except InvalidInstance as error:
        raise NetworkError(Kind.TRANSIENT, "The account's server does not say how to end the connection.") from error
    except NetworkError as error:
        if error.kind not in (Kind.REAUTH, Kind.SCOPE, Kind.CONTENT, Kind.GONE):
            raise


def _check_callback(started: AuthStart, callback: Mapping[str, str]) -> str:
    if not hmac.compare_digest(callback.get("state", "").encode(), started.state.encode()):
        raise ConsentRefused("The answer does not belong to this attempt to connect.")
    if callback.get("iss") != started.secret["issuer"]:
        raise ConsentRefused("The answer came from another server than the one that was asked.")
    if "error" in callback:
        raise ConsentRefused(read_text(callback.get("error_description"), limit=300) or callback["error"][:100])
    code = callback.get("code", "")
    if not code:
        raise ConsentRefused("The server sent no code.")
    return code


async def _post(
    egress: Egress, around: Surroundings, url: str, form: dict[str, str], session_key: str
) -> dict[str, Any]:
    """Post a form to an OAuth endpoint. Raises NetworkError without any of the form's secrets."""
    hidden = [
        form[name] for name in ("client_assertion", "code", "code_verifier", "refresh_token", "token") if name in form
    ]
    auth = DPoP(session_key, around.nonces)
    answer = await send(egress, "POST", url, form=form, headers={"Accept": "application/json"}, auth=auth)
    if not answer.ok:
        raise classify(answer, "read", now(), *hidden)
    return usable(answer, "read", *hidden) if answer.body else {}


def _tokens(said: dict[str, Any]) -> Tokens:
    access, subject = read_token(said.get("access_token")), read_text(said.get("sub"))
    if not access or not subject or str(said.get("token_type")).lower() != "dpop":
        raise NetworkError(Kind.TRANSIENT, "The server gave no token that is bound to our key.")
    return Tokens(
        subject=subject,
        access=access,
        refresh=read_token(said.get("refresh_token")),
        scopes=tuple((read_text(said.get("scope")) or "").split()),
        expires_at=now() + (read_life(said.get("expires_in")) or ACCESS_LIFE),
    )


async def _connection(
    egress: Egress, around: Surroundings, person: Identity, tokens: Tokens, kept: dict[str, str]
) -> Connection:
    confidential = "client_key" in kept
    life, idle = (CONFIDENTIAL_LIFE, CONFIDENTIAL_IDLE) if confidential else (PUBLIC_LIFE, PUBLIC_IDLE)
    return await connection_of(
        egress,
        around,
        person,
        scopes=tokens.scopes,
        access_token=tokens.access,
        refresh_token=tokens.refresh,
        expires_at=tokens.expires_at,
        refresh_expires_at=min(datetime.fromisoformat(kept["since"]) + life, now() + idle),
        secrets=kept,
    )
