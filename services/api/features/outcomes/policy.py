"""What may be shown of a group: nothing about fewer people than the minimum, and nothing from which that follows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from api.features.outcomes.queries import Cell, Period
from api.web.figures import Coverage, Figure, Source, Unit

Key = TypeVar("Key", bound=Any)


def hidden(cells: Mapping[Key, Cell], least: int) -> set[Key]:
    """Which cells must not be shown beside their sum.

    Those about too few people; and where these are too few together as well, so that their part of the sum would be a
    figure about them, the next smallest too.
    """
    small = {key for key, cell in cells.items() if cell.people < least}
    together = frozenset[Any]().union(*(cells[key].few for key in small))
    rest = cells.keys() - small
    if rest and 0 < len(together) < least:
        small.add(min(rest, key=lambda key: (cells[key].people, str(key))))
    return small


def shown(cells: Mapping[Key, Cell], least: int) -> dict[Key, int]:
    """The values of the cells that may be shown beside their sum."""
    withheld = hidden(cells, least)
    return {key: cell.value for key, cell in cells.items() if key not in withheld}


def states_shown(cells: Mapping[tuple[str, bool], Cell], least: int) -> dict[str, int | None]:
    """How many posts are in which state. The sum of those that are out is known, as the coverage of other figures."""
    parts = shown({key: cell for key, cell in cells.items() if key[1]}, least) | {
        key: cell.value for key, cell in cells.items() if not key[1] and cell.people >= least
    }
    counts: dict[str, int | None] = {}
    for state, is_out in sorted(cells):
        part, before = parts.get((state, is_out)), counts.get(state, 0)
        counts[state] = None if part is None or before is None else before + part
    return counts


def days_shown(days: Sequence[date], authors: Sequence[tuple[date, int]], least: int) -> set[date]:
    """The days whose clicks may be shown: those on which enough people had a link out.

    Their number only grows. Where the days before have clicks of too few, the first day after is hidden too, so that
    the sum says nothing about them.
    """
    enough = [day for day in days if sum(people for since, people in authors if since <= day) >= least]
    some_before = any(since < enough[0] for since, _ in authors) if enough else False
    return set(enough[1:] if some_before and enough[0] != days[0] else enough)


def counted(days: Sequence[tuple[int, int]], when: Period) -> tuple[int | None, int | None, datetime | None]:
    """Clicks, visitors and as of when; unknown where nobody has counted yet."""
    if when.counted_until is None:
        return (sum(day[0] for day in days), sum(day[1] for day in days), None) if days else (None, None, None)
    return sum(day[0] for day in days), sum(day[1] for day in days), min(when.closed, when.counted_until)


def figure(
    key: str,
    value: float | None,
    *,
    people: int,
    least: int,
    source: Source,
    as_of: datetime | None,
    coverage: Coverage | None = None,
    unit: Unit = "count",
) -> Figure:
    """A measured figure about `people`, hidden where they are too few."""
    few = people < least
    return Figure(
        key=key,
        value=None if few else value,
        unit=unit,
        kind="measured",
        source=source,
        as_of=None if few else as_of,
        coverage=None if few else coverage,
        definition=f"{key}-1",
        hidden="group_too_small" if few else None,
    )


def people_told_apart(active: int, ambassadors: int) -> int:
    """About how many people the number of active ones speaks: as many as they are, or as the others are, if fewer."""
    others = ambassadors - active
    return min(active, others) if others else active
