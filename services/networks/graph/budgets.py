"""What Meta says is used of an app's and a profile's share of its API: in percent, and in posts where it counts those."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from kernel.kit.egress import Answer
from networks.answers import LONGEST_WAIT, read_count, read_object, read_part, read_parts
from networks.budgets import Budget, Of

WHOLE = 100
ROLLING = timedelta(hours=1)
"""Use is counted over the last hour, and so begins anew at no certain time."""
MOST_POSTS = 1_000_000
"""More than this no network takes of anybody in a day: a number beyond it is none."""
PARTS = ("call_count", "total_time", "total_cputime")


def budgets_of(answer: Answer, at: datetime, *, limit_edge: str | None = None) -> tuple[Budget, ...]:
    """Read the usage headers, and the answer of the edge that says how many posts of the day are used."""
    apps = [read_part(_header(answer, "x-app-usage"))]
    profiles = [
        entry for entries in _header(answer, "x-business-use-case-usage").values() for entry in read_parts(entries)
    ]
    return (*_used("app", apps, at), *_used("profile", profiles, at), *_posts(answer, limit_edge, at))


def _header(answer: Answer, name: str) -> dict[str, Any]:
    try:
        said: object = json.loads(answer.headers.get(name, "{}"))
    except ValueError:
        return {}
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}


def _used(of: Of, entries: Iterable[dict[str, Any]], at: datetime) -> Iterator[Budget]:
    """What is used most decides; Meta may say in how many minutes there is room again."""
    used = [count for entry in entries for part in PARTS if (count := read_count(entry.get(part))) is not None]
    minutes = [read_count(entry.get("estimated_time_to_regain_access")) or 0 for entry in entries]
    if used:
        wait = min(timedelta(minutes=min(max(minutes), 24 * 60)), LONGEST_WAIT) or ROLLING
        yield Budget(of, "usage", max(0, WHOLE - max(used)), WHOLE, at + wait, "percent")


def _posts(answer: Answer, limit_edge: str | None, at: datetime) -> Iterator[Budget]:
    if limit_edge is None or not answer.ok or not answer.url.partition("?")[0].endswith(f"/{limit_edge}"):
        return
    try:
        entry = next(iter(read_parts(read_object(answer).get("data"))), dict[str, Any]())
    except ValueError:
        return
    used, most = read_count(entry.get("quota_usage")), read_count(read_part(entry.get("config")).get("quota_total"))
    if used is not None and most is not None and most <= MOST_POSTS:
        yield Budget("profile", "day", max(0, most - used), most, at + ROLLING)
