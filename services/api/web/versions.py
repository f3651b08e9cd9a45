"""ETag and If-Match: a change says which version it was made from."""

from typing import Annotated

from fastapi import Header

from kernel.kit.errors import PreconditionFailed, PreconditionRequired

IfMatch = Annotated[str | None, Header(description="The ETag that was read")]


def etag_of(version: int) -> str:
    """A version as an ETag."""
    return f'"{version}"'


def check_version(if_match: str | None, version: int) -> None:
    """Raise PreconditionRequired without If-Match, PreconditionFailed for another version."""
    if not if_match:
        raise PreconditionRequired
    if if_match != "*" and etag_of(version) not in if_match:
        raise PreconditionFailed
