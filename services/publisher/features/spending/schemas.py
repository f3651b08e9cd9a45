"""What was called within a month, as far as it is billed, and what would be called next."""

from typing import Any, NamedTuple, Protocol
from uuid import UUID


class Sendable(Protocol):
    """A post that is about to be sent."""

    @property
    def id(self) -> UUID:
        """Which."""
        ...

    @property
    def network(self) -> str:
        """Where."""
        ...

    @property
    def payload(self) -> dict[str, Any]:
        """What, as it was frozen."""
        ...


class Calls(NamedTuple):
    """Posts sent with and without a link in them, pictures described, looks for lost posts, readings, and days looked after.

    `profile_days` counts, for each connected profile, the days begun since the month's beginning or its own.
    """

    linked: int
    plain: int
    described: int
    looks: int
    readings: int
    profile_days: int
