"""One call to X's API, and what its refusals mean.

X refuses in three shapes: a problem (type, title, detail), a list of errors, also within a 200, and old codes.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Literal

from kernel.kit.clock import now
from kernel.kit.egress import Allowance, Answer, Egress
from kernel.kit.guard import EgressError
from kernel.kit.settings import XSettings
from networks.answers import LONGEST_WAIT, excerpt_of, failed_on_the_way, read_object, read_parts, read_text, retry_time
from networks.errors import Kind, NetworkError
from networks.grants import Connection

Purpose = Literal["read", "upload", "create"]
UPLOADING = Allowance(seconds=120)

PROBLEMS = {
    "rate-limit-exceeded": Kind.RATE,
    "usage-capped": Kind.QUOTA_BILLING,
    "credits": Kind.QUOTA_BILLING,
    "unsupported-authentication": Kind.REAUTH,
    "user-suspended": Kind.REAUTH,
    "client-forbidden": Kind.CONFIG,
    "client-not-enrolled": Kind.CONFIG,
    "resource-not-found": Kind.GONE,
}
# The codes of the API before this one; some refusals still carry them.
CODES = {
    32: Kind.REAUTH,
    34: Kind.GONE,
    64: Kind.REAUTH,
    88: Kind.RATE,
    89: Kind.REAUTH,
    144: Kind.GONE,
    185: Kind.RATE,
    186: Kind.CONTENT,
    187: Kind.DUPLICATE,
    326: Kind.REAUTH,
}
STATUSES: dict[int, Kind] = {
    HTTPStatus.UNAUTHORIZED: Kind.REAUTH,
    HTTPStatus.PAYMENT_REQUIRED: Kind.QUOTA_BILLING,
    HTTPStatus.NOT_FOUND: Kind.GONE,
    HTTPStatus.GONE: Kind.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Kind.MEDIA,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Kind.MEDIA,
    HTTPStatus.TOO_MANY_REQUESTS: Kind.RATE,
}
# X gives most of its refusals the same number and no name: what is meant, only its words tell.
WORDS = (
    (re.compile(r"\bduplicate content\b", re.IGNORECASE), Kind.DUPLICATE),
    (re.compile(r"\b(suspended|locked)\b", re.IGNORECASE), Kind.REAUTH),
    (re.compile(r"\bcredits\b", re.IGNORECASE), Kind.QUOTA_BILLING),
    (re.compile(r"\b((client|developer) app|access level|project)\b", re.IGNORECASE), Kind.CONFIG),
)
PLAIN_REASONS = {
    Kind.REAUTH: "X no longer accepts the connection; it has to be renewed.",
    Kind.SCOPE: "X says this connection may not do that.",
    Kind.GONE: "It is not there (any more).",
    Kind.RATE: "X asks us to wait.",
    Kind.QUOTA_BILLING: "The organisation's credits at X are used up.",
}


async def call(
    egress: Egress,
    at: XSettings,
    connection: Connection,
    method: str,
    path: str,
    *,
    purpose: Purpose = "read",
    json: Any = None,
    params: list[tuple[str, str]] | None = None,
    form: dict[str, str] | None = None,
    files: dict[str, tuple[str, bytes, str]] | None = None,
    partial: bool = False,
) -> dict[str, Any]:
    """Call X as the person; the answer's JSON.

    Raises NetworkError for everything that is not 2xx and an object, and for a success that holds errors and nothing else,
    unless the caller looks through those itself (`partial`).
    """
    answer = await send(
        egress,
        method,
        at.api_url + path,
        purpose=purpose,
        headers={"Authorization": f"Bearer {connection.access_token}"},
        json=json,
        params=params,
        form=form,
        files=files,
        allowance=UPLOADING if purpose == "upload" else None,
    )
    if not answer.ok:
        raise classify(answer, purpose, now(), connection.access_token)
    try:
        said = read_object(answer)
    except ValueError:
        raise senseless(answer, purpose, connection.access_token) from None
    if not partial and "data" not in said and errors_of(said):
        raise classify(answer, purpose, now(), connection.access_token)
    return said


async def send(egress: Egress, method: str, url: str, *, purpose: Purpose = "read", **request: Any) -> Answer:
    """Make a call and return its answer, whatever its status. Raises NetworkError when no whole answer came."""
    try:
        return await egress.request(method, url, **request)
    except EgressError as error:
        raise failed_on_the_way(error, creating=purpose == "create") from error


def senseless(answer: Answer, purpose: Purpose, *secrets: str) -> NetworkError:
    """Make the error for a success that says nothing: a created post may exist all the same."""
    kind = Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
    excerpt = excerpt_of(answer, *secrets)
    return NetworkError(kind, "X's answer made no sense.", status=answer.status, excerpt=excerpt)


def classify(answer: Answer, purpose: Purpose, at: datetime, *secrets: str) -> NetworkError:
    """Say what a refusal means. `secrets` are kept out of reason and excerpt."""
    try:
        body = read_object(answer)
    except ValueError:
        body = {}
    said = _said(body, *secrets)
    kind = next(_named(answer.status, body, said), None) or _by_status(answer, purpose)
    plainly = kind is Kind.REAUTH and answer.status != HTTPStatus.FORBIDDEN
    return NetworkError(
        kind,
        said if said and not plainly else PLAIN_REASONS.get(kind, f"X answered {answer.status}."),
        status=answer.status,
        retry_at=pause_end(answer, at) if kind in (Kind.RATE, Kind.TRANSIENT) else None,
        excerpt=excerpt_of(answer, *secrets),
    )


def errors_of(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The errors of an answer, also of one that is otherwise a success."""
    return read_parts(said.get("errors"))


def problem_of(part: dict[str, Any]) -> str:
    """The last word of a problem's type; "" where there is none."""
    return str(part.get("type", "")).rpartition("/problems/")[2].strip("/")


def pause_end(answer: Answer, at: datetime) -> datetime | None:
    """When X lets us go on: the latest end of the windows that are used up, as it says in seconds since 1970.

    Never more than a day ahead.
    """
    windows = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")
    ends = [
        datetime.fromtimestamp(int(reset), UTC)
        for window in windows
        if answer.headers.get(f"{window}-remaining", "0") == "0"
        and (reset := answer.headers.get(f"{window}-reset", "")).isdecimal()
        and len(reset) <= len("9999999999")
    ]
    return min(max(at, *ends), at + LONGEST_WAIT) if ends else retry_time(answer, at)


def _said(body: dict[str, Any], *secrets: str) -> str:
    """What X says is wrong: of the errors, which are closer to it than the problem around them, the first."""
    parts = [*errors_of(body), body]
    words = (part.get(name) for part in parts for name in ("message", "detail", "error_description"))
    said = next((text for word in words if (text := read_text(word, limit=300))), "")
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    return said


def _named(status: int, body: dict[str, Any], said: str) -> Iterator[Kind]:
    """What an answer names by its types, its codes or its words, the most telling first."""
    for part in (body, *errors_of(body)):
        if (problem := problem_of(part)) in PROBLEMS:
            yield PROBLEMS[problem]
        code = part.get("code")
        if isinstance(code, int) and code in CODES:
            yield CODES[code]
    if body.get("title") == "CreditsDepleted":
        yield Kind.QUOTA_BILLING
    if status == HTTPStatus.FORBIDDEN:
        yield from (kind for words, kind in WORDS if words.search(said))


def _by_status(answer: Answer, purpose: Purpose) -> Kind:
    status = answer.status
    if status in STATUSES:
        return STATUSES[status]
    if status == HTTPStatus.FORBIDDEN and purpose == "read":
        return Kind.SCOPE
    if status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers:
        return Kind.TRANSIENT
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.REQUEST_TIMEOUT:
        return Kind.MEDIA if purpose == "upload" else Kind.CONTENT
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Kind.GONE
    return Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
