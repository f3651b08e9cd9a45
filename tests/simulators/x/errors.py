"""How X refuses: problems with a type, errors in a list, and OAuth's own."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.door.lies import Telling
from simulators.x.world import World

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
PROBLEMS = "https://api.twitter.com/2/problems/"


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


def unauthorised() -> Refusal:
    return Refusal(401, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"})


def forbidden(detail: str, problem: str = "about:blank") -> Refusal:
    kind = problem if problem == "about:blank" else PROBLEMS + problem
    return Refusal(403, {"detail": detail, "type": kind, "title": "Forbidden", "status": 403})


def invalid(message: str, **parameters: list[str]) -> Refusal:
    return Refusal(
        400,
        {
            "errors": [{"parameters": parameters, "message": message}],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": f"{PROBLEMS}invalid-request",
        },
    )


def without_credits() -> Refusal:
    return Refusal(
        402,
        {
            "title": "CreditsDepleted",
            "detail": "Your enrolled account does not have any credits to fulfill this request.",
            "type": f"{PROBLEMS}credits",
        },
    )


def oauth(status: int, error: str, said: str) -> Refusal:
    return Refusal(status, {"error": error, "error_description": said})


def missing(post_id: str) -> dict[str, Any]:
    """The error beside the data that says that a post is not there."""
    return _about(post_id, "resource-not-found", "Not Found Error", f"Could not find tweet with ids: [{post_id}].")


def unseen(post_id: str, name: str) -> dict[str, Any]:
    """The error in the place of a post whose field is not for whoever asks."""
    said = f"Sorry, you are not authorized to access '{name}' on the Tweet with ids : [{post_id}]."
    return _about(post_id, "not-authorized-for-field", "Field Authorization Error", said)


def _about(post_id: str, problem: str, title: str, said: str) -> dict[str, Any]:
    return {
        "value": post_id,
        "detail": said,
        "title": title,
        "resource_type": "tweet",
        "parameter": "ids",
        "resource_id": post_id,
        "type": PROBLEMS + problem,
    }


class Words:
    """How X words the answers that lies need."""

    def __init__(self, world: World) -> None:
        self.world = world

    def broken(self) -> Response:
        body = {
            "title": "Internal Server Error",
            "type": "about:blank",
            "status": 500,
            "detail": "Something went wrong",
        }
        return JSONResponse(body, 500)

    def limited(self, telling: Telling) -> Response:
        return too_many(self.world, 100, timedelta(seconds=telling.retry_after)).response()

    def unavailable(self, telling: Telling) -> Response:
        body = {"title": "Service Unavailable", "detail": "Service Unavailable", "type": "about:blank", "status": 503}
        return JSONResponse(body, 503, {"Retry-After": str(telling.retry_after)})

    def refused(self, telling: Telling) -> Response:
        return invalid(telling.message).response()


def too_many(world: World, limit: int, wait: timedelta) -> Refusal:
    reset = int((world.clock() + wait).timestamp()) + 1
    headers = {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)}
    body = {"title": "Too Many Requests", "detail": "Too Many Requests", "type": "about:blank", "status": 429}
    return Refusal(429, body, headers)
