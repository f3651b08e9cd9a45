"""The consent page, codes that work once, tokens for longer ones, and the pages that a person's token opens."""

import hmac
import secrets
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.common.consent import consent_page
from simulators.facebook.callers import form_of, token_of
from simulators.facebook.world import (
    CODE_LIFE,
    LONG_LIFE,
    SCOPES,
    SHORT_LIFE,
    VERSION,
    App,
    Code,
    Person,
    Token,
    World,
    world_of,
)
from simulators.graph.errors import graph_error, refusing


async def ask(request: Request) -> Response:
    """The page: who, for which rights, yes or no."""
    world, query = world_of(request), dict(request.query_params)
    _check(world, query)
    people = {person.username: person.name for person in world.people.values()}
    asked = query["scope"].split(",")
    return consent_page("Facebook", query["client_id"], asked, people, field="username", hidden=query)


async def decide(request: Request) -> Response:
    """The person's answer; `without` names rights they took away."""
    world, form = world_of(request), await form_of(request)
    _check(world, form)
    person = next((person for person in world.people.values() if person.username == form.get("username")), None)
    back = {"state": form.get("state", "")}
    if form.get("decision") != "allow" or person is None:
        back |= {"error": "access_denied", "error_reason": "user_denied", "error_description": "Permissions error"}
    else:
        back["code"] = secrets.token_urlsafe(48)
        scopes = frozenset(form["scope"].split(",")) - set(form.get("without", "").split(","))
        expires = world.clock() + CODE_LIFE
        world.codes[back["code"]] = Code(person, form["client_id"], form["redirect_uri"], scopes, expires)
    return RedirectResponse(f"{form['redirect_uri']}?{urlencode(back)}", 302)


async def token(request: Request) -> Response:
    world, form = world_of(request), await form_of(request)
    app = _app(world, form)
    if form.get("grant_type") == "fb_exchange_token":
        held = world.tokens.get(form.get("fb_exchange_token", ""))
        if held is None or held.client_id != app.client_id or held.page or held.ended:
            raise graph_error(190, "Invalid OAuth access token")
        return _answer(world, Token(held.person, app.client_id, held.scopes, None, world.clock() + LONG_LIFE))
    code = world.codes.pop(form.get("code", ""), None)
    if code is None or code.client_id != app.client_id or code.expires_at <= world.clock():
        raise graph_error(100, "This authorization code has been used.", 36009)
    if code.redirect_uri != form.get("redirect_uri"):
        raise graph_error(100, "Error validating verification code. Please make sure your redirect_uri is identical")
    return _answer(world, Token(code.person, app.client_id, code.scopes, None, world.clock() + SHORT_LIFE))


async def permissions(request: Request) -> Response:
    held = token_of(world_of(request), request)
    data = [{"permission": scope, "status": "granted"} for scope in sorted(held.scopes)]
    missing = [{"permission": scope, "status": "declined"} for scope in sorted(SCOPES - held.scopes)]
    return JSONResponse({"data": data + missing})


async def accounts(request: Request) -> Response:
    """The pages, each with a token of its own."""
    world = world_of(request)
    held = token_of(world, request)
    if held.page or "pages_show_list" not in held.scopes:
        raise graph_error(200, "Requires pages_show_list permission", status=403)
    return JSONResponse({"data": [_page(world, held, held.person, page_id) for page_id in held.person.tasks]})


def _page(world: World, held: Token, person: Person, page_id: str) -> dict[str, Any]:
    page = world.pages[page_id]
    secret = world.issue(Token(person, held.client_id, held.scopes, page))
    picture = {"data": {"url": f"{world.web}/{page.username}.jpg"}}
    names = {"id": page.id, "name": page.name, "username": page.username, "link": f"{world.web}/{page.username}"}
    return names | {"access_token": secret, "tasks": list(person.tasks[page_id]), "picture": picture}


def _answer(world: World, held: Token) -> Response:
    assert held.expires_at
    seconds = int((held.expires_at - world.clock()).total_seconds())
    return JSONResponse({"access_token": world.issue(held), "token_type": "bearer", "expires_in": seconds})


def _check(world: World, fields: dict[str, str]) -> None:
    app = world.apps.get(fields.get("client_id", ""))
    if app is None or fields.get("redirect_uri") not in app.redirect_uris:
        raise graph_error(191, "URL blocked: this redirect_uri is not in the app's settings")
    scopes = set(fields.get("scope", "").split(","))
    if fields.get("response_type") != "code" or not scopes <= SCOPES:
        raise graph_error(100, "Invalid Scopes")


def _app(world: World, form: dict[str, str]) -> App:
    app = world.apps.get(form.get("client_id", ""))
    if app is None:
        raise graph_error(101, "Error validating application. Invalid application ID (client_id).")
    if not hmac.compare_digest(form.get("client_secret", ""), app.client_secret):
        raise graph_error(1, "Error validating client secret.")
    return app


PAGE: list[BaseRoute] = [
    Route(f"/{VERSION}/dialog/oauth", refusing(ask), methods=["GET"]),
    Route(f"/{VERSION}/dialog/oauth", refusing(decide), methods=["POST"]),
]
ROUTES: list[BaseRoute] = [
    Route(f"/{VERSION}/oauth/access_token", refusing(token), methods=["POST"]),
    Route(f"/{VERSION}/me/permissions", refusing(permissions)),
    Route(f"/{VERSION}/me/accounts", refusing(accounts)),
]
