"""Which quarter of an hour is free. Pure."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

QUARTER = timedelta(minutes=15)
FURTHEST = timedelta(hours=4)
"""A time is moved by no more than this; where all that is taken, it stays: the day that was chosen matters more."""


def quarter_of(at: datetime) -> datetime:
    """When the quarter of an hour began in which `at` is."""
    return datetime.fromtimestamp(at.timestamp() // QUARTER.total_seconds() * QUARTER.total_seconds(), UTC)


def first_free(at: datetime, taken: Collection[datetime]) -> datetime:
    """`at`, or where its quarter is taken, the beginning of the next that is not."""
    begins = quarter_of(at)
    if begins not in taken:
        return at
    steps = range(1, FURTHEST // QUARTER + 1)
    return next((free for step in steps if (free := begins + step * QUARTER) not in taken), at)
