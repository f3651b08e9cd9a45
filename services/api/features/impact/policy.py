"""What each of one's own figures means: how it is summed up, and of how much it speaks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from api.features.impact.queries import Day, OwnPost, Period
from api.web.figures import Coverage, Figure, Source

EVIDENT = ("confirmed", "link", "clicks")
"""Grades of evidence that are more than the person's word."""


def figures(posts: Sequence[OwnPost], counted: Mapping[date, Day], when: Period, *, measurable: bool) -> list[Figure]:
    """The period's totals. Clicks are unknown to one who never had a link out, reactions where no network told any."""
    measurable = measurable and (when.counted_until is not None or bool(counted))
    recent = [post for post in posts if post.at >= when.since]
    read = [post for post in recent if post.reactions is not None]
    linked = _coverage(sum(post.linked for post in recent), len(recent))
    clicks = sum(day.clicks for day in counted.values()) if measurable else None
    visitors = sum(day.visitors for day in counted.values()) if measurable else None
    evident = sum(post.evidence in EVIDENT for post in recent)
    return [
        _figure("clicks", clicks, "own_link", when.counted_until, linked),
        _figure("visitors", visitors, "own_link", when.counted_until, linked),
        _figure(
            "reactions",
            sum(post.reactions or 0 for post in read) if read else None,
            "network",
            min((post.read_at for post in read if post.read_at), default=None),
            _coverage(len(read), len(recent)),
        ),
        _figure("posts", len(recent), "fortaler", when.at, _coverage(evident, len(recent))),
    ]


def is_known(day: date, first_link: date | None, when: Period) -> bool:
    """Whether a day on which nothing was counted was a day without clicks: a link was out, and somebody counted."""
    return first_link is not None and when.counted_on is not None and first_link <= day <= when.counted_on


def figures_of(post: OwnPost, when: Period) -> list[Figure]:
    """One post's: clicks and visitors where it has a link, reactions where its network tells any."""
    measured = post.linked and (when.counted_until is not None or post.clicks > 0)
    clicks, visitors = (post.clicks, post.visitors) if measured else (None, None)
    return [
        _figure("clicks", clicks, "own_link", when.counted_until, None),
        _figure("visitors", visitors, "own_link", when.counted_until, None),
        _figure("reactions", post.reactions, "network", post.read_at, None),
    ]


def _coverage(measured: int, of: int) -> Coverage | None:
    """Of nothing there is nothing to say."""
    return Coverage(measured=measured, of=of) if of else None


def _figure(key: str, value: int | None, source: Source, as_of: datetime | None, coverage: Coverage | None) -> Figure:
    return Figure(
        key=key,
        value=value,
        unit="count",
        kind="measured",
        source=source,
        as_of=as_of,
        coverage=coverage,
        definition=f"{key}-1",
        hidden=None,
    )
