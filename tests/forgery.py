"""Lies while a connection is made: forged callbacks, and a server's own answers changed on their way back to us."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import httpx2

from kernel.kit.egress import Egress
from network_rigs import Rig
from networks.grants import AuthStart

Forge = Callable[[dict[str, Any]], "httpx2.Response"]
Callback = dict[str, str]
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


def origin(callback: Callback, started: AuthStart) -> str:
    """Who the answer is from, by its own word or by the page that was asked."""
    parts = urlsplit(started.url)
    return callback.get("iss", f"{parts.scheme}://{parts.netloc}")


def with_state(change: Callable[[str], str]) -> Callable[[Callback, AuthStart], Callback]:
    return lambda callback, _started: callback | {"state": change(callback["state"])}


def with_issuer(change: Callable[[str], str]) -> Callable[[Callback, AuthStart], Callback]:
    return lambda callback, started: callback | {"iss": change(origin(callback, started))}


def with_code(change: Callable[[str], str]) -> Callable[[Callback, AuthStart], Callback]:
    return lambda callback, _started: callback | {"code": change(callback["code"])}


def without(name: str) -> Callable[[Callback, AuthStart], Callback]:
    return lambda callback, _started: {other: value for other, value in callback.items() if other != name}


# What may come to the address of our return instead of the answer to what we asked.
FORGED: dict[str, Callable[[Callback, AuthStart], Callback]] = {
    "nothing": lambda _callback, _started: {},
    "no state": without("state"),
    "an empty state": with_state(lambda _: ""),
    "a guessed state": with_state(lambda _: "A" * 43),
    "half the state": with_state(lambda state: state[:21]),
    "the state and more": with_state(lambda state: state + "A"),
    "the state twice": with_state(lambda state: state + state),
    "the state in other letters": with_state(str.swapcase),
    "the state with a space": with_state(lambda state: f" {state}"),
    "a state that is not ASCII": with_state(lambda state: state[:-1] + "é"),
    "no code": without("code"),
    "an empty code": with_code(lambda _: ""),
    "a guessed code": with_code(lambda _: "guessed"),
    "half the code": with_code(lambda code: code[: len(code) // 2]),
    "a code with a line break": with_code(lambda code: f"{code}\r\nX: y"),
    "a code with another parameter": with_code(lambda code: f"{code}&redirect_uri={ELSEWHERE}"),
    "a code with a zero byte": with_code(lambda code: f"{code}\0"),
    "a very long code": with_code(lambda code: code * 500),
    "another issuer": with_issuer(lambda _: ELSEWHERE),
    "an empty issuer": with_issuer(lambda _: ""),
    "an issuer that begins like the right one": with_issuer(lambda issuer: f"{issuer.rstrip('/')}.elsewhere.example"),
    "the right issuer as a name at another": with_issuer(lambda issuer: f"{issuer.rstrip('/')}@elsewhere.example"),
    "the right issuer as a path of another": with_issuer(lambda issuer: f"{ELSEWHERE}/{issuer}"),
    "an issuer with a path": with_issuer(lambda issuer: f"{issuer.rstrip('/')}/realm"),
    "a no beside a code": lambda callback, _started: callback | {"error": "access_denied"},
    "a no of another issuer": lambda callback, _started: callback | {"error": "access_denied", "iss": ELSEWHERE},
}
