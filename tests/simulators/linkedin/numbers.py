"""What became of posts, and who follows: for members one figure a call, for pages all in one."""

from typing import Any
from urllib.parse import unquote

import regex
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.linkedin.calls import ADMIN_SCOPE, called, list_in, need_role, query_of, urn_in, urn_of_path
from simulators.linkedin.refusals import Refusal, rest
from simulators.linkedin.world import world_of

ENTITY = regex.compile(r"\((share|ugc):(urn%3Ali%3A(share|ugcPost)%3A\d+)\)")
KEYS = {"share": "share", "ugcPost": "ugc"}
QUERY_TYPES = ("IMPRESSION", "MEMBERS_REACHED", "RESHARE", "REACTION", "COMMENT")
LATER_TYPES = ("POST_SAVE", "POST_SEND", "LINK_CLICKS")
TYPES_SINCE, PLAIN_SINCE = "202604", "202605"
WRAPPER = "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"
PAGE_FIELDS = {
    "impressionCount": "IMPRESSION",
    "uniqueImpressionsCount": "MEMBERS_REACHED",
    "likeCount": "REACTION",
    "commentCount": "COMMENT",
    "shareCount": "RESHARE",
    "clickCount": "CLICK",
}


async def post_figure(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs="r_member_postAnalytics")
    query, version = query_of(request), request.headers["linkedin-version"]
    entity = ENTITY.fullmatch(query.get("entity", ""))
    if query.get("q") != "entity" or entity is None or KEYS[entity[3]] != entity[1]:
        raise Refusal(400, "Parameter 'entity' is invalid", code="ILLEGAL_ARGUMENT")
    asked = query.get("queryType", "")
    known = (*QUERY_TYPES, *(LATER_TYPES if version >= TYPES_SINCE else ()))
    if asked not in known or query.get("aggregation") != "TOTAL":
        raise Refusal(400, "Parameter 'queryType' is invalid", code="ILLEGAL_ARGUMENT")
    post = world.posts.get(unquote(entity[2]))
    if post is None or post.deleted or post.author != f"urn:li:person:{token.member.id}":
        raise Refusal(404, "Not found", code="NOT_FOUND")
    kind: Any = asked if version >= PLAIN_SINCE else {WRAPPER: asked}
    return JSONResponse({"elements": [{"count": post.counts[asked], "metricType": kind}]})


async def followers(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs="r_member_profileAnalytics")
    if query_of(request).get("q") != "me":
        raise Refusal(400, "No such finder", code="ILLEGAL_ARGUMENT")
    return JSONResponse({"elements": [{"memberFollowersCount": token.member.followers}]})


async def page_figures(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs=ADMIN_SCOPE)
    query = query_of(request)
    page = urn_in(query, "organizationalEntity")
    need_role(token, page)
    asked = {"share": list_in(query, "shares"), "ugcPost": list_in(query, "ugcPosts")}
    elements: list[dict[str, Any]] = []
    for kind, urns in asked.items():
        for post in (world.posts[urn] for urn in urns if urn in world.posts):
            if not post.deleted and post.author == page:
                counts = {field: post.counts[name] for field, name in PAGE_FIELDS.items()}
                elements.append({kind: post.urn, "organizationalEntity": page, "totalShareStatistics": counts})
    return JSONResponse({"elements": elements})


async def page_followers(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request, needs=ADMIN_SCOPE)
    urn = urn_of_path(request)
    need_role(token, urn)
    if query_of(request).get("edgeType") != world.edge:
        raise Refusal(400, "Invalid value for edgeType", code="ILLEGAL_ARGUMENT")
    return JSONResponse({"firstDegreeSize": world.pages[urn.rpartition(":")[2]].followers})


ROUTES: list[BaseRoute] = [
    Route("/rest/memberCreatorPostAnalytics", rest(post_figure)),
    Route("/rest/memberFollowersCount", rest(followers)),
    Route("/rest/organizationalEntityShareStatistics", rest(page_figures)),
    Route("/rest/networkSizes/{urn}", rest(page_followers)),
]
