"""How much LinkedIn takes, how often it may be asked, and for how long what it says may be kept."""

from datetime import timedelta

# Of the older share API; the Posts API does not say. What is longer is cut, as LinkedIn's own card would be.
LONGEST_TITLE, LONGEST_DESCRIPTION = 200, 256

# Age of a post → wait until the next reading: few fixed points, because an app on trial has a hundred calls a day and
# person, and a reading of a person's post takes one call for every figure.
READING_PLAN = (
    (timedelta(days=2), timedelta(days=1)),
    (timedelta(days=7), timedelta(days=3)),
    (timedelta(days=30), timedelta(days=10)),
    (timedelta(days=90), timedelta(days=30)),
)
# LinkedIn's data storage requirements: a year for a page's reports. No row was found for a person's own analytics.
RETENTION: dict[str, timedelta | None] = {
    "post_readings": timedelta(days=365),
    "profile_readings": timedelta(days=365),
    "profile": None,
}


def next_reading(age: timedelta) -> timedelta | None:
    """The wait until a post of this age is read again; None = no more."""
    return next((wait for until, wait in READING_PLAN if age < until), None)
