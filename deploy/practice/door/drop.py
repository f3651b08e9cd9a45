"""Closing a connection without an answer, which no ASGI message can say."""

import asyncio
import socket
import struct

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Dropped(Response):
    """A response that never comes: the socket closes, by FIN, or by RST when `reset` is asked for.

    uvicorn's h11 and httptools protocols both hand out `receive` as a method of an object that holds the transport.
    """

    def __init__(self, *, reset: bool = False) -> None:
        super().__init__()
        self._reset = reset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 ASGI's signature
        """Close, and wait until the server has noticed: it then expects no answer any more."""
        transport: asyncio.Transport | None = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is None:
            raise RuntimeError("A connection can only be dropped when uvicorn serves the practice network.")
        if self._reset:
            linger_for_no_time = struct.pack("ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_for_no_time)
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            continue
