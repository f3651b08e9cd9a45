"""A figure as every room that shows one says it: what it is, where it comes from, as of when, and for how much of it."""

from datetime import datetime
from typing import Annotated, Literal

from api.web.shapes import Outgoing, Personal
from kernel.tables.base import Visibility

Unit = Literal["count", "percent", "seconds"]
Kind = Literal["measured", "declared", "potential"]
Source = Literal["own_link", "network", "fortaler", "person"]


class Coverage(Outgoing):
    """A figure stands for `measured` of the `of` things it speaks about."""

    measured: int
    of: int


class Figure(Outgoing):
    """One number. `value` is null where nobody knows it, never zero; `hidden` says when it is known and not shown.

    `key` names it, `definition` the version of its definition. Whether it is one person's own or a group's is up to the
    room; what is said of groups too small is hidden there.
    """

    key: str
    value: Annotated[float | None, Personal(Visibility.AGGREGATE)]
    unit: Unit
    kind: Kind
    source: Source
    as_of: datetime | None
    coverage: Coverage | None
    definition: str
    hidden: Literal["group_too_small"] | None
