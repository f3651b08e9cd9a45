"""Time as people choose it (a wall time in a zone) and as machines keep it (an instant)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The instant, in UTC. Where two machines must agree, ask the database instead (`clock_timestamp()`)."""
    return datetime.now(UTC)


def instant_of(wall_time: datetime, zone: str) -> datetime:
    """The instant at which a clock on the wall in `zone` first shows `wall_time` (naive).

    A wall time that a summer-time gap skips becomes the first minute after the gap; one that occurs twice is its first
    occurrence. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    place = ZoneInfo(zone)
    first = wall_time.replace(tzinfo=place, fold=0)
    instant = first.astimezone(UTC)
    if instant.astimezone(place).replace(tzinfo=None) == wall_time:
        return instant
    return _first_valid_minute(wall_time, place)


def wall_time_of(instant: datetime, zone: str) -> str:
    """What a clock on the wall in `zone` shows at `instant`, to the minute: 2026-11-25T08:30."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _first_valid_minute(wall_time: datetime, place: ZoneInfo) -> datetime:
    """The next wall minute that exists; gaps are at most a day long (Samoa, 2011)."""
    candidate = wall_time.replace(second=0, microsecond=0)
    for _ in range(24 * 60 + 1):
        candidate += timedelta(minutes=1)
        instant = candidate.replace(tzinfo=place).astimezone(UTC)
        if instant.astimezone(place).replace(tzinfo=None) == candidate:
            return instant
    raise ValueError(f"{wall_time} does not exist in {place.key}")
