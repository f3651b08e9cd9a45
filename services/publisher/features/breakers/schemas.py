"""A way to a network, and its breaker."""

from dataclasses import dataclass
from typing import NamedTuple


class Lane(NamedTuple):
    """A network, or one server of it."""

    network: str
    instance: str


@dataclass(frozen=True, slots=True)
class Resting:
    """A breaker that is not closed: nobody tries before `until`, by this machine's steady clock."""

    because: str
    until: float
