"""Who may come to the doors that only practice has: this machine, under our own name, and for most of them the token."""

import functools
import hmac
import ipaddress
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from practice.network import practice_of

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def for_this_machine(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Let in only loopback callers who use our own address: a foreign name in Host is a page that plays this machine."""

    @functools.wraps(endpoint)
    async def answer(request: Request) -> Response:
        if not _is_loopback(request) or not _is_our_name(request):
            return PlainTextResponse("Only for this machine.", 403)
        return await endpoint(request)

    return answer


def with_token(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Let in only loopback callers who send `Authorization: Bearer <PRACTICE_TOKEN>`; without a token, nobody."""

    @functools.wraps(endpoint)
    async def answer(request: Request) -> Response:
        expected = practice_of(request).token
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        fits = scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), expected.encode())
        if not expected or not fits:
            return JSONResponse({"error": "This door opens for PRACTICE_TOKEN only"}, 403)
        return await endpoint(request)

    return for_this_machine(answer)


def _is_loopback(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _is_our_name(request: Request) -> bool:
    host = request.headers.get("host", "")
    return host == practice_of(request).host or request.url.hostname in LOCAL_NAMES
