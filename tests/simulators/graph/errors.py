"""How Meta refuses: an error with a code and a subcode, most of it with status 400; the token endpoint in words of its own."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.door.lies import Telling

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Refusal(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(str(body))
        self.status, self.body, self.headers = status, body, headers or {}

    def response(self) -> Response:
        return JSONResponse(self.body, self.status, self.headers)


def refusing(endpoint: Endpoint) -> Endpoint:
    """Answer refusals."""

    async def run(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return refusal.response()

    return run


def graph_error(code: int, message: str, subcode: int = 0, *, status: int = 400, **more: Any) -> Refusal:
    """An error as the Graph API words it."""
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbCdEfGhIjKlMnOp"} | more
    return Refusal(status, {"error": error | ({"error_subcode": subcode} if subcode else {})})


def oauth_error(message: str, status: int = 400) -> Refusal:
    """An error as the token endpoint words it."""
    return Refusal(status, {"error_type": "OAuthException", "code": status, "error_message": message})


def missing(object_id: str) -> Refusal:
    said = (
        f"Unsupported get request. Object with ID '{object_id}' does not exist, cannot be loaded due to missing permissions,"
        " or does not support this operation."
    )
    return graph_error(100, said, 33)


def expired(message: str, subcode: int) -> Refusal:
    return graph_error(190, f"Error validating access token: {message}", subcode, status=401)


def limited(minutes: int, account: str = "0") -> Refusal:
    """Too many calls: the header says in how many minutes there is room again."""
    usage = {account: [{"type": "threads", "call_count": 100, "estimated_time_to_regain_access": minutes}]}
    refusal = graph_error(4, "Application request limit reached")
    refusal.headers = {"X-Business-Use-Case-Usage": json.dumps(usage)}
    return refusal


class Words:
    """How Meta words the answers that lies need."""

    def broken(self) -> Response:
        body = {"message": "An unknown error has occurred.", "type": "OAuthException", "code": 1, "fbtrace_id": "A"}
        return JSONResponse({"error": body}, 500)

    def limited(self, telling: Telling) -> Response:
        return limited(-(-telling.retry_after // 60) or 1).response()

    def unavailable(self, telling: Telling) -> Response:
        error = {
            "message": "Service temporarily unavailable",
            "type": "OAuthException",
            "code": 2,
            "is_transient": True,
        }
        return JSONResponse({"error": error}, 503, {"Retry-After": str(telling.retry_after)})

    def refused(self, telling: Telling) -> Response:
        return graph_error(100, telling.message).response()
