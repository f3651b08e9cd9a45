"""A web site on loopback that says what a test has it say, over real HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Site:
    """`pages` maps a path to (status, media type, body); anything else is a 404. `asked` is what was asked for."""

    port: int = 0
    pages: dict[str, tuple[int, str, bytes]] = field(default_factory=dict[str, tuple[int, str, bytes]])
    asked: list[str] = field(default_factory=list[str])
    pause: Callable[[str], Awaitable[None]] | None = None
    """Waited for before a path is answered."""

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def page(self, head: str, *, path: str = "/", media_type: str = "text/html; charset=utf-8", **html: str) -> str:
        """Put a page there; its address."""
        attributes = "".join(f' {name}="{value}"' for name, value in html.items())
        self.pages[path] = (200, media_type, f"<!doctype html><html{attributes}><head>{head}</head></html>".encode())
        return self.url + path

    def put(self, path: str, media_type: str, body: bytes, status: int = 200) -> str:
        """Put anything there; its address."""
        self.pages[path] = (status, media_type, body)
        return self.url + path

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one request."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            self.asked.append(path)
            if self.pause:
                await self.pause(path)
            status, kind, body = self.pages.get(path, (404, "text/html", b"<html></html>"))
            header = f"Location: {kind}" if 300 <= status < 400 else f"Content-Type: {kind}"
            writer.write(f"HTTP/1.1 {status} X\r\n{header}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def website() -> AsyncGenerator[Site]:
    """The site, until the block ends."""
    site = Site()
    server = await asyncio.start_server(site.answer, "127.0.0.1", 0)
    async with server:
        site.port = server.sockets[0].getsockname()[1]
        yield site
