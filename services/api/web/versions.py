"""ETag and If-Match: a change says which version it was made from."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Header

from kernel.kit.errors import PreconditionFailed, PreconditionRequired

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
IfMatch = Annotated[str | None, Header(description="The ETag that was read")]


def etag_of(version: int) -> str:
    """A version as an ETag."""
    return f'"{version}"'


def version_at(changed: datetime) -> int:
    """The version of a row that counts none: when it was last changed, in microseconds."""
    return (changed - _EPOCH) // timedelta(microseconds=1)


def check_version(if_match: str | None, version: int) -> None:
    """Raise PreconditionRequired without If-Match, PreconditionFailed for another version."""
    if not if_match:
        raise PreconditionRequired
    if if_match != "*" and etag_of(version) not in if_match:
        raise PreconditionFailed
