"""When a network counts as failing, and how much of what we send may be second tries. Pure but for the clock given."""

from collections import deque

from networks.errors import NetworkError

CALLS, FAILED = 20, 10
"""How many calls are looked back on, and how many of them must have failed."""
REST = 60.0
"""Seconds for which a failing network is left alone."""
SHARE, RESERVE, TRICKLE = 0.1, 10.0, 1 / 6
"""Second tries: a tenth of the first ones; ten at once; and one every six seconds where hardly anything is sent."""


class Window:
    """How the last calls to a network went."""

    def __init__(self) -> None:
        self._calls = deque[bool](maxlen=CALLS)

    def note(self, *, failed: bool) -> bool:
        """Note a call. Whether enough of the last ones failed to leave the network alone; then the looking back begins anew."""
        self._calls.append(failed)
        trips = len(self._calls) == CALLS and sum(self._calls) >= FAILED
        if trips:
            self._calls.clear()
        return trips


class Retries:
    """How many second tries a network may be sent now, so that its bad hour is not made worse by us."""

    def __init__(self, at: float, *, patience: float = 1.0) -> None:
        """`at` is the time of a steady clock, in seconds."""
        self._left, self._at, self._trickle = RESERVE, at, TRICKLE / patience

    def allow(self, at: float, *, again: bool) -> bool:
        """Count a call; False for a second try (`again`) that has to wait."""
        self._left = min(RESERVE, self._left + (at - self._at) * self._trickle)
        self._at = at
        if not again:
            self._left = min(RESERVE, self._left + SHARE)
            return True
        if self._left < 1:
            return False
        self._left -= 1
        return True


def is_failure(error: NetworkError | None) -> bool:
    """Whether a call's end speaks against its network rather than against what was sent."""
    return error is not None and error.retry_class in ("A", "B")
