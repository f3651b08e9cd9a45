"""The redirecting process: tracked links, and whether it is well."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from redis.asyncio import Redis
from sqlalchemy import text

from kernel.kit.db import create_engine, create_reader
from kernel.kit.logging import configure_logging
from metrics.features.clicks.routes import Redirects, Salts
from metrics.features.clicks.service import Recorder
from metrics.features.links.service import Finder
from metrics.settings import RedirectSettings


def create_app(settings: RedirectSettings | None = None) -> Redirects:
    """The application as it is served, with its settings from the environment unless given."""
    settings = settings or RedirectSettings.from_environment()
    configure_logging()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        engine = create_engine(settings.database.url.get_secret_value(), pool_size=1)
        redis = Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
            settings.redis.url.get_secret_value(), socket_connect_timeout=0.2, socket_timeout=0.5
        )
        redirects.salts, redirects.recorder = Salts(engine), Recorder(redis, settings.spool)
        async with create_reader(settings.database.url.get_secret_value()) as reader:
            redirects.finder = Finder(reader)
            yield
        await redis.aclose()
        await engine.dispose()

    app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    redirects = Redirects(app, settings.installation.public_url)

    @app.get("/livez")
    async def livez() -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        return JSONResponse({"status": "alive"})

    @app.get("/readyz")
    async def readyz() -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        async with redirects.salts.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
        return JSONResponse({"status": "ready"})

    return redirects
