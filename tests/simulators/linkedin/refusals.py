"""How LinkedIn refuses: the API by a status, a number and a message; sign-in by an error and its description."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.door.lies import Telling

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Refusal(Exception):
    """An answer of the API that is no success. `code` names it, `field` is the input at fault, where there is one."""

    def __init__(self, status: int, message: str, *, code: str = "", number: int = 0, at: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.number, self.field = status, message, code, number, at

    def response(self, **headers: str) -> Response:
        body: dict[str, object] = {"status": self.status, "serviceErrorCode": self.number, "message": self.message}
        if self.field:
            path = {"inputPath": {"fieldPath": self.field}}
            problems = [{"code": self.code, "description": self.message, "input": path}]
            body |= {"errorDetailType": "com.linkedin.common.error.BadRequest"}
            body |= {"errorDetails": {"inputErrors": problems}}
        elif self.code:
            body["code"] = self.code
        return JSONResponse(body, self.status, {"x-li-uuid": str(uuid4()), "x-li-fabric": "prod-lsg1", **headers})


class Denied(Exception):
    """A refusal of the sign-in's endpoints."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status, self.error, self.description = status, error, description


def rest(endpoint: Endpoint) -> Endpoint:
    """Answer refusals as the API does."""

    async def run(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return refusal.response()

    return run


def oauth(endpoint: Endpoint) -> Endpoint:
    """Answer refusals as sign-in does."""

    async def run(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Denied as denied:
            return JSONResponse({"error": denied.error, "error_description": denied.description}, denied.status)

    return run


class InItsWords:
    """LinkedIn's answers for lies around a create."""

    def broken(self) -> Response:
        return Refusal(500, "Internal Server Error").response()

    def limited(self, telling: Telling) -> Response:
        return over_quota().response()

    def unavailable(self, telling: Telling) -> Response:
        return Refusal(503, "Service Unavailable").response(**{"retry-after": str(telling.retry_after)})

    def refused(self, telling: Telling) -> Response:
        return Refusal(400, telling.message, code="INVALID_VALUE_FOR_FIELD", at="/commentary").response()


def over_quota() -> Refusal:
    message = "Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached."
    return Refusal(429, message, code="TOO_MANY_REQUESTS", number=101)
