"""Tracked links on the same address as the app, where no proxy stands in front: passed on to metrics, redirect and all.

For one machine (`make up`). In production a proxy sends `/l/` to metrics, and this is not mounted.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.problems import of_error
from kernel.kit.egress import Allowance, Egress
from kernel.kit.errors import Unavailable
from kernel.kit.guard import EgressError

PREFIX = "/l/"
PASSED_ON = ("user-agent", "referer", "sec-purpose", "purpose", "x-moz")
PASSED_BACK = ("location", "cache-control", "content-type", "content-security-policy", "retry-after", "x-robots-tag")
ALLOWANCE = Allowance(seconds=5, connect_seconds=1, max_bytes=10_000, cleartext=True)


class Forward:
    """Takes `/l/…` to `metrics_url` and leaves everything else to `app`. The visitor's address goes along in a header."""

    def __init__(self, app: ASGIApp, metrics_url: str, loopback: list[str]) -> None:
        self.app, self.metrics_url = app, metrics_url.rstrip("/")
        self.egress = Egress(loopback)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX) or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        await (await self.answer(Request(scope)))(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        """What metrics says, or 503 while it is away."""
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        headers.setdefault("user-agent", "")
        headers["x-forwarded-for"] = request.client.host if request.client else ""
        path = request.scope["raw_path"].decode("ascii")
        try:
            reply = await self.egress.request(
                request.method, self.metrics_url + path, headers=headers, allowance=ALLOWANCE
            )
        except EgressError:
            return of_error(
                Unavailable("The link cannot be looked up right now. Try again in a moment.", retry_after=5)
            )
        back = {name: reply.headers[name] for name in PASSED_BACK if name in reply.headers}
        return Response(reply.body, reply.status, back)
