"""What a refusal of Meta's means: by its code, by its subcode, and by its status where it says nothing.

Codes and subcodes: Graph API error handling, and Instagram's error codes of 2026-06-02. A pause is announced in minutes, in a
header of JSON (X-Business-Use-Case-Usage).
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Literal, cast

from kernel.kit.egress import Answer
from networks.answers import LONGEST_WAIT, excerpt_of, read_object, read_part, read_parts, read_text, retry_time
from networks.errors import Kind, NetworkError

Purpose = Literal["read", "prepare", "create"]

INVALID, MISSING = 100, 33
"""A parameter is wrong; with the subcode: there is no such object, or it is not for us."""
NOT_READY, DAILY_LIMIT = 2207027, 2207042
TRANSIENT_CODES = frozenset({-1, -2, 1, 2, 341})
RATE_CODES = frozenset({4, 17, 32, 613})
RATE_SERIES, SCOPE_SERIES = range(80_000, 80_100), range(200, 300)
SCOPE_CODES, REAUTH_CODES = frozenset({3, 10}), frozenset({102, 190})
SUBCODES: dict[int, Kind] = {
    **dict.fromkeys((2207001, 2207003, 2207032, 2207053, 2207082), Kind.TRANSIENT),
    **dict.fromkeys((2207008, 2207020, NOT_READY), Kind.TRANSIENT),
    **dict.fromkeys((2207004, 2207005, 2207009, 2207023, 2207026, 2207028, 2207052, 2207057), Kind.MEDIA),
    **dict.fromkeys((36000, 36001, 36003), Kind.MEDIA),
    2207010: Kind.CONTENT,
    DAILY_LIMIT: Kind.RATE,
    **dict.fromkeys((2207050, 2207051, 4279013), Kind.POLICY),
}
CODES: dict[int, Kind] = {INVALID: Kind.CONTENT, 368: Kind.POLICY, 506: Kind.DUPLICATE, 1609005: Kind.CONTENT}
STATUSES: dict[int, Kind] = {
    HTTPStatus.UNAUTHORIZED: Kind.REAUTH,
    HTTPStatus.FORBIDDEN: Kind.SCOPE,
    HTTPStatus.NOT_FOUND: Kind.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: Kind.RATE,
}
REASONS = {
    Kind.REAUTH: "{name} no longer accepts the connection; it has to be renewed.",
    Kind.SCOPE: "{name} says this connection may not do that.",
    Kind.GONE: "It is not there (any more).",
    Kind.RATE: "{name} asks us to wait.",
}


def classify(name: str, answer: Answer, purpose: Purpose, at: datetime, *secrets: str) -> NetworkError:
    """Say what a refusal by the network of that name means. `secrets` are kept out of reason and excerpt."""
    error = error_of(answer)
    kind, said = _kind(error, answer, purpose), words_of(error, *secrets)
    plain = REASONS.get(kind, f"{{name}} answered {answer.status}.").format(name=name)
    return NetworkError(
        kind,
        said if said and kind not in (Kind.REAUTH, Kind.RATE) else plain,
        status=answer.status,
        retry_at=pause_end(answer, error, at) if kind in (Kind.RATE, Kind.TRANSIENT) else None,
        excerpt=excerpt_of(answer, *secrets),
    )


def senseless(name: str, answer: Answer, purpose: Purpose, *secrets: str) -> NetworkError:
    """Make the error for a success that says nothing: a created post may exist all the same."""
    kind = Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
    excerpt = excerpt_of(answer, *secrets)
    return NetworkError(kind, f"{name}'s answer made no sense.", status=answer.status, excerpt=excerpt)


def error_of(answer: Answer) -> dict[str, Any]:
    """The error that an answer speaks of; the token endpoints have no object for it. Empty where there is none."""
    try:
        body = read_object(answer)
    except ValueError:
        return {}
    return read_part(body.get("error")) or (body if "error_message" in body or "error_type" in body else {})


def words_of(error: dict[str, Any], *secrets: str) -> str:
    """What it says is wrong, for people where it has such words."""
    names = ("error_user_msg", "message", "error_message")
    said = next((text for name in names if (text := read_text(error.get(name), limit=300))), "")
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    return said


def pause_end(answer: Answer, error: dict[str, Any], at: datetime) -> datetime | None:
    """When it may be tried again: after the longest pause that a header announces, or tomorrow for a day's worth of posts.

    Never more than a day ahead.
    """
    if error.get("error_subcode") == DAILY_LIMIT:
        return at + LONGEST_WAIT
    minutes = max(_announced(answer), default=0)
    return min(at + timedelta(minutes=minutes), at + LONGEST_WAIT) if minutes else retry_time(answer, at)


def _announced(answer: Answer) -> Iterator[int]:
    try:
        usage: object = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
    except ValueError:
        return
    for entries in cast("dict[str, object]", usage).values() if isinstance(usage, dict) else ():
        for entry in read_parts(entries):
            minutes = entry.get("estimated_time_to_regain_access")
            if isinstance(minutes, int) and not isinstance(minutes, bool) and minutes > 0:
                yield minutes


def _kind(error: dict[str, Any], answer: Answer, purpose: Purpose) -> Kind:
    code, subcode, status = error.get("code"), error.get("error_subcode"), answer.status
    broken = Kind.UNCERTAIN if purpose == "create" else Kind.TRANSIENT
    if status == HTTPStatus.SERVICE_UNAVAILABLE and "retry-after" in answer.headers:
        return Kind.TRANSIENT
    if isinstance(subcode, int) and subcode in SUBCODES:
        return SUBCODES[subcode]
    named = _by_code(code, subcode) if isinstance(code, int) else None
    if named is not None:
        return broken if named is Kind.TRANSIENT else named
    if error.get("is_transient") is True or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return broken
    return STATUSES.get(status, Kind.GONE if status < HTTPStatus.BAD_REQUEST else Kind.CONTENT)


def _by_code(code: int, subcode: object) -> Kind | None:
    if code in TRANSIENT_CODES:
        return Kind.TRANSIENT
    if code in RATE_CODES or code in RATE_SERIES:
        return Kind.RATE
    if code in REAUTH_CODES:
        return Kind.REAUTH
    if code in SCOPE_CODES or code in SCOPE_SERIES:
        return Kind.SCOPE
    return Kind.GONE if code == INVALID and subcode == MISSING else CODES.get(code)
