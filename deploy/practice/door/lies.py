"""The lies the network can be told to tell: which of them are waiting, and which one the next request meets."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class Lie(StrEnum):
    """What can go wrong with a create, and what is true afterwards."""

    STORE_THEN_500 = "store_then_500"
    """Stored; the answer says 500."""
    STORE_THEN_DROP = "store_then_drop"
    """Stored; the connection closes without an answer."""
    STORE_THEN_GARBAGE = "store_then_garbage"
    """Stored; the answer is 200 and no JSON."""
    STORE_THEN_SLOW = "store_then_slow"
    """Stored at once; the answer comes `seconds` later."""
    DROP = "drop"
    """Not stored; the connection closes without an answer."""
    FAIL_500 = "fail_500"
    """Not stored; the answer says 500."""
    SLOW = "slow"
    """Stored and answered `seconds` later, even if the client has left meanwhile."""
    RATE_LIMITED = "rate_limited"
    """Not stored; 429 with `Retry-After`."""
    UNAVAILABLE = "unavailable"
    """Not stored; 503 with `Retry-After`."""
    REFUSE_TEXT = "refuse_text"
    """Not stored; 422 with `message`."""


STORES = frozenset(
    {Lie.STORE_THEN_500, Lie.STORE_THEN_DROP, Lie.STORE_THEN_GARBAGE, Lie.STORE_THEN_SLOW, Lie.SLOW},
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One lie with its particulars; those that a lie does not use are ignored."""

    lie: Lie
    account: str | None = None
    seconds: float = 2.0
    retry_after: int = 1
    message: str = "Validation failed: Text is not allowed here"
    reset: bool = False


@dataclass(slots=True)
class Door:
    """Everything that makes the network lie. `clear_lies` makes it honest again."""

    waiting: list[Telling] = field(default_factory=list[Telling])
    odds: Mapping[Lie, float] = field(default_factory=dict[Lie, float])
    chance: Random = field(default_factory=Random)
    lists_lag_seconds: float = 0.0
    list_failures: int = 0
    repeated_key_500: bool = False
    ignore_keys: bool = False
    media_processing_seconds: float | None = None
    media_failures: int = 0
    told: Counter[str] = field(default_factory=Counter[str])
    seen: Counter[str] = field(default_factory=Counter[str])

    def draw(self, username: str) -> Telling | None:
        """The lie that this account's next create meets, if any: first those waiting, then by chance."""
        for index, telling in enumerate(self.waiting):
            if telling.account in (None, username):
                return self._tell(self.waiting.pop(index))
        roll = self.chance.random() if self.odds else 1.0
        for lie, probability in self.odds.items():
            if roll < probability:
                return self._tell(Telling(lie, reset=self.chance.choice((True, False))))
            roll -= probability
        return None

    def draw_list_failure(self) -> bool:
        """Whether this reading of an account's posts fails."""
        if self.list_failures == 0:
            return False
        self.list_failures -= 1
        self.told["list_failure"] += 1
        return True

    def draw_media_failure(self) -> bool:
        """Whether the file that is being uploaded will break in processing."""
        if self.media_failures == 0:
            return False
        self.media_failures -= 1
        self.told["media_failure"] += 1
        return True

    def clear_lies(self) -> None:
        """Tell the truth from here on; what was told stays counted."""
        self.waiting, self.odds = [], {}
        self.lists_lag_seconds, self.list_failures = 0.0, 0
        self.repeated_key_500 = self.ignore_keys = False
        self.media_processing_seconds, self.media_failures = None, 0

    def _tell(self, telling: Telling) -> Telling:
        self.told[telling.lie] += 1
        return telling
