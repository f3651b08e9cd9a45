"""Sign-in: a page that asks, codes used once within half an hour, tokens for sixty days, refresh tokens that do not renew."""

import hmac
import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.consent import consent_page
from simulators.linkedin.refusals import Denied, oauth
from simulators.linkedin.world import ACCESS_LIFE, CODE_LIFE, App, Code, Token, World, world_of


async def ask(request: Request) -> Response:
    """The page. What is wrong with the app or its address is said here, and nobody is sent anywhere."""
    world = world_of(request)
    app = _asking_app(world, dict(request.query_params))
    asked = request.query_params.get("scope", "").split()
    people = {member.id: f"{member.first} {member.last}" for member in world.members.values()}
    return consent_page("LinkedIn", app.client_id, asked, people, field="member", hidden={})


async def decide(request: Request) -> Response:
    world, query, form = world_of(request), dict(request.query_params), await _form(request)
    app = _asking_app(world, query)
    back = {"state": query.get("state", "")}
    scopes = tuple(query.get("scope", "").split())
    if query.get("response_type") != "code" or not scopes:
        raise Denied(400, "invalid_request", "You need to pass the scope and response_type=code")
    missing = [scope for scope in scopes if scope not in app.scopes]
    if missing:
        description = f'Scope "{missing[0]}" is not authorized for your application'
        back |= {"error": "unauthorized_scope_error", "error_description": description}
    elif form.get("decision") != "allow":
        back |= {"error": "user_cancelled_authorize", "error_description": "The user cancelled the authorization"}
    else:
        back["code"] = f"AQ{secrets.token_urlsafe(32)}"
        member = world.members[form["member"]]
        world.codes[back["code"]] = Code(app, member, scopes, query["redirect_uri"], world.clock() + CODE_LIFE)
    return RedirectResponse(f"{query['redirect_uri']}?{urlencode(back)}", 303)


async def token(request: Request) -> Response:
    world, form = world_of(request), await _form(request)
    app = _calling_app(world, form)
    match form.get("grant_type"):
        case "authorization_code":
            held = _for_code(world, app, form)
        case "refresh_token":
            held = _for_refresh(world, app, form)
        case "client_credentials":
            raise Denied(401, "access_denied", "This application is not allowed to create application tokens")
        case _:
            raise Denied(400, "invalid_request", "A required parameter grant_type is missing or not known")
    body: dict[str, object] = {
        "access_token": held.access,
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "scope": ",".join(held.scopes),
        "token_type": "Bearer",
    }
    if held.refresh and held.refresh_expires_at:
        left = int((held.refresh_expires_at - world.clock()).total_seconds())
        body |= {"refresh_token": held.refresh, "refresh_token_expires_in": left}
    return JSONResponse(body, headers={"Cache-Control": "no-store"})


async def revoke(request: Request) -> Response:
    world, form = world_of(request), await _form(request)
    app = _calling_app(world, form)
    held = next((one for one in world.tokens if one.app is app and one.access == form.get("token")), None)
    if held is None or held.ended:
        raise Denied(400, "invalid_request", "The token is invalid or was revoked")
    held.ended = True
    return Response(status_code=200)


async def introspect(request: Request) -> Response:
    world, form = world_of(request), await _form(request)
    app = _calling_app(world, form)
    held = next((one for one in world.tokens if one.app is app and one.access == form.get("token")), None)
    if held is None or held.ended or held.expires_at <= world.clock():
        return JSONResponse({"active": False})
    return JSONResponse({"active": True, "client_id": app.client_id, "scope": ",".join(held.scopes)})


def _asking_app(world: World, query: dict[str, str]) -> App:
    app = world.apps.get(query.get("client_id", ""))
    if app is None:
        raise Denied(400, "invalid_client_id", "The passed in client_id is invalid")
    if query.get("redirect_uri") not in app.redirect_uris:
        raise Denied(400, "invalid_redirect_uri", "The redirect_uri does not match the registered value")
    return app


def _calling_app(world: World, form: dict[str, str]) -> App:
    app = world.apps.get(form.get("client_id", ""))
    if app is None:
        raise Denied(401, "invalid_client_id", "The passed in client_id is invalid")
    if not hmac.compare_digest(app.secret.encode(), form.get("client_secret", "").encode()):
        raise Denied(401, "invalid_client", "Client authentication failed")
    return app


def _for_code(world: World, app: App, form: dict[str, str]) -> Token:
    code = world.codes.pop(form.get("code", ""), None)
    if code is None or code.app is not app or code.redirect_uri != form.get("redirect_uri"):
        words = "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code."
        raise Denied(400, "invalid_request", words)
    if code.expires_at <= world.clock():
        raise Denied(400, "invalid_request", "Unable to retrieve access token: authorization code expired.")
    return world.issue(app, code.member, code.scopes)


def _for_refresh(world: World, app: App, form: dict[str, str]) -> Token:
    """A new access token beside the old ones; the refresh token stays the same, and so does its end."""
    given = form.get("refresh_token", "")
    held = next((one for one in world.tokens if given and one.app is app and one.refresh == given), None)
    if held is None or held.ended or held.refresh_expires_at is None or held.refresh_expires_at <= world.clock():
        raise Denied(
            400, "invalid_request", "The provided authorization grant or refresh token is invalid, expired or revoked."
        )
    fresh = Token(app, held.member, held.scopes, f"AQ{secrets.token_urlsafe(40)}", world.clock() + ACCESS_LIFE)
    fresh.refresh, fresh.refresh_expires_at = held.refresh, held.refresh_expires_at
    world.tokens.append(fresh)
    return fresh


async def _form(request: Request) -> dict[str, str]:
    """Client id and secret stand in the body: LinkedIn does not read them anywhere else."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Denied(400, "invalid_request", "The body is not application/x-www-form-urlencoded")
    return dict(parse_qsl((await request.body()).decode()))


ROUTES: list[BaseRoute] = [
    Route("/oauth/v2/authorization", oauth(ask), methods=["GET"]),
    Route("/oauth/v2/authorization", oauth(decide), methods=["POST"]),
    Route("/oauth/v2/accessToken", oauth(token), methods=["POST"]),
    Route("/oauth/v2/revoke", oauth(revoke), methods=["POST"]),
    Route("/oauth/v2/introspectToken", oauth(introspect), methods=["POST"]),
]
