"""The routes of the api, as FastAPI holds them behind each included router."""

from collections.abc import Iterator
from typing import Any

from fastapi.routing import APIRoute

from api.router import api

PREFIX = "/api/v1"


def _routes(router: Any) -> Iterator[APIRoute]:
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from _routes(included)


def routes() -> list[APIRoute]:
    """Every operation of every room; their paths lack PREFIX."""
    return list(_routes(api))
