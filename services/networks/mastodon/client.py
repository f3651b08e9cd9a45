"""One call to a Mastodon server, and what its refusals mean.

Seen in the field: 500 for a repeated Idempotency-Key (mastodon#40399), rate limits that reset at an ISO 8601 time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Literal

from kernel.kit.clock import now
from kernel.kit.egress import Allowance, Answer, Egress
from kernel.kit.guard import EgressError
from networks.answers import excerpt_of, failed_on_the_way, read_object, retry_time
from networks.errors import Kind, NetworkError
from networks.grants import Connection

Purpose = Literal["read", "upload", "create"]
UPLOADING = Allowance(seconds=120)
MEDIA_WAIT = timedelta(seconds=5)
KINDS = {
    401: Kind.REAUTH,
    403: Kind.SCOPE,
    404: Kind.GONE,
    410: Kind.GONE,
    413: Kind.MEDIA,
    415: Kind.MEDIA,
    429: Kind.RATE,
}
PLAIN_REASONS = {
    Kind.REAUTH: "Mastodon no longer accepts the connection; it has to be renewed.",
    Kind.SCOPE: "Mastodon says this connection may not do that.",
    Kind.GONE: "It is not there (any more).",
    Kind.RATE: "Mastodon asks us to wait.",
}


async def call(
    egress: Egress,
    connection: Connection,
    method: str,
    path: str,
    *,
    purpose: Purpose = "read",
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    params: list[tuple[str, str]] | None = None,
    form: Mapping[str, str] | None = None,
    files: Mapping[str, tuple[str, bytes, str]] | None = None,
) -> Answer:
    """Call the connection's server as its person. Raises NetworkError for everything that is not 2xx."""
    try:
        answer = await egress.request(
            method,
            egress.base_url(connection.instance) + path,
            headers={"Authorization": f"Bearer {connection.access_token}", **(headers or {})},
            json=json,
            params=params,
            form=form,
            files=files,
            allowance=UPLOADING if purpose == "upload" else None,
        )
    except EgressError as error:
        raise failed_on_the_way(error, creating=purpose == "create") from error
    if not answer.ok:
        raise classify(answer, purpose, now(), connection.access_token)
    return answer


def unusable(answer: Answer, purpose: Purpose, secret: str) -> NetworkError:
    """Make the error for a success without a usable body: a created post may exist all the same."""
    kind = Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
    excerpt = excerpt_of(answer, secret)
    return NetworkError(kind, "The server's answer made no sense.", status=answer.status, excerpt=excerpt)


def classify(answer: Answer, purpose: Purpose, at: datetime, *secrets: str) -> NetworkError:
    """Say what a refusal means. `secrets` are kept out of the excerpt."""
    said = _said(answer, *secrets)
    kind, retry_at = _kind(answer, purpose, said.lower()), retry_time(answer, at)
    if kind is Kind.TRANSIENT and answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        retry_at = at + MEDIA_WAIT
    return NetworkError(
        kind,
        said or PLAIN_REASONS.get(kind, f"The server answered {answer.status}."),
        status=answer.status,
        retry_at=retry_at if kind in (Kind.RATE, Kind.TRANSIENT) else None,
        excerpt=excerpt_of(answer, *secrets),
    )


def _said(answer: Answer, *secrets: str) -> str:
    try:
        body = read_object(answer)
    except ValueError:
        return ""
    said = str(body.get("error_description") or body.get("error") or "")[:300]
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    return said


def _kind(answer: Answer, purpose: Purpose, said: str) -> Kind:
    status = answer.status
    if status in KINDS:
        return KINDS[status]
    if status == HTTPStatus.UNPROCESSABLE_ENTITY and "finished processing" in said:
        return Kind.TRANSIENT
    if status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers:
        return Kind.TRANSIENT
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.REQUEST_TIMEOUT:
        return Kind.MEDIA if purpose == "upload" else Kind.CONTENT
    if status < HTTPStatus.BAD_REQUEST:
        return Kind.GONE
    return Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
