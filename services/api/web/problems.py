"""Errors as RFC 9457 problems: a stable `type`, words for people, the field to mend. Never what was sent, never a trace."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Literal, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, create_model
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from kernel.kit.errors import AppError, Unavailable
from kernel.kit.ids import new_id

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
BUSY_STATES = ("40001", "40P01", "53", "55P03", "57")
"""SQLSTATEs that pass: serialisation, deadlock, out of resources (a full disk too), lock timeout, shutting down."""


class FieldProblem(BaseModel):
    """One field that breaks a rule; `field` is its path, as in `posts.0.text`."""

    field: str
    type: str
    detail: str


class Problem(BaseModel):
    """RFC 9457, with the fields to mend and, where it helps, when to try again (seconds)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]
    retry_after: int | None = None


def problems(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: each problem by its status, with its `type` as a literal."""
    by_status: dict[int, list[type[AppError]]] = {}
    for error in errors:
        by_status.setdefault(error.status, []).append(error)
    return {
        status: {
            "model": _model(status, tuple(f"/problems/{e.type}" for e in group)),
            "description": "; ".join(e.title for e in group),
        }
        for status, group in by_status.items()
    }


def _model(status: int, types: tuple[str, ...]) -> type[Problem]:
    names = "".join(t.removeprefix("/problems/").title().replace("-", "") for t in types)
    literal = cast("Any", Literal[types])
    return create_model(f"Problem{status}{names}", __base__=Problem, type=(literal, ...))


def render(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer, never kept by a cache."""
    extra = {"Cache-Control": "no-store", **(headers or {})}
    if problem.retry_after is not None:
        extra["Retry-After"] = str(problem.retry_after)
    return JSONResponse(problem.model_dump(mode="json"), problem.status, extra, MEDIA_TYPE)


def of_error(error: AppError) -> JSONResponse:
    """An error of ours as a problem."""
    errors = [FieldProblem(field=field, type=kind, detail=detail) for field, kind, detail in error.fields]
    return render(
        Problem(
            type=f"/problems/{error.type}",
            title=error.title,
            status=error.status,
            detail=error.detail,
            errors=errors,
            retry_after=error.retry_after,
        )
    )


def _path(location: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in location[1:]) or "body"


def install(app: FastAPI) -> None:
    """Have every error of `app` answered as a problem."""
    app.add_exception_handler(AppError, _on_app_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(DBAPIError, _on_database)
    app.add_exception_handler(PoolTimeout, _on_database)
    app.add_exception_handler(Exception, _on_unexpected)


async def _on_app_error(_request: Request, error: Exception) -> JSONResponse:
    return of_error(cast("AppError", error))


async def _on_invalid(_request: Request, error: Exception) -> JSONResponse:
    found = cast("RequestValidationError", error).errors()
    broken_json = any(e["type"] == "json_invalid" for e in found)
    return render(
        Problem(
            type="/problems/not-json" if broken_json else "/problems/invalid",
            title="That is not JSON" if broken_json else "Some fields need another value",
            status=400 if broken_json else 422,
            detail="; ".join(f"{_path(e['loc'])}: {e['msg']}" for e in found)[:1000],
            errors=[
                FieldProblem(field=_path(e["loc"]), type=e["type"].replace("_", "-"), detail=e["msg"]) for e in found
            ],
        )
    )


async def _on_http(_request: Request, error: Exception) -> JSONResponse:
    http = cast("HTTPException", error)
    title = HTTPStatus(http.status_code).phrase
    kind = f"/problems/{title.lower().replace(' ', '-')}"
    problem = Problem(type=kind, title=title, status=http.status_code, detail=title, errors=[])
    return render(problem, http.headers)


async def _on_database(request: Request, error: Exception) -> JSONResponse:
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    lost = isinstance(error, OperationalError | InterfaceError | PoolTimeout) and not state
    if lost or state.startswith(BUSY_STATES):
        log.warning("the database is away: %s", type(error).__name__)
        return of_error(
            Unavailable("Our database is away for a moment. Nothing was changed; try again.", retry_after=5)
        )
    return await _on_unexpected(request, error)


async def _on_unexpected(_request: Request, error: Exception) -> JSONResponse:
    number = str(new_id())
    log.error("unexpected", exc_info=error, extra={"request_id": number})
    detail = f"It is not your fault, and nothing was changed. Tell your administrator this number: {number}"
    return render(Problem(type="/problems/unexpected", title=AppError.title, status=500, detail=detail, errors=[]))
