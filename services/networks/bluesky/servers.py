"""Where a person's server lets them sign in: its own metadata first, then that of the authorization server it names."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_object
from networks.bluesky.client import classify, send
from networks.bluesky.identity import read_origin
from networks.errors import InvalidInstance

# What the AT Protocol's profile of OAuth requires every authorization server to say of itself.
REQUIRED = (
    ("require_pushed_authorization_requests", True),
    ("authorization_response_iss_parameter_supported", True),
    ("client_id_metadata_document_supported", True),
)
REQUIRED_AMONG = (
    ("code_challenge_methods_supported", "S256"),
    ("dpop_signing_alg_values_supported", "ES256"),
    ("scopes_supported", "atproto"),
)


@dataclass(frozen=True)
class AuthorizationServer:
    """The endpoints of one authorization server, all of them at its own address."""

    issuer: str
    push: str
    authorization: str
    token: str
    revocation: str


async def find_authorization_server(egress: Egress, pds: str) -> AuthorizationServer:
    """Ask a server who signs its people in. Raises InvalidInstance when it says nothing usable, NetworkError for now."""
    said = await _read(egress, f"{pds}/.well-known/oauth-protected-resource", pds)
    named = said.get("authorization_servers")
    servers = cast("list[object]", named) if isinstance(named, list) else []
    if said.get("resource") != pds or len(servers) != 1:
        raise InvalidInstance(pds)
    return await read_authorization_server(egress, read_origin(egress, servers[0], pds))


async def read_authorization_server(egress: Egress, issuer: str) -> AuthorizationServer:
    """Read an authorization server's metadata. Raises InvalidInstance when it lacks what we need, NetworkError for now."""
    said = await _read(egress, f"{issuer}/.well-known/oauth-authorization-server", issuer)
    lists = {name: cast("list[object]", said[name]) for name, _ in REQUIRED_AMONG if isinstance(said.get(name), list)}
    if (
        said.get("issuer") != issuer
        or any(said.get(name) is not value for name, value in REQUIRED)
        or any(value not in lists.get(name, []) for name, value in REQUIRED_AMONG)
    ):
        raise InvalidInstance(issuer)

    def endpoint(name: str) -> str:
        address = str(said.get(name))
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != issuer:
            raise InvalidInstance(issuer)
        return address

    return AuthorizationServer(
        issuer=issuer,
        push=endpoint("pushed_authorization_request_endpoint"),
        authorization=endpoint("authorization_endpoint"),
        token=endpoint("token_endpoint"),
        revocation=endpoint("revocation_endpoint"),
    )


async def _read(egress: Egress, url: str, origin: str) -> dict[str, Any]:
    answer = await send(egress, "GET", url, headers={"Accept": "application/json"})
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise classify(answer, "read", now())
    try:
        return read_object(answer) if answer.ok else {}
    except ValueError:
        raise InvalidInstance(origin) from None
