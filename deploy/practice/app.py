"""The practice network as one ASGI application: `uvicorn practice.app:app --host 127.0.0.1 --port 8082`.

Environment: PRACTICE_URL, its own public address; PRACTICE_DATA, the SQLite file (none: memory, gone at the end);
PRACTICE_TOKEN, which opens the control door, the ledger and the letter box (none: they stay shut).
One process only: a second one on the same file refuses to start.
"""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.api.errors import ApiError
from practice.network import Practice
from practice.pages.layout import lost_page
from practice.pages.words import words_for
from practice.records.accounts import seed_people
from practice.routes import ROUTES
from practice.store import Clock, Store

DEFAULT_URL = "http://127.0.0.1:8082"


def utc_now() -> datetime:
    """The clock unless a test brings its own."""
    return datetime.now(UTC)


def create_app(url: str, data: Path | None = None, clock: Clock = utc_now, token: str = "") -> Starlette:
    """A practice network at this address, on this file or in memory.

    Raises DataInUse when another process holds the file.
    """
    practice = Practice(url.rstrip("/"), Store(data), clock, token)
    seed_people(practice.store, clock())

    @asynccontextmanager
    async def until_stopped(_: Starlette) -> AsyncGenerator[None]:
        yield
        practice.store.close()

    application = Starlette(
        routes=ROUTES, lifespan=until_stopped, exception_handlers={HTTPException: refuse, ApiError: refuse}
    )
    application.state.practice = practice
    return application


async def refuse(request: Request, error: Exception) -> Response:
    """No such address, or not in this way: JSON for programs, a page for people."""
    if isinstance(error, ApiError):
        return error.response()
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    # Mastodon's router knows a path only together with its method: both misses are 404.
    status = HTTPStatus.NOT_FOUND if status == HTTPStatus.METHOD_NOT_ALLOWED else status
    if request.url.path.startswith(("/api/", "/oauth/", "/.well-known/", "/practice/")):
        return JSONResponse({"error": HTTPStatus(status).phrase}, status)
    return lost_page(words_for(request)) if status == HTTPStatus.NOT_FOUND else Response(status_code=status)


def _from_environment() -> Starlette:
    data = os.environ.get("PRACTICE_DATA")
    return create_app(
        os.environ.get("PRACTICE_URL") or DEFAULT_URL,
        Path(data) if data else None,
        token=os.environ.get("PRACTICE_TOKEN", ""),
    )


app = _from_environment()
