"""How the two kinds of server refuse: XRPC by a name and a message, OAuth by an error and its description."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Refusal(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, name: str, message: str = "", **headers: str) -> None:
        super().__init__(message)
        self.status, self.name, self.message = status, name, message
        self.headers = {key.replace("_", "-"): value for key, value in headers.items()}

    def response(self, words: str) -> Response:
        """The answer; `words` is the field that the message stands in."""
        return JSONResponse({"error": self.name, words: self.message}, self.status, self.headers)


def xrpc(endpoint: Endpoint) -> Endpoint:
    """Answer refusals as XRPC does."""

    async def run(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return refusal.response("message")

    return run


def oauth(endpoint: Endpoint) -> Endpoint:
    """Answer refusals as OAuth does."""

    async def run(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return refusal.response("error_description")

    return run
