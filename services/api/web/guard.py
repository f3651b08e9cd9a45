"""What stands around the whole application: security headers on every answer, and no write from another site.

Raw ASGI and outermost, because a framework's own answers to its failures are made outside its middleware.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.problems import of_error
from kernel.kit.errors import Forbidden, Unprocessable

SAFE = ("GET", "HEAD", "OPTIONS")
SIGNED = "/api/v1/withdrawals/"
"""Where networks call us: no cookie counts there, what is asked for is proved by a signature in the body."""
LARGEST_BODY = 1_000_000
LARGEST_UPLOAD = 21_000_000
"""Bytes; a picture may have 20 MB, its form a little more."""
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class FromElsewhere(Forbidden):
    """A write that did not come from our own pages."""

    type = "csrf"
    title = "This request did not come from our own pages"


class BodyTooLarge(Unprocessable):
    """More bytes than any request here needs."""

    status = 413
    type = "body-too-large"
    title = "That is more than we take at once"


class MalformedPath(Unprocessable):
    """A path or query with a NUL in it: nothing here has such a name."""

    status = 400
    type = "malformed-path"
    title = "The address has a character that no address has"


def content_policy(origin: str) -> str:
    """The Content-Security-Policy: scripts and styles only from our built assets, by path."""
    return (
        f"default-src 'none'; script-src {origin}/assets/; style-src {origin}/assets/; img-src 'self' blob:;"
        f" connect-src 'self'; font-src {origin}/assets/; manifest-src {origin}/manifest.webmanifest;"
        f" worker-src {origin}/sw.js; media-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self';"
        " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
    )


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        parts = urlsplit(public_url)
        self.app = app
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.headers = {
            "Content-Security-Policy": content_policy(self.origin),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": PERMISSIONS,
        }
        if parts.scheme == "https":
            self.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not come in; give every answer its headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self.refusal(scope)
        if refusal is not None:
            await of_error(refusal)(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)

    def refusal(self, scope: Scope) -> FromElsewhere | BodyTooLarge | MalformedPath | None:
        """Why this request may not come in, or None."""
        headers = Headers(scope=scope)
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            return MalformedPath()
        largest = LARGEST_UPLOAD if headers.get("content-type", "").startswith("multipart/") else LARGEST_BODY
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > largest:
            return BodyTooLarge(f"At most {largest // 1_000_000} MB")
        asked_by_page = scope["path"].startswith("/api/") and not scope["path"].startswith(SIGNED)
        if scope["method"] in SAFE or not asked_by_page or "authorization" in headers:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return FromElsewhere()
        if headers.get("origin", self.origin) != self.origin or "x-fortaler" not in headers:
            return FromElsewhere("Our own pages send the header X-Fortaler, from the same address")
        return None
