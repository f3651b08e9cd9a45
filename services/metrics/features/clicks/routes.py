"""`/l/{code}`: raw ASGI in front of everything else, because this is the one path that strangers take in numbers."""

import hashlib
import logging
import secrets
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from psycopg import Error as PsycopgError
from psycopg_pool import PoolTimeout
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.types import ASGIApp, Receive, Scope, Send

from metrics.features.clicks.policy import classes_of
from metrics.features.clicks.queries import salt_of
from metrics.features.clicks.schemas import Click
from metrics.features.clicks.service import Recorder
from metrics.features.links.service import Finder, Target

log = logging.getLogger(__name__)

PREFIX = "/l/"
VISITOR_BYTES = 12
PLAIN = [
    (b"cache-control", b"no-store"),
    (b"x-robots-tag", b"noindex"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
]
NOBODY_HERE = (
    "<!doctype html><html lang=da><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Linket findes ikke</title><h1>Linket findes ikke</h1><p>Måske er et tegn faldet ud undervejs."
    "<h2 lang=en>There is no such link</h2><p lang=en>Perhaps a character was lost on the way."
).encode()
AWAY = (
    "<!doctype html><html lang=da><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Prøv igen om lidt</title><h1>Prøv igen om lidt</h1><p>Vi kan ikke slå linket op lige nu."
    "<h2 lang=en>Try again in a moment</h2><p lang=en>We cannot look the link up right now."
).encode()


class Salts:
    """The day's salt, asked for once a day; a process-local one while the database is away."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.salt = b""
        self.until = 0.0

    async def renew(self) -> None:
        """Fetch today's salt, 32 bytes shared by all processes of the installation; try again in a second if need be."""
        today = datetime.now(UTC).date()
        fresh = secrets.token_bytes(32)
        try:
            async with self.engine.begin() as connection:
                self.salt = await salt_of(connection, today, fresh)
            self.until = datetime.combine(today + timedelta(days=1), datetime.min.time(), UTC).timestamp()
        except (SQLAlchemyError, OSError):
            self.salt, self.until = self.salt or fresh, time.time() + 1


class Redirects:
    """Answers `/l/…` itself and leaves everything else to `app`."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self.app = app
        self.own_host = urlsplit(public_url).hostname or ""
        self.finder: Finder
        self.recorder: Recorder
        self.salts: Salts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX) or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        code = scope["path"][len(PREFIX) :]
        try:
            target = self.finder.remembered(code) or await self.finder.find(code)
        except (PsycopgError, PoolTimeout, OSError) as error:
            log.warning("a link could not be looked up: %s", type(error).__name__)
            await page(send, 503, AWAY, [(b"retry-after", b"5")])
            return
        if target is None:
            await page(send, 404, NOBODY_HERE, [])
            return
        await self.recorder.record(await self.click_of(scope, target))
        headers = [(b"location", target.destination), (b"content-length", b"0"), *PLAIN]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def click_of(self, scope: Scope, target: Target) -> Click:
        """What is kept of a request: classes, and a hash with the day's salt. Address and user agent end here."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        agent = headers.get(b"user-agent", b"").decode("latin-1")
        purpose = headers.get(b"sec-purpose") or headers.get(b"purpose") or headers.get(b"x-moz") or b""
        referrer = headers.get(b"referer", b"").decode("latin-1")
        client = scope.get("client")
        at = time.time()
        if at >= self.salts.until:
            await self.salts.renew()
        kind, source, device = classes_of(agent, scope["method"], purpose.decode("latin-1"), referrer, self.own_host)
        visitor = visitor_hash(self.salts.salt, target.organisation, client[0] if client else "", agent)
        return Click(target.organisation, target.link, int(at * 1000), kind, source, device, visitor)


def visitor_hash(salt: bytes, organisation: str, address: str, agent: str) -> str:
    """A visitor of one organisation on one day, and no further: a keyed hash with a salt that is deleted. In hex."""
    what = f"{organisation}|{address}|{agent}".encode()
    return hashlib.blake2b(what, key=salt, digest_size=VISITOR_BYTES).hexdigest()


async def page(send: Send, status: int, body: bytes, extra: list[tuple[bytes, bytes]]) -> None:
    """A few words for a person whose link leads nowhere."""
    length = (b"content-length", str(len(body)).encode())
    headers = [(b"content-type", b"text/html; charset=utf-8"), length, *PLAIN, *extra]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
