"""Signing in by password at a person's own server, and what the server says of itself."""

import json
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.bluesky.errors import Refusal, xrpc
from simulators.bluesky.proofs import caller_of
from simulators.bluesky.sky import Account, Session, Sky, sky_of

GRACE = timedelta(hours=2)


async def protected_resource(request: Request) -> Response:
    sky = sky_of(request)
    body = {"resource": sky.pds, "authorization_servers": [sky.issuer], "bearer_methods_supported": ["header"]}
    return JSONResponse(sky.overridden("protected-resource", body))


async def own_did(request: Request) -> Response:
    """What a handle's own web server says; the handle is the host that was asked for."""
    account = sky_of(request).named(request.headers.get("host", ""))
    return PlainTextResponse(account.did) if account else PlainTextResponse("User not found", 404)


async def create_session(request: Request) -> Response:
    sky, body = sky_of(request), json.loads(await request.body())
    sky.calls["createSession"] += 1
    account = sky.named(body["identifier"])
    known = account and body["password"] in {account.password, *account.app_passwords}
    if account is None or not known:
        raise Refusal(401, "AuthenticationRequired", "Invalid identifier or password")
    session = Session(account.did, ("app",))
    sky.sessions.append(session)
    return _tokens(sky, account, session)


async def refresh_session(request: Request) -> Response:
    """New tokens; a token spent less than two hours ago brings the ones that followed it once more."""
    sky = sky_of(request)
    token = _bearer(request)
    session = _refreshing(sky, token)
    if token == session.refresh:
        return _tokens(sky, sky.accounts[session.did], session)
    return _shown_tokens(sky.accounts[session.did], list(session.access)[-1], session.refresh)


async def delete_session(request: Request) -> Response:
    """Only the refresh token dies: access tokens are not looked up, and run out by themselves."""
    _refreshing(sky_of(request), _bearer(request)).ended = True
    return Response(status_code=200)


async def get_session(request: Request) -> Response:
    sky = sky_of(request)
    account, _ = caller_of(sky, request)
    return JSONResponse(_shown(account), headers={"DPoP-Nonce": sky.nonce(sky.pds)})


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _refreshing(sky: Sky, token: str) -> Session:
    for session in sky.sessions:
        spent = session.spent.get(token)
        fresh = token == session.refresh or (spent is not None and spent + GRACE > sky.clock())
        if token and fresh and not session.ended and not session.proof_key:
            return session
    raise Refusal(400, "ExpiredToken", "Token has been revoked")


def _tokens(sky: Sky, account: Account, session: Session) -> Response:
    return _shown_tokens(account, *session.rotate(sky.clock()))


def _shown_tokens(account: Account, access: str, refresh: str) -> Response:
    return JSONResponse({"accessJwt": access, "refreshJwt": refresh, **_shown(account)})


def _shown(account: Account) -> dict[str, str | bool]:
    status: dict[str, str | bool] = {"status": account.status} if account.status else {}
    return {"did": account.did, "handle": account.handle, "active": not account.status, **status}


ROUTES: list[BaseRoute] = [
    Route("/.well-known/oauth-protected-resource", protected_resource),
    Route("/.well-known/atproto-did", own_did),
    Route("/xrpc/com.atproto.server.createSession", xrpc(create_session), methods=["POST"]),
    Route("/xrpc/com.atproto.server.refreshSession", xrpc(refresh_session), methods=["POST"]),
    Route("/xrpc/com.atproto.server.deleteSession", xrpc(delete_session), methods=["POST"]),
    Route("/xrpc/com.atproto.server.getSession", xrpc(get_session)),
]
