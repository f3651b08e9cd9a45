"""What was called within a month, as far as it is billed."""

from typing import NamedTuple


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
