"""What a clock on the wall shows, and which instant that is, where clocks are put forward and back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.kit.clock import instant_of, now

ZONES = (
    "Europe/Copenhagen", "Europe/London", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Tehran", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "UTC",
)  # fmt: skip


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "zone", "instant"),
    [
        ("2027-01-15T09:00", "Europe/Copenhagen", "2027-01-15T08:00"),
        ("2027-07-15T09:00", "Europe/Copenhagen", "2027-07-15T07:00"),
        # Put forward: half past two does not exist, and three o'clock comes next.
        ("2027-03-28T02:30", "Europe/Copenhagen", "2027-03-28T01:00"),
        ("2027-03-28T02:00", "Europe/Copenhagen", "2027-03-28T01:00"),
        ("2027-03-28T02:59:59", "Europe/Copenhagen", "2027-03-28T01:00"),
        ("2027-03-28T03:00", "Europe/Copenhagen", "2027-03-28T01:00"),
        # Put back: half past two comes twice, and the first is meant.
        ("2027-10-31T02:30", "Europe/Copenhagen", "2027-10-31T00:30"),
        ("2027-10-31T03:00", "Europe/Copenhagen", "2027-10-31T02:00"),
        # By half an hour, on an island; and the day that Samoa left out.
        ("2027-10-03T02:15", "Australia/Lord_Howe", "2027-10-02T15:30"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_a_wall_time_is_the_instant_at_which_the_clock_first_shows_it(shown: str, zone: str, instant: str) -> None:
    assert instant_of(wall(shown), zone) == utc(instant)


@given(minutes=st.integers(0, 5 * 366 * 24 * 60), zone=st.sampled_from(ZONES), seconds=st.integers(0, 59))
def test_every_wall_time_comes_back_or_gives_the_first_minute_after_a_gap(
    minutes: int, zone: str, seconds: int
) -> None:
    shown = wall("2026-01-01T00:00") + timedelta(minutes=minutes, seconds=seconds)
    instant, place = instant_of(shown, zone), ZoneInfo(zone)
    back = instant.astimezone(place).replace(tzinfo=None)
    if back == shown:
        assert (instant - timedelta(hours=1)).astimezone(place).replace(tzinfo=None) != shown, "the first of two"
    else:
        before = (instant - timedelta(seconds=1)).astimezone(place).replace(tzinfo=None)
        assert before < shown < back, "in a gap, whose other side it becomes"


@given(zone=st.sampled_from(ZONES), minute=st.integers(0, 24 * 60 - 2), day=st.integers(0, 5 * 366))
def test_a_later_wall_time_is_never_an_earlier_instant_unless_clocks_were_put_back(
    zone: str, minute: int, day: int
) -> None:
    shown = wall("2026-01-01T00:00") + timedelta(days=day, minutes=minute)
    assert instant_of(shown, zone) <= instant_of(shown + timedelta(minutes=1), zone)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../../etc/passwd", ""])
def test_a_zone_that_nobody_knows_is_refused(zone: str) -> None:
    with pytest.raises((ZoneInfoNotFoundError, ValueError)):
        instant_of(wall("2027-01-15T09:00"), zone)


def test_now_is_in_utc() -> None:
    assert now().tzinfo is UTC


CHANGING = (
    "Europe/Copenhagen", "Europe/London", "Europe/Athens", "America/New_York", "America/St_Johns", "America/Havana",
    "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
)  # fmt: skip
"""By an hour and by half of one, at night, at midnight and at a quarter to three, on both sides of the equator."""
YEARS = range(2026, 2031)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def change_days(place: ZoneInfo, year: int) -> Iterator[date]:
    """The days on which the clocks are put forward or back."""
    days = [wall(f"{year}-01-01T00:00") + n * DAY for n in range(-1, 367)]
    for day, after in pairwise(days):
        if day.replace(tzinfo=place).utcoffset() != after.replace(tzinfo=place).utcoffset() and day.year == year:
            yield day.date()


def first_shown(place: ZoneInfo, day: date) -> dict[datetime, datetime]:
    """When each minute from the day's midnight on is first seen on the wall, found by watching the clock for two days."""
    seen: dict[datetime, datetime] = {}
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for minute in range(-14 * 60, 38 * 60):
        instant = midnight + minute * MINUTE
        seen.setdefault(instant.astimezone(place).replace(tzinfo=None), instant)
    return seen


@pytest.mark.parametrize("zone", CHANGING)
def test_every_minute_of_every_change_day_is_due_when_the_clock_first_shows_it_or_what_comes_after(zone: str) -> None:
    place, changes, minutes = ZoneInfo(zone), 0, 0
    for year in YEARS:
        for day in change_days(place, year):
            changes, seen, skipped = changes + 1, first_shown(place, day), 0
            for minute in range(24 * 60):
                shown = existing = wall(f"{day}T00:00") + minute * MINUTE
                while existing not in seen:
                    existing += MINUTE
                assert instant_of(shown, zone) == seen[existing], (zone, shown)
                minutes, skipped = minutes + 1, skipped + (existing != shown)
            assert skipped in (0, 30, 60), (zone, day)
    assert (changes, minutes) == (2 * len(YEARS), 2 * len(YEARS) * 24 * 60)
