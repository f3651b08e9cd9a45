"""What LinkedIn's refusals mean. Its codes are stable; of its messages only the one that names a duplicate is read."""

from datetime import UTC, datetime, time, timedelta
from http import HTTPStatus
from typing import Any, Literal, cast

import regex

from kernel.kit.egress import Answer
from networks.answers import excerpt_of, read_object, read_text, retry_time
from networks.errors import Kind, NetworkError

NAMED = {
    "MEDIA_ASSET_WAITING_UPLOAD": Kind.TRANSIENT,
    "MEDIA_ASSET_PROCESSING": Kind.TRANSIENT,
    "MEDIA_ASSET_PROCESSING_FAILED": Kind.MEDIA,
    "FIELD_LENGTH_TOO_LONG": Kind.CONTENT,
}
STATUSES: dict[int, Kind] = {
    HTTPStatus.UNAUTHORIZED: Kind.REAUTH,
    HTTPStatus.FORBIDDEN: Kind.SCOPE,
    HTTPStatus.NOT_FOUND: Kind.GONE,
    HTTPStatus.GONE: Kind.GONE,
    HTTPStatus.CONFLICT: Kind.TRANSIENT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Kind.MEDIA,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Kind.MEDIA,
    HTTPStatus.UPGRADE_REQUIRED: Kind.CONFIG,
    HTTPStatus.TOO_MANY_REQUESTS: Kind.RATE,
}
PLAIN_REASONS = {
    Kind.REAUTH: "LinkedIn no longer accepts the connection; it has to be renewed.",
    Kind.SCOPE: "LinkedIn says this connection may not do that: the right, or the role on the page, is missing.",
    Kind.GONE: "It is not there (any more).",
    Kind.RATE: "LinkedIn's calls for today are used up.",
    Kind.CONFIG: "LinkedIn has ended the version of its API that is set in FORTALER_LINKEDIN_VERSION.",
    Kind.MEDIA: "LinkedIn could not use a picture.",
}
DUPLICATE = regex.compile(r"duplicate.*?(urn:li:(?:share|ugcPost|activity):\d+)", regex.IGNORECASE | regex.DOTALL)
MAY_BE_DUPLICATE = (HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
TRACES = ("x-li-uuid", "x-li-fabric", "x-li-request-id")
SHORTLY, AGAIN = timedelta(seconds=15), timedelta(minutes=15)
NEW_DAY = time(0, 5, tzinfo=UTC)
"""Calls are counted by the day and begin anew at midnight UTC."""
DEPTH = 5
SITE = "https://www.linkedin.com"


def classify(answer: Answer, purpose: Literal["read", "upload", "create"], at: datetime, *secrets: str) -> NetworkError:
    """Say what a refusal means. `secrets` are kept out of reason and excerpt."""
    body = _body(answer)
    said = read_text(body.get("message"), limit=300) or read_text(body.get("error_description"), limit=300) or ""
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    existing = DUPLICATE.search(said) if answer.status in MAY_BE_DUPLICATE else None
    kind = Kind.DUPLICATE if existing else _kind(answer, purpose, codes_in(body))
    return NetworkError(
        kind,
        PLAIN_REASONS.get(kind) or said or f"LinkedIn answered {answer.status}.",
        status=answer.status,
        retry_at=_retry_at(answer, kind, at),
        existing=existing[1] if existing else None,
        existing_url=address_of(existing[1]) if existing else None,
        excerpt=traced(answer, *secrets),
    )


def address_of(urn: str) -> str:
    """Where people see a post."""
    return f"{SITE}/feed/update/{urn}"


def senseless(answer: Answer, purpose: Literal["read", "upload", "create"], *secrets: str) -> NetworkError:
    """Make the error for a success that says nothing: a created post may exist all the same."""
    kind = Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
    excerpt = traced(answer, *secrets)
    return NetworkError(kind, "LinkedIn's answer made no sense.", status=answer.status, excerpt=excerpt)


def traced(answer: Answer, *secrets: str) -> str:
    """The beginning of an answer, after the ids under which LinkedIn's support finds it."""
    traces = [f"{name}={answer.headers[name][:60]}" for name in TRACES if name in answer.headers]
    return " ".join([*traces, excerpt_of(answer, *secrets)])


def codes_in(part: object, depth: int = DEPTH) -> set[str]:
    """The codes that an error's body names, wherever in it: they stand deeper where an input is at fault."""
    if not depth:
        return set()
    if isinstance(part, list):
        return {code for item in cast("list[object]", part) for code in codes_in(item, depth - 1)}
    if not isinstance(part, dict):
        return set()
    inner = cast("dict[str, object]", part)
    named = {value for value in (inner.get("code"), inner.get("errorCode")) if isinstance(value, str)}
    return named | {code for value in inner.values() for code in codes_in(value, depth - 1)}


def tomorrow(at: datetime) -> datetime:
    """When the next day's calls are there."""
    today = datetime.combine(at.astimezone(UTC).date(), NEW_DAY)
    return today if today > at else today + timedelta(days=1)


def _body(answer: Answer) -> dict[str, Any]:
    try:
        return read_object(answer)
    except ValueError:
        return {}


def _kind(answer: Answer, purpose: str, codes: set[str]) -> Kind:
    status = answer.status
    named = next((NAMED[code] for code in sorted(codes) if code in NAMED), None)
    if status == HTTPStatus.BAD_REQUEST and named:
        return named
    if status in STATUSES:
        return STATUSES[status]
    if status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers:
        return Kind.TRANSIENT
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.REQUEST_TIMEOUT:
        return Kind.MEDIA if purpose == "upload" else Kind.CONTENT
    if status < HTTPStatus.BAD_REQUEST:
        return Kind.GONE
    return Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT


def _retry_at(answer: Answer, kind: Kind, at: datetime) -> datetime | None:
    """LinkedIn names no time for a used up quota: in a quarter of an hour, or with the new day if that is sooner."""
    if kind not in (Kind.RATE, Kind.TRANSIENT):
        return None
    named = retry_time(answer, at)
    if named or kind is Kind.RATE:
        return named or min(at + AGAIN, tomorrow(at))
    return at + SHORTLY if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR else None
