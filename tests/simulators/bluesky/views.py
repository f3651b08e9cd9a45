"""What anybody may ask: the directory of accounts, and the public view of profiles and counts, which lags when told to."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.bluesky.errors import Refusal, xrpc
from simulators.bluesky.sky import Record, Sky, sky_of

MOST_POSTS = 25
COUNTS = ("likeCount", "repostCount", "replyCount", "quoteCount", "bookmarkCount")


async def did_document(request: Request) -> Response:
    sky = sky_of(request)
    account = sky.accounts.get(request.path_params["did"])
    if account is None:
        return JSONResponse({"message": f"DID not registered: {request.path_params['did']}"}, 404)
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": sky.pds}
    body: dict[str, Any] = {"id": account.did, "alsoKnownAs": [f"at://{account.handle}"], "service": [service]}
    return JSONResponse(sky.overridden("did-document", body))


async def resolve_handle(request: Request) -> Response:
    sky = sky_of(request)
    if "resolver" in sky.silent:
        raise Refusal(502, "UpstreamFailure", "Upstream failure")
    account = sky.named(request.query_params["handle"])
    if account is None or account.handle in sky.silent:
        raise Refusal(400, "InvalidRequest", "Unable to resolve handle")
    return JSONResponse({"did": account.did})


async def get_profile(request: Request) -> Response:
    sky = sky_of(request)
    account = sky.named(request.query_params["actor"])
    if account is None or "profiles" in sky.silent:
        raise Refusal(400, "InvalidRequest", "Profile not found")
    return JSONResponse(
        {
            "did": account.did,
            "handle": account.handle,
            "displayName": account.display_name,
            "avatar": f"{sky.appview}/avatar.jpg",
            "followersCount": account.followers,
            "followsCount": 0,
            "postsCount": len(_visible(sky, account.did)),
        }
    )


async def get_posts(request: Request) -> Response:
    sky, uris = sky_of(request), request.query_params.getlist("uris")
    sky.calls["getPosts"] += 1
    if not uris or len(uris) > MOST_POSTS:
        raise Refusal(400, "InvalidRequest", f"Error: uris must not have more than {MOST_POSTS} elements")
    seen = {uri: record for uri in uris for found, record in _visible(sky, uri.split("/")[2]) if found == uri}
    posts = [
        {"uri": uri, "cid": record.cid, "record": record.value, **{name: record.counts[name] for name in COUNTS}}
        for uri, record in seen.items()
    ]
    return JSONResponse({"posts": posts})


def _visible(sky: Sky, did: str) -> list[tuple[str, Record]]:
    return [(uri, record) for uri, record in sky.standing(did) if record.at + sky.view_lag <= sky.clock()]


DIRECTORY: list[BaseRoute] = [Route("/{did}", did_document)]
VIEW: list[BaseRoute] = [
    Route("/xrpc/com.atproto.identity.resolveHandle", xrpc(resolve_handle)),
    Route("/xrpc/app.bsky.actor.getProfile", xrpc(get_profile)),
    Route("/xrpc/app.bsky.feed.getPosts", xrpc(get_posts)),
]
