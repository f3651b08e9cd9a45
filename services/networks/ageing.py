"""How often posts are read where reading costs nothing: often at first, monthly at the end, not at all after a year."""

from datetime import timedelta

# Age of a post → wait until the next reading.
READING_PLAN = (
    (timedelta(hours=24), timedelta(hours=3)),
    (timedelta(days=7), timedelta(hours=24)),
    (timedelta(days=30), timedelta(hours=72)),
    (timedelta(days=365), timedelta(days=30)),
)


def next_reading(age: timedelta) -> timedelta | None:
    """The wait until a post of this age is read again; None = no more."""
    return next((wait for until, wait in READING_PLAN if age < until), None)
