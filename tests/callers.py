"""Clients of the application in this process: a browser with its cookies, and the header that our own pages send."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx2
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import ASGIApp

from api.app import create_app
from api.auth.cookies import cookie_name
from api.settings import ApiSettings
from api.web.guard import Guard
from builders import make_session
from kernel.kit.db import transaction_on
from kernel.tables.people import Person

BASE = "/api/v1"


class Client(httpx2.AsyncClient):
    """Speaks to /api/v1 as our own pages do."""

    async def once(self, path: str, json: Any = None) -> httpx2.Response:
        """POST with an Idempotency-Key of its own."""
        return await self.post(path, json=json, headers={"Idempotency-Key": str(uuid4())})

    async def change(self, path: str, etag: str, json: Any) -> httpx2.Response:
        """PATCH what was read under this ETag."""
        return await self.patch(path, json=json, headers={"If-Match": etag})


class Api:
    """The running application."""

    def __init__(self, app: ASGIApp, fastapi: FastAPI, owner_engine: AsyncEngine) -> None:
        self.app, self.fastapi, self.owner_engine = app, fastapi, owner_engine
        self._clients: list[Client] = []

    @classmethod
    @asynccontextmanager
    async def running(cls, settings: ApiSettings, owner_engine: AsyncEngine) -> AsyncGenerator["Api"]:
        """The application between its start and its end."""
        guarded = create_app(settings)
        assert isinstance(guarded, Guard)
        fastapi = find_fastapi(guarded)
        async with fastapi.router.lifespan_context(fastapi):
            api = cls(guarded, fastapi, owner_engine)
            yield api
            for client in api._clients:
                await client.aclose()

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return cookie_name(self.fastapi.state.settings.installation.public_url)

    def stranger(self, address: str = "192.0.2.1") -> Client:
        """Somebody who is not signed in, coming from this network address."""
        transport = httpx2.ASGITransport(app=self.app, raise_app_exceptions=False, client=(address, 40_000))
        origin = self.fastapi.state.settings.installation.public_url
        client = Client(transport=transport, base_url=origin + BASE, headers={"X-Fortaler": "1"})
        self._clients.append(client)
        return client

    async def sign_in(self, person: Person, organisation_id: UUID | None, **session: Any) -> Client:
        """The person in a browser of their own, at work in the organisation."""
        async with transaction_on(self.owner_engine) as transaction:
            token = await make_session(transaction, person, organisation_id, **session)
        client = self.stranger()
        client.cookies.set(self.cookie, token)
        return client


def find_fastapi(app: Any) -> FastAPI:
    """The FastAPI application within what is wrapped around it."""
    while not isinstance(app, FastAPI):
        app = app.app
    return app
