"""What a network says is left of what it takes from an app or a profile, read from the answers it gives anyway."""

from datetime import datetime
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from kernel.kit.egress import Answer
from networks.answers import LONGEST_WAIT, read_moment

Of = Literal["app", "profile"]
Unit = Literal["calls", "posts", "points", "percent"]
LONGEST_NUMBER = 9


class Budget(NamedTuple):
    """How much is left until `resets_at`, never more than a day ahead; one post takes `each` of it.

    `span` tells budgets of the same app or profile apart. `most` is what it begins with, None where that is not said.
    """

    of: Of
    span: str
    left: int
    most: int | None
    resets_at: datetime
    unit: Unit = "posts"
    each: int = 1


@runtime_checkable
class TellsBudgets(Protocol):
    """A network whose answers say what is left."""

    def budgets(self, answer: Answer, at: datetime) -> tuple[Budget, ...]:
        """What this answer says, as of `at`; empty where it says nothing. Pure, and raises for nothing that is written there."""
        ...


def counted(
    answer: Answer, prefix: str, at: datetime, *, of: Of = "profile", span: str, unit: Unit = "posts", each: int = 1
) -> tuple[Budget, ...]:
    """Read a budget from the headers `prefix`-limit, -remaining and -reset."""
    left = _number(answer.headers.get(f"{prefix}-remaining", ""))
    resets_at = read_moment(answer.headers.get(f"{prefix}-reset", ""), at)
    if left is None or resets_at is None or resets_at <= at:
        return ()
    most = _number(answer.headers.get(f"{prefix}-limit", ""))
    return (Budget(of, span, left, most, min(resets_at, at + LONGEST_WAIT), unit, each),)


def _number(value: str) -> int | None:
    value = value.strip()
    return int(value) if value.isdecimal() and len(value) <= LONGEST_NUMBER else None
