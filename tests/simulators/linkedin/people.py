"""Who is asking, and which pages they look after."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.linkedin.calls import ADMIN_SCOPE, called, caller_of, list_in, need, query_of
from simulators.linkedin.refusals import Refusal, rest
from simulators.linkedin.world import Page, world_of


async def userinfo(request: Request) -> Response:
    world = world_of(request)
    token = caller_of(world, request)
    need(token, "openid")
    member = token.member
    body = {"sub": member.id, "name": f"{member.first} {member.last}", "locale": {"country": "DK", "language": "da"}}
    return JSONResponse(body | {"picture": "https://media.licdn.com/dms/image/a.jpg"})


async def me(request: Request) -> Response:
    world = world_of(request)
    token = caller_of(world, request)
    need(token, "r_basicprofile")
    member = token.member
    names = {"localizedFirstName": member.first, "localizedLastName": member.last}
    return JSONResponse({"id": member.id, "vanityName": member.vanity, **names})


async def roles(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs=ADMIN_SCOPE)
    query = query_of(request)
    if (query.get("q"), query.get("role"), query.get("state")) != ("roleAssignee", "ADMINISTRATOR", "APPROVED"):
        raise Refusal(400, "No such finder", code="ILLEGAL_ARGUMENT")
    start, count = int(query.get("start", "0")), int(query.get("count", "10"))
    found = token.member.administers[start : start + count]
    person = f"urn:li:person:{token.member.id}"
    elements = [
        {
            "organization": f"urn:li:organization:{n}",
            "role": "ADMINISTRATOR",
            "state": "APPROVED",
            "roleAssignee": person,
        }
        for n in found
    ]
    return JSONResponse({"paging": {"start": start, "count": count}, "elements": elements})


async def several_pages(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs=ADMIN_SCOPE)
    if not token.app.batch_get:
        raise Refusal(
            403, "Not enough permissions to access: organizations.BATCH_GET", code="ACCESS_DENIED", number=100
        )
    numbers = list_in(query_of(request), "ids")
    return JSONResponse({"results": {n: _shown(world.pages[n]) for n in numbers if n in world.pages}, "errors": {}})


async def one_page(request: Request) -> Response:
    world = world_of(request)
    called(world, request, needs=ADMIN_SCOPE)
    page = world.pages.get(request.path_params["number"])
    if page is None:
        raise Refusal(404, "Not found", code="NOT_FOUND")
    return JSONResponse(_shown(page))


def _shown(page: Page) -> dict[str, Any]:
    return {"id": int(page.number), "localizedName": page.name, "vanityName": page.vanity}


ROUTES: list[BaseRoute] = [
    Route("/v2/userinfo", rest(userinfo)),
    Route("/v2/me", rest(me)),
    Route("/rest/organizationAcls", rest(roles)),
    Route("/rest/organizations", rest(several_pages)),
    Route("/rest/organizations/{number}", rest(one_page)),
]
