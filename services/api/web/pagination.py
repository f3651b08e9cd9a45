"""Pages of lists: `{items, next}` with an opaque cursor over a stable order."""

import base64
import binascii
import json
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Query

from api.web.shapes import Outgoing
from kernel.kit.errors import Unprocessable

Item = TypeVar("Item")
LARGEST_PAGE = 200

Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many at most")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before")]


class Page(Outgoing, Generic[Item]):
    """One page; `next` is empty on the last."""

    items: list[Item]
    next: str | None


class CursorUnknown(Unprocessable):
    """Not a cursor that we gave."""

    type = "cursor-unknown"
    title = "That is not a cursor from this list"


def to_cursor(*key: Any) -> str:
    """The place after the row with this sort key."""
    return base64.urlsafe_b64encode(json.dumps(key, default=str).encode()).decode()


def from_cursor(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """The sort key, its parts of the given kinds (str, int, bool, UUID). Raises CursorUnknown."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        if not isinstance(key, list) or len(key) != len(kinds):  # pyright: ignore[reportUnknownArgumentType]
            raise CursorUnknown(field="cursor")
        parts: list[Any] = [UUID(part) if kind is UUID else part for part, kind in zip(key, kinds, strict=True)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise CursorUnknown(field="cursor") from error
    if not all(map(isinstance, parts, kinds)):
        raise CursorUnknown(field="cursor")
    return tuple(parts)
