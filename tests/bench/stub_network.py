"""Every network at once, which takes every post after a fixed time: `python stub_network.py PORT SECONDS`.

One answer has what each of them would be asked for: its id, where it is seen, that it is ready.
"""

import asyncio
import itertools
import json
import sys

ANSWER = (
    b'{"id": "%d", "url": "http://127.0.0.1/@asta/%d", "uri": "%s", "data": {"id": "%d"},'
    b' "status": "FINISHED", "status_code": "FINISHED", "permalink": "http://127.0.0.1/1"}'
)
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nx-restli-id: urn:li:share:%d\r\n"
    b"X-RateLimit-Limit: 300\r\nX-RateLimit-Remaining: 299\r\nX-RateLimit-Reset: 3600\r\nContent-Length: %d\r\n\r\n"
)
_ids = itertools.count(1)


class Creates(asyncio.Protocol):
    """Answers one call per connection, as a server under load would: late, and then closes."""

    latency = 0.0

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.received = b""
        self.record = b""

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
        if not lengths or len(body) >= int(lengths[0].split(b":")[1]):
            self.record = body if b".putRecord " in head else b""
            asyncio.get_running_loop().call_later(self.latency, self.answer)

    def answer(self) -> None:
        """The post is made."""
        if self.transport is None or self.transport.is_closing():
            return
        number = next(_ids)
        uri = ""
        if self.record:
            put = json.loads(self.record)
            uri = f"at://{put['repo']}/{put['collection']}/{put['rkey']}"
        body = ANSWER % (number, number, uri.encode(), number)
        self.transport.write(HEAD % (number, len(body)) + body)
        self.transport.close()


async def main(port: int, latency: float) -> None:
    """Serve for ever."""
    Creates.latency = latency
    server = await asyncio.get_running_loop().create_server(Creates, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
