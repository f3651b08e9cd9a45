"""Servers on this machine for the guarded client to speak to, and who watches where it dials."""

import asyncio
import ssl
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from ipaddress import ip_address
from typing import Any

from kernel.kit.egress import Allowance

Handler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
PLAIN = Allowance(cleartext=True)
PUBLIC = "93.184.215.14"

_dials: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in ("socket.connect", "socket.sendto"):
        host = str(arguments[1][0])
        _dials.append(host)
        if not ip_address(host).is_loopback:
            raise OSError("this test does not leave the machine")


sys.addaudithook(_watch)


@contextmanager
def watched() -> Generator[list[str]]:
    """The addresses that are dialled, counted at the socket; what would leave the machine does not."""
    global _watching  # noqa: PLW0603 - an audit hook cannot be taken away again, only told to look elsewhere
    _dials.clear()
    _watching = True
    yield _dials
    _watching = False


def answering(*addresses: str) -> Callable[[str, int], Awaitable[list[str]]]:
    async def resolve(_host: str, _port: int) -> list[str]:
        return list(addresses)

    return resolve


async def hello(_head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")


@asynccontextmanager
async def serve(handler: Handler = hello, tls: ssl.SSLContext | None = None) -> AsyncGenerator[int]:
    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(await reader.readuntil(b"\r\n\r\n"), writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve_one, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]
