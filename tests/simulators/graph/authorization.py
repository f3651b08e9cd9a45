"""The consent page and the three ways to a token: a code used once, a short token for a long one, a long one for itself."""

import hmac
import secrets
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.consent import consent_page
from simulators.graph.callers import form_of, token_of
from simulators.graph.errors import Refusal, graph_error, oauth_error, refusing
from simulators.graph.world import (
    CODE_LIFE,
    LONG_LIFE,
    SHORT_LIFE,
    YOUNGEST,
    App,
    Code,
    Manner,
    Token,
    World,
    world_of,
)


async def ask(request: Request) -> Response:
    """The page: who, for which rights, yes or no."""
    world, query = world_of(request), dict(request.query_params)
    _check(world, query)
    people = {account.username: account.name for account in world.accounts.values()}
    name, asked = world.manner.name.title(), query["scope"].split(",")
    return consent_page(name, query["client_id"], asked, people, field="username", hidden=query)


async def decide(request: Request) -> Response:
    """The person's answer; `without` names rights they took away, where the page lets them."""
    world, form = world_of(request), await form_of(request)
    _check(world, form)
    account, back = world.named(form.get("username", "")), {"state": form.get("state", "")}
    tail = ""
    if form.get("decision") != "allow":
        back |= {
            "error": "access_denied",
            "error_reason": "user_denied",
            "error_description": "The user denied your request",
        }
    elif account is None:
        raise oauth_error("There is no such account")
    else:
        code, tail = secrets.token_urlsafe(48), "#_"
        back["code"] = code
        scopes = frozenset(form["scope"].split(",")) - set(form.get("without", "").split(","))
        expires = world.clock() + CODE_LIFE
        world.codes[code] = Code(account, form["client_id"], form["redirect_uri"], scopes, expires)
    return RedirectResponse(f"{form['redirect_uri']}?{urlencode(back)}{tail}", 302)


async def trade_code(request: Request) -> Response:
    """A token for an hour; the code is used up whatever comes of it."""
    world, form = world_of(request), await form_of(request)
    app = _app(world, form)
    if form.get("grant_type") != "authorization_code":
        raise oauth_error("Invalid grant_type")
    code = world.codes.pop(form.get("code", ""), None)
    if code is None or code.client_id != app.client_id or code.expires_at <= world.clock():
        raise oauth_error("Invalid verification code: matching code was not found or was already used")
    if code.redirect_uri != form.get("redirect_uri"):
        raise oauth_error("Error validating verification code. Your redirect_uri must be identical to the one you used")
    token = Token(code.account, app.client_id, code.scopes, world.clock(), world.clock() + SHORT_LIFE)
    body = {"access_token": _issue(world, token), "user_id": code.account.id}
    if world.manner.lists_permissions:
        return JSONResponse({"data": [body | {"permissions": ",".join(sorted(code.scopes))}]})
    return JSONResponse(body)


async def exchange(request: Request) -> Response:
    """A short token for one of sixty days."""
    world, query = world_of(request), request.query_params
    if query.get("grant_type") != f"{world.manner.grant}_exchange_token":
        raise graph_error(100, "Unsupported grant type")
    token = token_of(world, request)
    app = world.apps[token.client_id]
    if not hmac.compare_digest(query.get("client_secret", ""), app.client_secret):
        raise graph_error(1, "Error validating client secret.")
    if token.long:
        raise graph_error(452, "Session key invalid: the token is a long-lived one already")
    return _long(world, token)


async def refresh(request: Request) -> Response:
    """A long token for itself, sixty days more: not in its first day, and not when it has ended."""
    world = world_of(request)
    if request.query_params.get("grant_type") != f"{world.manner.grant}_refresh_token":
        raise graph_error(100, "Unsupported grant type")
    token = token_of(world, request)
    if not token.long or token.since + YOUNGEST > world.clock():
        raise graph_error(100, "The access token is not eligible for a refresh: it must be a day old")
    return _long(world, token)


def _long(world: World, old: Token) -> Response:
    at = world.clock()
    token = Token(old.account, old.client_id, old.scopes, at, at + LONG_LIFE, long=True)
    body = {"access_token": _issue(world, token), "token_type": "bearer", "expires_in": int(LONG_LIFE.total_seconds())}
    return JSONResponse(body)


def _issue(world: World, token: Token) -> str:
    secret = f"THAA{secrets.token_urlsafe(48)}"
    world.tokens[secret] = token
    return secret


def _check(world: World, fields: dict[str, str]) -> None:
    app = world.apps.get(fields.get("client_id", ""))
    if app is None:
        raise oauth_error("Invalid platform app")
    if fields.get("redirect_uri") not in app.redirect_uris:
        raise oauth_error("Invalid redirect_uri")
    scopes = set(fields.get("scope", "").split(","))
    if fields.get("response_type") != "code" or not scopes <= world.manner.scopes or world.manner.basic not in scopes:
        raise oauth_error("Invalid scope or response_type")


def _app(world: World, form: dict[str, str]) -> App:
    app = world.apps.get(form.get("client_id", ""))
    if app is None:
        raise oauth_error("Invalid platform app")
    if not hmac.compare_digest(form.get("client_secret", ""), app.client_secret):
        raise Refusal(
            400, {"error": {"message": "Error validating client secret.", "type": "OAuthException", "code": 1}}
        )
    if form.get("redirect_uri") not in app.redirect_uris:
        raise oauth_error("Invalid redirect_uri")
    return app


def page() -> list[BaseRoute]:
    """The consent page."""
    return [
        Route("/oauth/authorize", refusing(ask), methods=["GET"]),
        Route("/oauth/authorize", refusing(decide), methods=["POST"]),
    ]


def routes(manner: Manner) -> list[BaseRoute]:
    """The token endpoints."""
    return [
        Route(manner.token_path, refusing(trade_code), methods=["POST"]),
        Route("/access_token", refusing(exchange)),
        Route("/refresh_access_token", refusing(refresh)),
    ]
