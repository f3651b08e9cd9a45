"""Proof of possession (RFC 9449): every request is signed with the session's own key, so a stolen token alone is worth nothing."""

from base64 import urlsafe_b64encode
from collections.abc import Generator
from hashlib import sha256
from http import HTTPStatus
from json import dumps, loads
from secrets import token_urlsafe

import httpx2
from joserfc import jwt
from joserfc.jwk import ECKey

from kernel.kit.clock import now
from networks.bluesky.surroundings import Nonces

ASKED_FOR_NONCE = "use_dpop_nonce"


def new_key() -> str:
    """A key for one session, as JSON to be sealed with it."""
    return dumps(ECKey.generate_key("P-256").as_dict(private=True))


class DPoP(httpx2.Auth):
    """Signs requests with a session's key; with `token` also sends the token that is bound to it.

    A server may ask for its nonce to be signed along: such an answer means that nothing was done, so the request is sent
    once more.
    """

    requires_response_body = True

    def __init__(self, key: str, nonces: Nonces, token: str | None = None) -> None:
        self._key = ECKey.import_key(loads(key))
        self._nonces = nonces
        self._token = token

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Send it signed, and again with the nonce if the server asks for one."""
        for _ in range(2):
            self._sign(request)
            response = yield request
            if nonce := response.headers.get("dpop-nonce"):
                self._nonces.keep(_origin(request.url), nonce)
            if not asks_for_nonce(response.status_code, response.text, response.headers.get("www-authenticate", "")):
                return

    def _sign(self, request: httpx2.Request) -> None:
        claims: dict[str, str | int] = {
            "jti": token_urlsafe(16),
            "htm": request.method,
            "htu": str(request.url.copy_with(query=None, fragment=None)),
            "iat": int(now().timestamp()),
        }
        if nonce := self._nonces.last(_origin(request.url)):
            claims["nonce"] = nonce
        if self._token:
            claims["ath"] = urlsafe_b64encode(sha256(self._token.encode()).digest()).rstrip(b"=").decode()
            request.headers["Authorization"] = f"DPoP {self._token}"
        header = {"alg": "ES256", "typ": "dpop+jwt", "jwk": self._key.as_dict(private=False)}
        request.headers["DPoP"] = jwt.encode(header, claims, self._key, algorithms=["ES256"])


def asks_for_nonce(status: int, body: str, challenge: str) -> bool:
    """Whether an answer is a request to sign the server's nonce along."""
    return status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED) and ASKED_FOR_NONCE in body + challenge


def _origin(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"
