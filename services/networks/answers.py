"""What every adapter does with an answer, or with none: read it strictly, and say what a failure on the way means."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, cast

from kernel.kit.egress import Answer
from kernel.kit.guard import EgressError, EgressNotSent, EgressRefused, EgressTooLarge
from networks.errors import Kind, NetworkError

EXCERPT = 300
LONGEST_WAIT = timedelta(days=1)
LONGEST_LIFE = timedelta(days=730)
NO_TEXT = re.compile("[\\0\ud800-\udfff]")
TOKEN = re.compile(r"[\x21-\x7e]+")


def failed_on_the_way(error: EgressError, *, creating: bool) -> NetworkError:
    """Say what it means that no whole answer came; `creating`: the call may have made a post visible."""
    if isinstance(error, EgressNotSent):
        return NetworkError(Kind.TRANSIENT, f"The server could not be reached ({error}).")
    if isinstance(error, EgressRefused):
        return NetworkError(Kind.GONE, f"The server's address may not be called ({error}).")
    kind = Kind.UNCERTAIN if creating else Kind.TRANSIENT
    words = "too much" if isinstance(error, EgressTooLarge) else "nothing usable"
    return NetworkError(kind, f"The server answered {words} ({error}).")


def read_object(answer: Answer) -> dict[str, Any]:
    """The answer's JSON object. Raises ValueError when it is anything else."""
    body = answer.json()
    if not isinstance(body, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 one error for every unusable body
    return cast("dict[str, Any]", body)


def read_list(answer: Answer) -> list[dict[str, Any]]:
    """The answer's JSON list of objects. Raises ValueError when it is no list."""
    body = answer.json()
    if not isinstance(body, list):
        raise ValueError("not a JSON list")  # noqa: TRY004 one error for every unusable body
    return [cast("dict[str, Any]", item) for item in cast("list[object]", body) if isinstance(item, dict)]


def read_part(value: object) -> dict[str, Any]:
    """An object within an answer; empty when it is absent or anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def read_parts(value: object) -> list[dict[str, Any]]:
    """The objects of a list within an answer; none when it is absent or anything else."""
    parts = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", part) for part in parts if isinstance(part, dict)]


def read_count(value: object) -> int | None:
    """A counter; None when it is absent, hidden (negative) or no number."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def read_life(value: object) -> timedelta | None:
    """How long something lives, of the seconds that a server says; None where it says none that make sense.

    Never more than two years: what is said to live longer is looked at again by then.
    """
    seconds = read_count(value)
    return timedelta(seconds=min(seconds, int(LONGEST_LIFE.total_seconds()))) if seconds else None


def read_text(value: object, *, limit: int = 2000) -> str | None:
    """A text that a server gave us, cut to `limit` characters; None when it is empty or no text.

    Half characters and zero bytes are no text: they can neither be sent nor stored.
    """
    return value[:limit] if isinstance(value, str) and value and not NO_TEXT.search(value) else None


def read_token(value: object, *, limit: int = 20_000) -> str | None:
    """A token that a server gave us: visible ASCII, which is all that a header carries (RFC 6750, 2.1); else None."""
    text = value if isinstance(value, str) and len(value) <= limit else ""
    return text if TOKEN.fullmatch(text) else None


def read_address(value: object) -> str | None:
    """A web address that a server gave us; None for anything that is not http(s)."""
    text = read_text(value)
    return text if text and text.startswith(("https://", "http://")) else None


def excerpt_of(answer: Answer, *secrets: str) -> str:
    """The beginning of an answer for the attempt's record, without the secrets that we sent and it may echo."""
    text = answer.text
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return text[:EXCERPT]


def retry_time(answer: Answer, now: datetime) -> datetime | None:
    """When the server says to come back: Retry-After (seconds or a date), X-RateLimit-Reset (ISO 8601 or epoch).

    Never more than a day ahead, whatever a server says.
    """
    for name in ("retry-after", "x-ratelimit-reset", "ratelimit-reset"):
        moment = read_moment(answer.headers.get(name, ""), now)
        if moment is not None:
            return min(max(moment, now), now + LONGEST_WAIT)
    return None


def read_moment(value: str, now: datetime) -> datetime | None:
    """A time in a header: seconds from `now` or since 1970, ISO 8601, or HTTP's own form. None for anything else."""
    value = value.strip()
    try:
        if value.isdigit():
            seconds = int(value)
            return now + timedelta(seconds=seconds) if seconds < 10**9 else datetime.fromtimestamp(seconds, UTC)
        moment = parsedate_to_datetime(value) if "," in value else datetime.fromisoformat(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
