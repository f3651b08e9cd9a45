"""X's consent page and token endpoint: codes that live 30 seconds and work once, refresh tokens that work once."""

import hmac
import secrets
from base64 import b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from urllib.parse import unquote, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.consent import consent_page
from simulators.x.errors import Refusal, oauth, refusing
from simulators.x.world import ACCESS_LIFE, CODE_LIFE, App, Code, Grant, World, world_of

KNOWN_SCOPES = {
    "tweet.read", "tweet.write", "users.read", "media.write", "offline.access", "follows.read", "like.read", "like.write",
}  # fmt: skip
CHALLENGE = len(urlsafe_b64encode(bytes(32)).rstrip(b"="))
LONGEST_STATE = 500


async def ask(request: Request) -> Response:
    """The page: who, for which rights, yes or no."""
    world, query = world_of(request), dict(request.query_params)
    _check(world, query)
    people = {account.username: account.name for account in world.accounts.values()}
    return consent_page("X", query["client_id"], query["scope"].split(), people, field="username", hidden=query)


async def decide(request: Request) -> Response:
    world, form = world_of(request), await _form(request)
    _check(world, form)
    account, back = world.named(form.get("username", "")), {"state": form["state"]}
    if form.get("decision") != "allow":
        back |= {"error": "access_denied"}
    elif account is None:
        raise oauth(400, "invalid_request", "There is no such account")
    else:
        code = secrets.token_urlsafe(32)
        back |= {"code": code}
        world.codes[code] = Code(
            account,
            form["client_id"],
            form["redirect_uri"],
            tuple(form["scope"].split()),
            form["code_challenge"],
            world.clock() + CODE_LIFE,
        )
    return RedirectResponse(f"{form['redirect_uri']}?{urlencode(back)}", 302)


async def token(request: Request) -> Response:
    world, form = world_of(request), await _form(request)
    app = _app(world, request)
    match form.get("grant_type"):
        case "authorization_code":
            grant = _for_code(world, app, form)
        case "refresh_token":
            grant = _for_refresh(world, app, form)
        case _:
            raise oauth(400, "invalid_request", "Value passed for the grant type was invalid.")
    access, refresh = grant.rotate(world.clock())
    body = {
        "token_type": "bearer",
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "access_token": access,
        "scope": " ".join(grant.scopes),
    }
    return JSONResponse(body | ({"refresh_token": refresh} if refresh else {}), headers={"Cache-Control": "no-store"})


async def revoke(request: Request) -> Response:
    """Ends the consent, by any of its tokens; a token that never was is no error."""
    world, form = world_of(request), await _form(request)
    app = _app(world, request)
    for grant in world.grants:
        if grant.client_id == app.client_id and form.get("token", "") in (grant.refresh, *grant.access):
            grant.ended = True
    return JSONResponse({"revoked": True})


def _check(world: World, fields: dict[str, str]) -> None:
    app = world.apps.get(fields.get("client_id", ""))
    if app is None or app.closed:
        raise oauth(400, "invalid_request", "Value passed for the client id was invalid.")
    if fields.get("redirect_uri") not in app.redirect_uris:
        raise oauth(400, "invalid_request", "Value passed for the redirect uri did not match the uri of the app.")
    if fields.get("response_type") != "code" or not 0 < len(fields.get("state", "")) <= LONGEST_STATE:
        raise oauth(400, "invalid_request", "response_type must be code, state of at most 500 characters")
    if fields.get("code_challenge_method") != "S256" or len(fields.get("code_challenge", "")) != CHALLENGE:
        raise oauth(400, "invalid_request", "code_challenge is required")
    scopes = fields.get("scope", "").split()
    if not scopes or not set(scopes) <= KNOWN_SCOPES:
        raise oauth(400, "invalid_scope", "One or more scopes are unknown")


def _app(world: World, request: Request) -> App:
    scheme, _, pair = request.headers.get("authorization", "").partition(" ")
    try:
        client_id, _, secret = b64decode(pair, validate=True).decode().partition(":")
    except (Error, UnicodeDecodeError):
        client_id, secret = "", ""
    app = world.apps.get(unquote(client_id))
    if scheme != "Basic" or not client_id:
        raise oauth(401, "unauthorized_client", "Missing valid authorization header")
    if app is None or app.closed or not hmac.compare_digest(unquote(secret), app.client_secret):
        raise oauth(401, "invalid_client", "Client authentication failed")
    return app


def _for_code(world: World, app: App, form: dict[str, str]) -> Grant:
    code = world.codes.get(form.get("code", ""))
    if code is None or code.client_id != app.client_id:
        raise oauth(400, "invalid_request", "Value passed for the authorization code was invalid.")
    del world.codes[form["code"]]
    if code.expires_at < world.clock():
        raise oauth(400, "invalid_request", "Value passed for the authorization code was invalid.")
    verified = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
    if not hmac.compare_digest(verified, code.challenge):
        raise oauth(400, "invalid_request", "Value passed for the code verifier did not match the code challenge.")
    if form.get("redirect_uri") != code.redirect_uri:
        raise oauth(400, "invalid_request", "Value passed for the redirect uri did not match that of the code.")
    grant = Grant(code.account, code.client_id, code.scopes)
    world.grants.append(grant)
    return grant


def _for_refresh(world: World, app: App, form: dict[str, str]) -> Grant:
    given = form.get("refresh_token", "")
    for grant in world.grants:
        if grant.client_id != app.client_id:
            continue
        if given in grant.spent:
            grant.ended = True
        elif given and given == grant.refresh and not grant.ended:
            return grant
    raise oauth(400, "invalid_request", "Value passed for the token was invalid.")


async def _form(request: Request) -> dict[str, str]:
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Refusal(415, {"title": "Unsupported Media Type", "type": "about:blank", "status": 415})
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


PAGE: list[BaseRoute] = [
    Route("/i/oauth2/authorize", refusing(ask), methods=["GET"]),
    Route("/i/oauth2/authorize", refusing(decide), methods=["POST"]),
]
ROUTES: list[BaseRoute] = [
    Route("/2/oauth2/token", refusing(token), methods=["POST"]),
    Route("/2/oauth2/revoke", refusing(revoke), methods=["POST"]),
]
