"""Registering an app, and knowing it again: POST /api/v1/apps and client authentication."""

import base64
import binascii
import hmac
import secrets
from urllib.parse import unquote_plus, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.api.calls import Call
from practice.api.entities import Entity
from practice.api.errors import invalid_record, unauthorised
from practice.api.params import Params
from practice.network import Practice
from practice.oauth.errors import OAuthError
from practice.oauth.scopes import DEFAULT_SCOPE, SCOPES
from practice.records.grants import App, add_app, app_by_client_id, app_by_id

NAME_LIMIT, ADDRESS_LIMIT = 60, 2000
OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
FORBIDDEN_SCHEMES = frozenset({"data", "vbscript", "javascript"})


async def create_app(call: Call) -> Response:
    """POST /api/v1/apps."""
    params = call.params
    app = App(
        call.practice.store.next_id(call.practice.clock()),
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(32),
        _name(params),
        _website(params),
        _redirect_uris(params),
        _scopes(params),
    )
    add_app(call.practice.store, app)
    secret = {"client_id": app.client_id, "client_secret": app.client_secret, "client_secret_expires_at": 0}
    return JSONResponse({**_entity(app), **secret})


async def verify_app(call: Call) -> Response:
    """GET /api/v1/apps/verify_credentials."""
    app = None if call.token is None else app_by_id(call.practice.store, call.token.app_id)
    if app is None:
        raise unauthorised()
    return JSONResponse(_entity(app))


def authenticated_app(practice: Practice, request: Request, params: Params) -> App:
    """The app that proves itself by its secret, in the Authorization header or in the body, never in both.

    Raises OAuthError when it does not.
    """
    basic, posted = _basic_credentials(request), _posted_credentials(params)
    if basic and posted:
        problem = "The request utilizes more than one mechanism for authenticating the client."
        raise OAuthError("invalid_request", problem)
    client_id, client_secret = basic or posted or ("", "")
    app = app_by_client_id(practice.store, client_id)
    if app is None or not hmac.compare_digest(app.client_secret.encode(), client_secret.encode()):
        raise OAuthError("invalid_client")
    return app


def _basic_credentials(request: Request) -> tuple[str, str] | None:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise OAuthError("invalid_client") from error
    return unquote_plus(client_id), unquote_plus(secret)


def _posted_credentials(params: Params) -> tuple[str, str] | None:
    client_id, secret = params.text("client_id"), params.text("client_secret")
    return None if client_id is None or secret is None else (client_id, secret)


def _entity(app: App) -> Entity:
    return {
        "id": str(app.id),
        "name": app.name,
        "website": app.website,
        "scopes": list(app.scopes),
        "redirect_uri": "\n".join(app.redirect_uris),
        "redirect_uris": list(app.redirect_uris),
    }


def _name(params: Params) -> str:
    name = params.required("client_name").strip()
    if not name:
        raise invalid_record("Application name can't be blank")
    if len(name) > NAME_LIMIT:
        raise invalid_record(f"Application name is too long (maximum is {NAME_LIMIT} characters)")
    return name


def _website(params: Params) -> str | None:
    website = params.text("website") or None
    if website is not None and urlsplit(website).scheme not in ("http", "https"):
        raise invalid_record("Application website is not a valid URL")
    return website


def _redirect_uris(params: Params) -> tuple[str, ...]:
    uris = tuple(params.many("redirect_uris") or params.required("redirect_uris").split())
    if not uris:
        raise invalid_record("Redirect URI can't be blank")
    for uri in uris:
        _check_redirect_uri(uri)
    return uris


def _check_redirect_uri(uri: str) -> None:
    if uri == OUT_OF_BAND:
        return
    try:
        parts = urlsplit(uri)
    except ValueError as error:
        raise invalid_record("Redirect URI must be a valid URI.") from error
    if len(uri) > ADDRESS_LIMIT:
        raise invalid_record(f"Redirect URI is too long (maximum is {ADDRESS_LIMIT} characters)")
    if parts.scheme.lower() in FORBIDDEN_SCHEMES:
        raise invalid_record("Redirect URI is forbidden by the server.")
    if not parts.scheme or not parts.netloc:
        raise invalid_record("Redirect URI must be an absolute URI.")
    if "#" in uri:
        raise invalid_record("Redirect URI cannot contain a fragment.")


def _scopes(params: Params) -> tuple[str, ...]:
    scopes = tuple(dict.fromkeys(params.required("scopes").split() or [DEFAULT_SCOPE]))
    if not set(scopes) <= set(SCOPES):
        raise invalid_record("Scopes doesn't match configured on the server.")
    return scopes
