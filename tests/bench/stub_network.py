"""A network that takes every post after a fixed time and does nothing else: `python stub_network.py PORT SECONDS`."""

import asyncio
import itertools
import sys

_ids = itertools.count(1)


class Creates(asyncio.Protocol):
    """Answers one POST per connection, as a server under load would: late, and then closes."""

    latency = 0.0

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See asyncio.Protocol."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        self.received += data
        head, separator, body = self.received.partition(b"\r\n\r\n")
        if not separator:
            return
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        if len(body) >= int(lengths[0].split(b":")[1]):
            asyncio.get_running_loop().call_later(self.latency, self.answer)

    def answer(self) -> None:
        """The post is made."""
        if self.transport is None or self.transport.is_closing():
            return
        number = next(_ids)
        body = b'{"id": "%d", "url": "http://127.0.0.1/@asta/%d"}' % (number, number)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        self.transport.write(head % len(body) + body)
        self.transport.close()


async def main(port: int, latency: float) -> None:
    """Serve for ever."""
    Creates.latency = latency
    server = await asyncio.get_running_loop().create_server(Creates, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
