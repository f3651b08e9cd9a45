"""The one way out: every HTTP call of ours to an address that somebody else chose, guarded against being sent inside.

Resolve once, judge every answer, connect to exactly that address; caps on time, size and compression; no retries, and
redirects only when asked for. The errors (in `kernel.kit.guard`) say whether anything may have been received.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from http import HTTPStatus
from json import loads
from types import TracebackType
from typing import Any, NoReturn, Self

import httpx2

from kernel.kit.addresses import Resolve, resolve_host
from kernel.kit.guard import EgressNotSent, EgressRefused, EgressTooLarge, EgressUncertain, Gate, Unpacking

MAX_HOPS = 3
MAX_ADDRESSES = 3
ONE_SHOT = httpx2.Limits(max_connections=1, max_keepalive_connections=0)
REDIRECTS = {301, 302, 303, 307, 308}
# The body is already unpacked, and a client shared by many people must not keep anybody's cookies.
CHANGED_HERE = {"content-encoding", "content-length", "transfer-encoding", "set-cookie"}
OURS_ALONE = {"authorization", "cookie", "dpop", "proxy-authorization"}


@dataclass(frozen=True)
class Allowance:
    """How much one call may take. `seconds` is for the whole of it, `max_bytes` for the answer, packed or unpacked.

    Connecting may take a third of the whole at most: a handshake that is cancelled from outside leaks its socket.
    """

    seconds: float = 30.0
    connect_seconds: float = 10.0
    max_bytes: int = 2_000_000
    cleartext: bool = False


@dataclass(frozen=True)
class Answer:
    """A whole answer, redirects followed; header names are case-insensitive."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        """Whether the status is a success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def text(self) -> str:
        """The body as text, in the charset the answer names (UTF-8 if none or unknown)."""
        charset = self.headers.get("content-type", "").partition("charset=")[2].partition(";")[0].strip(" \"'")
        try:
            return self.body.decode(charset or "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Read the body as JSON. Raises ValueError when it is not, or is nested deeper than anybody means."""
        try:
            return loads(self.body)
        except RecursionError:
            raise ValueError("nested too deeply") from None


class Progress:
    """Whether a byte of a request may have left: what separates "try again" from "find out first"."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.sent = False

    async def trace(self, event: str, _info: Mapping[str, Any]) -> None:
        """Listen to the transport; the first byte is written after the event that is awaited here."""
        if event.endswith("send_request_headers.started"):
            self.sent = True

    def fail(self, error: Exception) -> NoReturn:
        """Raise the EgressError that `error` means at this point."""
        if self.sent:
            raise EgressUncertain(f"{self.host}: no whole answer ({type(error).__name__})") from error
        raise EgressNotSent(f"{self.host}: no connection ({type(error).__name__})") from error


class GuardedTransport(httpx2.AsyncBaseTransport):
    """The guard as a transport, for clients that bring their own protocol (OpenID Connect); others use `Egress`.

    Every request gets a new connection: a pooled one may be dead when it is written to, which would make "not sent"
    into "nobody knows", and one address may serve two hosts whose certificates were not both checked.
    """

    def __init__(self, gate: Gate, trust: ssl.SSLContext | None = None, in_flight: int = 50) -> None:
        self._gate = gate
        self._trust = trust or httpx2.create_ssl_context(trust_env=False)
        self._slots = asyncio.Semaphore(in_flight)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request within its `allowance` extension (or the default one). Raises EgressError only."""
        allowance: Allowance = request.extensions.get("allowance", Allowance())
        host = _host_of(request.url)
        if request.url.userinfo:
            raise EgressRefused(f"{host}: an address must not carry a name or password")
        port = self._gate.judge(request.url.scheme, host, request.url.port, cleartext=allowance.cleartext)
        progress = Progress(host)
        try:
            async with asyncio.timeout(allowance.seconds), self._slots:
                addresses = await self._gate.addresses_of(host, port)
                return await self._send(request, addresses[:MAX_ADDRESSES], allowance, progress)
        except (TimeoutError, httpx2.HTTPError) as error:
            progress.fail(error)

    async def _send(
        self, request: httpx2.Request, addresses: list[str], allowance: Allowance, progress: Progress
    ) -> httpx2.Response:
        for address in addresses[:-1]:
            try:
                return await self._send_to(address, request, allowance, progress)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue
        return await self._send_to(addresses[-1], request, allowance, progress)

    async def _send_to(
        self, address: str, request: httpx2.Request, allowance: Allowance, progress: Progress
    ) -> httpx2.Response:
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={
                "sni_hostname": progress.host,
                "timeout": {"connect": min(allowance.connect_seconds, allowance.seconds / 3)},
                "trace": progress.trace,
            },
        )
        async with httpx2.AsyncHTTPTransport(verify=self._trust, trust_env=False, limits=ONE_SHOT) as wire:
            answer = await wire.handle_async_request(pinned)
            body = Unpacking(progress.host, answer.headers.get("content-encoding", ""), allowance.max_bytes)
            if int(answer.headers.get("content-length", "0")) > allowance.max_bytes:
                raise EgressTooLarge(f"{progress.host}: announced more than {allowance.max_bytes} bytes")
            assert isinstance(answer.stream, httpx2.AsyncByteStream)
            async for chunk in answer.stream:
                body.feed(chunk)
        kept = [(name, value) for name, value in answer.headers.multi_items() if name not in CHANGED_HERE]
        return httpx2.Response(answer.status_code, headers=kept, content=body.whole(), request=request)


class Egress:
    """The guarded HTTP client. One per process is enough: at most `in_flight` calls run at once, the rest wait."""

    def __init__(
        self,
        loopback: Sequence[str] = (),
        *,
        resolve: Resolve = resolve_host,
        trust: ssl.SSLContext | None = None,
        in_flight: int = 50,
        agent: str = "Fortaler",
        allowance: Allowance | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """`loopback`: exact host:port pairs of this machine that may be called. `transport` replaces the guarded one.

        `allowance` is for calls that bring none.
        """
        self._allowance = allowance or Allowance()
        self._listener: Callable[[Answer], None] | None = None
        self._gate = Gate(loopback, resolve)
        self.transport = transport or GuardedTransport(self._gate, trust, in_flight)
        self._client = httpx2.AsyncClient(
            transport=self.transport,
            trust_env=False,
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    def heard_by(self, listener: Callable[[Answer], None]) -> Self:
        """The same way out, with the same connections; `listener` hears every answer before its caller does."""
        other = copy(self)
        other._listener = listener  # noqa: SLF001 (it is ours)
        return other

    def base_url(self, authority: str) -> str:
        """Give the address of a server named by host or host:port: https, or http where it is on the loopback list."""
        host, _, port = authority.rpartition(":")
        local = host and port.isdigit() and self._gate.permits_loopback(host, int(port))
        return f"{'http' if local else 'https'}://{authority}"

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Sequence[tuple[str, str]] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        content: bytes | None = None,
        auth: httpx2.Auth | None = None,
        allowance: Allowance | None = None,
        hops: int = 0,
    ) -> Answer:
        """Make one call and return its whole answer, whatever its status.

        `files` are (file name, bytes, media type) by field. `hops` (at most 3) lets a GET or HEAD follow that many
        redirects, each judged anew, credentials left behind when the host changes. Raises EgressError only.
        """
        follow = min(hops, MAX_HOPS) if method in ("GET", "HEAD") else 0
        sent = dict(headers or {})
        try:
            request = self._client.build_request(
                method, url, headers=sent, params=tuple(params) if params else None, json=json, data=form, files=files, content=content,
                extensions={"allowance": allowance or self._allowance},
            )  # fmt: skip
            response = await self._client.send(request, auth=auth)
            while follow and response.status_code in REDIRECTS and "location" in response.headers:
                follow -= 1
                target = response.url.join(response.headers["location"])
                if (target.scheme, target.netloc) != (response.url.scheme, response.url.netloc):
                    sent, auth = {name: value for name, value in sent.items() if name.lower() not in OURS_ALONE}, None
                request = self._client.build_request(method, target, headers=sent, extensions=request.extensions)
                response = await self._client.send(request, auth=auth)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError):
            raise EgressRefused("not an address that can be called") from None
        answer = Answer(response.status_code, response.headers, response.content, str(response.url))
        if self._listener is not None:
            self._listener(answer)
        return answer


def _host_of(url: httpx2.URL) -> str:
    return url.raw_host.decode("ascii").lower()
