"""Tokens: POST /oauth/token, POST /oauth/revoke and GET /oauth/userinfo."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.api.calls import Call
from practice.api.entities import account_entity
from practice.api.errors import ApiError
from practice.api.params import Params, read_params
from practice.network import Practice, practice_of
from practice.oauth.apps import authenticated_app
from practice.oauth.errors import OAuthError, missing_parameter
from practice.oauth.scopes import requested_scopes
from practice.records.grants import (
    App,
    Code,
    Token,
    add_token,
    code_granted,
    revoke_token,
    token_issued,
    use_code,
    working_token,
)


async def issue_token(request: Request) -> Response:
    """POST /oauth/token for a code, or for the app itself."""
    try:
        token = _granted(practice_of(request), request, await read_params(request))
    except (OAuthError, ApiError) as error:
        return error.response()
    body = {"access_token": token.token, "token_type": "Bearer", "scope": " ".join(token.scopes)}
    headers = {"Cache-Control": "no-store, no-cache", "Pragma": "no-cache"}
    return JSONResponse({**body, "created_at": int(token.created_at.timestamp())}, headers=headers)


async def revoke(request: Request) -> Response:
    """POST /oauth/revoke: 200 for a token of the app and for one that never was, 403 for another app's."""
    practice = practice_of(request)
    try:
        params = await read_params(request)
        app = _app_that_may_revoke(practice, request, params)
        token = _token_of(practice, app, params.required("token"))
    except (OAuthError, ApiError) as error:
        return error.response()
    if token is not None:
        revoke_token(practice.store, token.id, practice.clock())
    return JSONResponse({})


async def userinfo(call: Call) -> Response:
    """GET /oauth/userinfo."""
    account = account_entity(call.practice, call.caller)
    return JSONResponse(
        {
            "iss": f"{call.practice.url}/",
            "sub": account["uri"],
            "name": account["display_name"],
            "preferred_username": account["username"],
            "profile": account["url"],
            "picture": account["avatar"],
        }
    )


def _granted(practice: Practice, request: Request, params: Params) -> Token:
    match params.text("grant_type"):
        case None | "":
            raise missing_parameter("grant_type")
        case "authorization_code":
            return _token_for_code(practice, request, params)
        case "client_credentials":
            return _token_for_app(practice, request, params)
        case _:
            raise OAuthError("unsupported_grant_type")


def _token_for_code(practice: Practice, request: Request, params: Params) -> Token:
    granted = code_granted(practice.store, params.required("code"))
    verifier = params.required("code_verifier")
    if granted is not None and granted.challenge is not None and not verifier:
        raise missing_parameter("code_verifier")
    if not params.text("redirect_uri"):
        raise missing_parameter("redirect_uri")
    app = authenticated_app(practice, request, params)
    if granted is None or not _is_for(granted, app, params.required("redirect_uri"), verifier):
        raise OAuthError("invalid_grant")
    if granted.expires_at <= practice.clock() or not use_code(practice.store, granted.code, practice.clock()):
        raise OAuthError("invalid_grant")
    return _issued(practice, app, granted.account_id, granted.scopes)


def _token_for_app(practice: Practice, request: Request, params: Params) -> Token:
    app = authenticated_app(practice, request, params)
    scopes = requested_scopes(params.required("scope"), app.scopes)
    if scopes is None:
        raise OAuthError("invalid_scope")
    return _issued(practice, app, None, scopes)


def _is_for(granted: Code, app: App, redirect_uri: str, verifier: str) -> bool:
    if granted.app_id != app.id or granted.redirect_uri != redirect_uri:
        return False
    if granted.challenge is None:
        return not verifier
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=")
    return hmac.compare_digest(challenge, granted.challenge.encode())


def _issued(practice: Practice, app: App, account_id: int | None, scopes: tuple[str, ...]) -> Token:
    now = practice.clock()
    existing = working_token(practice.store, app.id, account_id, scopes, now)
    if existing is not None:
        return existing
    token = Token(
        practice.store.next_id(now), secrets.token_urlsafe(32), app.id, account_id, scopes, now, None, revoked=False
    )
    add_token(practice.store, token)
    return token


def _token_of(practice: Practice, app: App, secret: str) -> Token | None:
    token = token_issued(practice.store, secret)
    if token is not None and token.app_id != app.id:
        raise OAuthError("unauthorized_client", status=403)
    return token


def _app_that_may_revoke(practice: Practice, request: Request, params: Params) -> App:
    try:
        return authenticated_app(practice, request, params)
    except OAuthError as error:
        raise OAuthError("unauthorized_client", status=403) from error
