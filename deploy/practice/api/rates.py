"""Mastodon's limits on how often one may call, in fixed windows of time as its Rack::Attack counts them.

Its limit per address (300 in 5 minutes) is left out: here everyone calls from the same one.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple


class Window(NamedTuple):
    """So many calls in so many seconds; `limit` None lifts it."""

    limit: int | None
    seconds: int


class Spent(NamedTuple):
    """What is left of a window after a call; `remaining` below 0 means the call was one too many."""

    limit: int
    remaining: int
    reset_at: datetime

    def headers(self) -> dict[str, str]:
        """The X-RateLimit headers; the reset is a moment in ISO 8601, not a number."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.remaining, 0)),
            "X-RateLimit-Reset": self.reset_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        }


def mastodon_windows() -> dict[str, Window]:
    """Mastodon's own numbers: rack_attack.rb for all but `statuses`, which is its RateLimiter's."""
    return {
        "requests": Window(300, 300),
        "account": Window(1500, 300),
        "uploads": Window(30, 1800),
        "deletes": Window(30, 1800),
        "statuses": Window(300, 10800),
    }


@dataclass(slots=True)
class Rates:
    """The windows and what each caller spent of them."""

    windows: dict[str, Window] = field(default_factory=mastodon_windows)
    _spent: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict[tuple[str, int], tuple[int, int]])

    def spend(self, name: str, subject: int, now: datetime) -> Spent | None:
        """Count one call of a token or an account; None where the window is lifted."""
        window = self.windows[name]
        if window.limit is None:
            return None
        number = int(now.timestamp()) // window.seconds
        then, count = self._spent.get((name, subject), (number, 0))
        count = count + 1 if then == number else 1
        self._spent[name, subject] = (number, count)
        reset_at = datetime.fromtimestamp((number + 1) * window.seconds, UTC)
        return Spent(window.limit, window.limit - count, reset_at)

    def set_limit(self, name: str, limit: int | None) -> None:
        """Give a window another limit and count afresh; None lifts it. Raises KeyError for an unknown window."""
        self.windows[name] = self.windows[name]._replace(limit=limit)
        self._spent = {key: spent for key, spent in self._spent.items() if key[0] != name}

    def restore_limits(self) -> None:
        """Mastodon's own limits again, counted afresh."""
        self.windows, self._spent = mastodon_windows(), {}
