"""Whose budget it is, and what is left of it."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID

from networks.budgets import Unit


class Spender(Protocol):
    """A post that is about to be sent."""

    @property
    def id(self) -> UUID:
        """Which."""
        ...

    @property
    def organisation_id(self) -> UUID:
        """Whose app it goes through."""
        ...

    @property
    def profile_id(self) -> UUID:
        """Whose profile it goes to."""
        ...

    @property
    def network(self) -> str:
        """Where."""
        ...

    @property
    def instance(self) -> str:
        """At which server."""
        ...


class Purse(NamedTuple):
    """Whose: a profile's, or with none the organisation's app's at this network."""

    organisation_id: UUID
    network: str
    instance: str
    profile_id: UUID | None


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until `until`, by this machine's steady clock."""

    left: int
    most: int | None
    unit: Unit
    each: int
    until: float


class Noted(NamedTuple):
    """What is told to the other publishers; `wait` in seconds until it begins anew."""

    purse: Purse
    span: str
    left: Left
    wait: float
