"""A table of states and the moves between them."""

from collections.abc import Mapping
from typing import Protocol

from kernel.kit.errors import Conflict


class MoveRefused(Conflict):
    """The thing is in a state from which it cannot go there."""

    type = "move-refused"
    title = "That is not possible in its present state"


class HasState(Protocol):
    """A row with a state."""

    state: str


class Lifecycle:
    """Which states follow which. `moves[state]` is where one may go from `state`; a final state has none."""

    def __init__(self, name: str, moves: Mapping[str, tuple[str, ...]]) -> None:
        unknown = {to for targets in moves.values() for to in targets} - moves.keys()
        if unknown:
            raise ValueError(f"{name}: moves to unknown states {sorted(unknown)}")
        self.name, self.moves = name, moves

    @property
    def states(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.moves)

    @property
    def final(self) -> frozenset[str]:
        """Those that nothing follows."""
        return frozenset(state for state, targets in self.moves.items() if not targets)

    def before(self, to: str) -> tuple[str, ...]:
        """The states from which `to` may be entered, for `WHERE state IN (…)`."""
        return tuple(sorted(state for state, targets in self.moves.items() if to in targets))

    def move(self, row: HasState, to: str) -> None:
        """Set the row's state. Raises MoveRefused where that move does not exist."""
        if to not in self.moves[row.state]:
            raise MoveRefused(f"It is {row.state.replace('_', ' ')} and cannot become {to.replace('_', ' ')}")
        row.state = to
