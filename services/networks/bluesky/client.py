"""One call to a server of the AT Protocol, and what its refusals mean.

Seen at the reference server: a bad or ended token is 400 with a name, not 401; an account that is gone is 401.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal

import httpx2

from kernel.kit.clock import now
from kernel.kit.egress import Allowance, Answer, Egress
from kernel.kit.guard import EgressError
from networks.answers import excerpt_of, failed_on_the_way, read_object, read_text, retry_time
from networks.bluesky.dpop import DPoP
from networks.bluesky.surroundings import Surroundings
from networks.errors import Kind, NetworkError
from networks.grants import Connection

Purpose = Literal["read", "upload", "create"]
UPLOADING = Allowance(seconds=120)
NAMED = {
    "ExpiredToken": Kind.REAUTH,
    "InvalidToken": Kind.REAUTH,
    "AuthMissing": Kind.REAUTH,
    "AuthenticationRequired": Kind.REAUTH,
    "AccountDeactivated": Kind.REAUTH,
    "AccountNotFound": Kind.REAUTH,
    "RepoDeactivated": Kind.REAUTH,
    "invalid_token": Kind.REAUTH,
    "invalid_grant": Kind.REAUTH,
    "invalid_client": Kind.REAUTH,
    "AccountTakedown": Kind.POLICY,
    "AccountSuspended": Kind.POLICY,
    "RepoTakendown": Kind.POLICY,
    "RepoSuspended": Kind.POLICY,
    "ScopeMissingError": Kind.SCOPE,
    "BlobTooLarge": Kind.MEDIA,
    "BlobNotFound": Kind.MEDIA,
    "InvalidMimeType": Kind.MEDIA,
    "RateLimitExceeded": Kind.RATE,
    "RecordNotFound": Kind.GONE,
    "RepoNotFound": Kind.GONE,
    # The authorization server's way to say that it has to think first.
    "temporarily_unavailable": Kind.TRANSIENT,
}
STATUSES: dict[int, Kind] = {
    HTTPStatus.UNAUTHORIZED: Kind.REAUTH,
    HTTPStatus.FORBIDDEN: Kind.SCOPE,
    HTTPStatus.NOT_FOUND: Kind.GONE,
    HTTPStatus.GONE: Kind.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Kind.MEDIA,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Kind.MEDIA,
    HTTPStatus.TOO_MANY_REQUESTS: Kind.RATE,
}
PLAIN_REASONS = {
    Kind.REAUTH: "Bluesky no longer accepts the connection; it has to be renewed.",
    Kind.SCOPE: "Bluesky says this connection may not do that.",
    Kind.GONE: "It is not there (any more).",
    Kind.RATE: "Bluesky asks us to wait.",
}


async def call(
    egress: Egress,
    around: Surroundings,
    connection: Connection,
    method: str,
    name: str,
    *,
    purpose: Purpose = "read",
    json: Any = None,
    content: bytes | None = None,
    media_type: str = "",
) -> Answer:
    """Call a procedure of the person's own server as the person. Raises NetworkError for everything that is not 2xx."""
    headers = {"Content-Type": media_type} if media_type else {}
    auth: httpx2.Auth | None = None
    if "dpop" in connection.secrets:
        auth = DPoP(connection.secrets["dpop"], around.nonces, connection.access_token)
    else:
        headers["Authorization"] = f"Bearer {connection.access_token}"
    answer = await send(
        egress,
        method,
        f"{connection.service_url}/xrpc/{name}",
        purpose=purpose,
        headers=headers,
        json=json,
        content=content,
        auth=auth,
        allowance=UPLOADING if purpose == "upload" else None,
    )
    if not answer.ok:
        raise classify(answer, purpose, now(), connection.access_token)
    return answer


async def ask(egress: Egress, base: str, name: str, params: list[tuple[str, str]]) -> dict[str, Any]:
    """Ask what anybody may know. Raises NetworkError."""
    answer = await send(egress, "GET", f"{base}/xrpc/{name}", params=params)
    if not answer.ok:
        raise classify(answer, "read", now())
    return usable(answer, "read")


async def send(egress: Egress, method: str, url: str, *, purpose: Purpose = "read", **request: Any) -> Answer:
    """Make a call and return its answer, whatever its status. Raises NetworkError when no whole answer came."""
    try:
        return await egress.request(method, url, **request)
    except EgressError as error:
        raise failed_on_the_way(error, creating=purpose == "create") from error


def usable(answer: Answer, purpose: Purpose, *secrets: str) -> dict[str, Any]:
    """Read a success. Raises NetworkError for one without a JSON object: a created post may exist all the same."""
    try:
        return read_object(answer)
    except ValueError:
        raise senseless(answer, purpose, *secrets) from None


def senseless(answer: Answer, purpose: Purpose, *secrets: str) -> NetworkError:
    """Make the error for a success that says nothing."""
    kind = Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
    excerpt = excerpt_of(answer, *secrets)
    return NetworkError(kind, "The server's answer made no sense.", status=answer.status, excerpt=excerpt)


def classify(answer: Answer, purpose: Purpose, at: datetime, *secrets: str) -> NetworkError:
    """Say what a refusal means. `secrets` are kept out of reason and excerpt."""
    name, said = _said(answer, *secrets)
    kind = NAMED.get(name) or _kind(answer, purpose)
    waits = kind in (Kind.RATE, Kind.TRANSIENT)
    reason = said if said and kind is not Kind.REAUTH else PLAIN_REASONS.get(kind) or f"The server answered {name}."
    return NetworkError(
        kind,
        reason,
        status=answer.status,
        retry_at=retry_time(answer, at) if waits else None,
        excerpt=excerpt_of(answer, *secrets),
    )


def _said(answer: Answer, *secrets: str) -> tuple[str, str]:
    """The error's name, and what is said about it."""
    try:
        body = read_object(answer)
    except ValueError:
        return str(answer.status), ""
    said = read_text(body.get("message"), limit=300) or read_text(body.get("error_description"), limit=300) or ""
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    return read_text(body.get("error"), limit=100) or str(answer.status), said


def _kind(answer: Answer, purpose: Purpose) -> Kind:
    status = answer.status
    if status in STATUSES:
        return STATUSES[status]
    if status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers:
        return Kind.TRANSIENT
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.REQUEST_TIMEOUT:
        return Kind.MEDIA if purpose == "upload" else Kind.CONTENT
    if status < HTTPStatus.BAD_REQUEST:
        return Kind.GONE
    return Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
