"""The four servers over real HTTP on loopback: one listener each for a whole session, a new network for every test."""

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from simulators.bluesky import authorization, door, repository, sessions, views
from simulators.bluesky.sky import Sky

SERVERS = {
    "directory": views.DIRECTORY,
    "pds": [*sessions.ROUTES, *repository.ROUTES, *door.ROUTES],
    "issuer": authorization.ROUTES,
    "appview": views.VIEW,
}


class SkyStage:
    """Serves whichever network stands on it; which of its servers is meant, the port tells."""

    def __init__(self, ports: dict[str, int]) -> None:
        self.ports = ports
        self.apps: dict[int, ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.apps[scope["server"][1]](scope, receive, send)

    def raise_sky(self) -> Sky:
        """A network of one test, with one person on it."""
        directory, pds, issuer, appview = (f"http://127.0.0.1:{self.ports[name]}" for name in SERVERS)
        sky = Sky(directory, pds, issuer, appview)
        sky.add("asta.test", "Asta Lund")
        for name, port in self.ports.items():
            app = Starlette(routes=SERVERS[name])
            app.state.sky = sky
            self.apps[port] = app
        return sky


@contextmanager
def sky_stage() -> Generator[SkyStage]:
    """Servers on free ports, in a thread of their own."""
    listeners = {name: socket.create_server(("127.0.0.1", 0)) for name in SERVERS}
    stage = SkyStage({name: listener.getsockname()[1] for name, listener in listeners.items()})
    config = uvicorn.Config(stage, log_level="warning", lifespan="off", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": list(listeners.values())})
    thread.start()
    try:
        yield stage
    finally:
        server.should_exit = True
        thread.join()
