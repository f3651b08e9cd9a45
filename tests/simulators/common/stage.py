"""Simulated servers over real HTTP on loopback: one listener each for a whole session, a new world for every test."""

import socket
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send


class Stage:
    """Serves whatever was put on it; which of its servers is meant, the port tells."""

    def __init__(self, addresses: dict[str, str]) -> None:
        """`addresses` are the servers' origins, by name."""
        self.addresses = addresses
        self._apps: dict[int, ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._apps[scope["server"][1]](scope, receive, send)

    def put(self, world: object, routes: Mapping[str, Sequence[BaseRoute]]) -> None:
        """Serve `world` from here on: each server its routes, which find it at `request.app.state.world`."""
        for name, address in self.addresses.items():
            app = Starlette(routes=routes[name])
            app.state.world = world
            port = urlsplit(address).port
            assert port is not None
            self._apps[port] = app


@contextmanager
def servers(*names: str) -> Generator[Stage]:
    """Servers on free ports, in a thread of their own."""
    listeners = {name: socket.create_server(("127.0.0.1", 0)) for name in names}
    stage = Stage({name: f"http://127.0.0.1:{listener.getsockname()[1]}" for name, listener in listeners.items()})
    config = uvicorn.Config(stage, log_level="warning", lifespan="off", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": list(listeners.values())})
    thread.start()
    try:
        yield stage
    finally:
        server.should_exit = True
        thread.join()
