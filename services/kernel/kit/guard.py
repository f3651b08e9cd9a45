"""What the guarded HTTP client refuses: addresses inside our own networks, and answers that unpack to far too much.

EgressError
├── EgressRefused    our guard said no; nothing was sent, and trying again changes nothing
├── EgressNotSent    name service, connect or TLS failed: nothing was sent, it may be tried again
└── EgressUncertain  sent, but no whole answer came back: it may have been received and acted on
    └── EgressTooLarge   the answer was larger than asked for, or unpacked to suspiciously much
"""

import zlib
from collections.abc import Sequence

from kernel.kit.addresses import Resolve, is_public, literal

PORTS = {"http": 80, "https": 443}
MAX_RATIO = 100
RATIO_FREE_BYTES = 64 * 1024


class EgressError(Exception):
    """A call that did not end with a whole answer. The message names the host, never the path, query or headers."""


class EgressRefused(EgressError):
    """The guard refused the address; not one packet was sent to it."""


class EgressNotSent(EgressError):
    """Nothing of the request left this machine."""


class EgressUncertain(EgressError):
    """The request, or a part of it, may have been received."""


class EgressTooLarge(EgressUncertain):
    """The answer exceeded the size or compression cap."""


class Gate:
    """Decides where a request may go. `loopback` lists the exact host:port pairs of our own machine that it may reach."""

    def __init__(self, loopback: Sequence[str], resolve: Resolve) -> None:
        self._loopback = frozenset(loopback)
        self._resolve = resolve

    def permits_loopback(self, host: str, port: int) -> bool:
        """Whether exactly this host and port was put on the list."""
        return f"{host}:{port}" in self._loopback

    def judge(self, scheme: str, host: str, port: int | None, *, cleartext: bool) -> int:
        """Choose the port to call. Raises EgressRefused for a scheme, port or host that is never called."""
        if scheme not in PORTS or not host:
            raise EgressRefused(f"{host or 'the address'}: only http and https addresses can be called")
        port = port or PORTS[scheme]
        if self.permits_loopback(host, port):
            return port
        if port != PORTS[scheme]:
            raise EgressRefused(f"{host}: port {port} is not one we call")
        if scheme == "http" and not cleartext:
            raise EgressRefused(f"{host}: only https is allowed here")
        return port

    async def addresses_of(self, host: str, port: int) -> list[str]:
        """Find the addresses to connect to, resolved once and each of them judged.

        Raises EgressRefused when a single one is not public, EgressNotSent when there is none.
        """
        try:
            written = literal(host)
            addresses = [str(written)] if written else await self._resolve(host, port)
            judged = [literal(address) for address in addresses]
        except OSError as error:
            raise EgressNotSent(f"{host}: the name could not be resolved") from error
        except ValueError:
            raise EgressRefused(f"{host}: not an address that can be called") from None
        if not addresses:
            raise EgressNotSent(f"{host}: the name has no address")
        if self.permits_loopback(host, port):
            if not all(address and address.is_loopback for address in judged):
                raise EgressRefused(f"{host}: on the loopback list, but it leads elsewhere")
        elif not all(address and is_public(address) for address in judged):
            raise EgressRefused(f"{host}: it does not lead to the open internet")
        return addresses


class Unpacking:
    """Collects an answer's body, unpacked, and stops as soon as it becomes too much."""

    def __init__(self, host: str, encoding: str, max_bytes: int) -> None:
        """Start one; `encoding` is the answer's Content-Encoding. Raises EgressUncertain for one we did not ask for."""
        if encoding not in ("", "identity", "gzip"):
            raise EgressUncertain(f"{host}: answered in an encoding we did not ask for")
        self._host, self._max_bytes = host, max_bytes
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if encoding == "gzip" else None
        self._packed, self._body = 0, bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire. Raises EgressTooLarge, or EgressUncertain when they are not gzip."""
        self._packed += len(chunk)
        if self._inflate:
            try:
                chunk = self._inflate.decompress(chunk, self._max_bytes - len(self._body) + 1)
            except zlib.error:
                raise EgressUncertain(f"{self._host}: answered with broken gzip") from None
        self._body += chunk
        size = len(self._body)
        if max(size, self._packed) > self._max_bytes:
            raise EgressTooLarge(f"{self._host}: answered with more than {self._max_bytes} bytes")
        if size > RATIO_FREE_BYTES and size > MAX_RATIO * self._packed:
            raise EgressTooLarge(f"{self._host}: the answer unpacks to more than {MAX_RATIO} times its size")

    def whole(self) -> bytes:
        """Give the body. Raises EgressUncertain when the gzip stream did not end, or more than one came."""
        if self._inflate and self._packed and (not self._inflate.eof or self._inflate.unused_data):
            raise EgressUncertain(f"{self._host}: answered with broken gzip")
        return bytes(self._body)
