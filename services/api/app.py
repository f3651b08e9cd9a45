"""The api as an ASGI application."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from sqlalchemy import text
from starlette.types import ASGIApp

from api.router import api
from api.settings import ApiSettings
from api.web import problems
from api.web.forward import Forward
from api.web.guard import Guard
from api.web.static import Spa
from api.web.tools import Tools
from kernel.jobs.wake import Waker
from kernel.kit.blobs import Blobs
from kernel.kit.clock import now
from kernel.kit.db import create_engine
from kernel.kit.egress import Egress
from kernel.kit.logging import configure_logging
from kernel.kit.secrets import Sealer
from networks.registry import versions_in_use
from networks.versions import warn_of_ends

COUNTING = 2
"""Connections for counting tries: a pool of its own, so that no request waits for a connection that it holds itself."""


def operation_id(route: APIRoute) -> str:
    """`room.function`: what the generated clients call it."""
    return f"{route.tags[0]}.{route.name}" if route.tags else route.name


def create_fastapi(settings: ApiSettings | None) -> FastAPI:
    """FastAPI with all rooms; without settings only good for its OpenAPI description."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        assert settings is not None
        app.state.engine = create_engine(settings.database.url.get_secret_value())
        app.state.counting = create_engine(settings.database.url.get_secret_value(), pool_size=COUNTING)
        app.state.waker = Waker(settings.redis.url.get_secret_value())
        async with Egress(settings.egress.loopback) as egress:
            app.state.tools = _tools(settings, egress)
            yield
        await app.state.waker.close()
        await app.state.counting.dispose()
        await app.state.engine.dispose()

    app = FastAPI(
        title="Fortaler",
        version="1",
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
        separate_input_output_schemas=False,
    )
    problems.install(app)
    app.include_router(api)
    if settings is not None:
        app.state.settings = settings
        app.state.secrets = settings.app_key.secrets()
        _add_health(app)
        if settings.installation.spa:
            app.mount("/", Spa(Path(settings.installation.spa)))
    return app


def _tools(settings: ApiSettings, egress: Egress) -> Tools:
    return Tools(
        public_url=settings.installation.public_url.rstrip("/"),
        practice_url=settings.installation.practice_url.rstrip("/"),
        egress=egress,
        blobs=Blobs(Path(settings.installation.blobs)),
        secrets=settings.app_key.secrets(),
        sealer=Sealer(settings.seal.public_key),
    )


def _add_health(app: FastAPI) -> None:
    @app.get("/livez", include_in_schema=False)
    async def livez() -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        return JSONResponse({"status": "alive"})

    @app.get("/readyz", include_in_schema=False)
    async def readyz(request: Request) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        async with request.app.state.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        return JSONResponse({"status": "ready"})


def create_app(settings: ApiSettings | None = None) -> ASGIApp:
    """The application as it is served: guarded, with its settings from the environment unless given."""
    settings = settings or ApiSettings.from_environment()
    configure_logging()
    warn_of_ends(versions_in_use(), now().date())
    app: ASGIApp = create_fastapi(settings)
    if settings.installation.metrics_url:
        app = Forward(app, settings.installation.metrics_url, settings.egress.loopback)
    return Guard(app, settings.installation.public_url)
