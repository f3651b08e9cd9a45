"""Refusals in Mastodon's words: `{"error": …}` and nothing more."""

from collections.abc import Mapping

from starlette.responses import JSONResponse, Response


class ApiError(Exception):
    """A refusal of the REST API."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The answer it becomes."""
        return JSONResponse({"error": self.message}, self.status, self.headers)


def unauthorised(message: str = "The access token is invalid") -> ApiError:
    """401, with the challenge Doorkeeper sends along."""
    challenge = f'Bearer realm="Doorkeeper", error="invalid_token", error_description="{message}"'
    return ApiError(401, message, {"WWW-Authenticate": challenge})


def unavailable(headers: Mapping[str, str]) -> ApiError:
    """503: nothing is wrong with the call."""
    return ApiError(503, "There was a temporary problem serving your request, please try again", headers)


def not_found(message: str = "Record not found") -> ApiError:
    """404: there is no such thing, or not for this caller."""
    return ApiError(404, message)


def invalid(message: str) -> ApiError:
    """422: understood, and refused."""
    return ApiError(422, message)


def invalid_record(problem: str) -> ApiError:
    """422 in the words of a failed Rails validation."""
    return invalid(f"Validation failed: {problem}")
