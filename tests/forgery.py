"""A server that lies while a connection is made: the simulator's own answers, changed on their way back to us."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2

from kernel.kit.egress import Egress
from network_rigs import Rig

Forge = Callable[[dict[str, Any]], "httpx2.Response"]
ELSEWHERE = "https://elsewhere.example"


class Forging(httpx2.AsyncBaseTransport):
    """Lets everything through, and puts forged answers in the place of those whose request `chosen` points at."""

    def __init__(
        self, inner: httpx2.AsyncBaseTransport, chosen: Callable[[httpx2.Request], bool], forge: Forge
    ) -> None:
        self.inner, self.chosen, self.forge = inner, chosen, forge
        self.origins = set[str]()
        self.forged = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        parts = urlsplit(str(request.url))
        self.origins.add(f"{parts.scheme}://{parts.netloc}")
        answer = await self.inner.handle_async_request(request)
        if not self.chosen(request):
            return answer
        self.forged += 1
        forged = self.forge(json.loads(answer.content))
        forged.request = request
        return forged


def lying(rig: Rig, chosen: Callable[[httpx2.Request], bool], forge: Forge) -> Forging:
    """Let the network's server lie from now on."""
    transport = Forging(rig.egress.transport, chosen, forge)
    known = {urlsplit(url).netloc for url in rig.urls} | {rig.instance}
    rig.egress = Egress(sorted(known), transport=transport)
    return transport


def trades(code: str) -> Callable[[httpx2.Request], bool]:
    """The request that trades this code for a token."""
    wanted = f"code={quote(code, safe='')}".encode()
    return lambda request: request.method == "POST" and wanted in request.content


def says(**changes: Any) -> Forge:
    """The network's own answer with other members; None takes one away."""

    def forge(said: dict[str, Any]) -> httpx2.Response:
        members = {name: value for name, value in (said | changes).items() if value is not None}
        if "data" in said:  # Instagram puts the same into a list
            members["data"] = [part | changes for part in said["data"]]
        return httpx2.Response(200, json=members)

    return forge


def answers(status: int, body: bytes = b"", **headers: str) -> Forge:
    """Another answer altogether."""
    return lambda _said: httpx2.Response(status, headers=headers, content=body)
