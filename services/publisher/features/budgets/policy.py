"""Whether one more post fits, and what is believed of two words on the same budget. Pure."""

from publisher.features.budgets.schemas import Left

CAREFUL = 25
"""Percent left from which on posts go one at a time: how much a call takes, Meta does not say."""
SAME = 5.0
"""Seconds by which two words on the end of one span may differ."""


def fits(left: Left, under_way: int) -> bool:
    """Whether one more post may be sent beside those `under_way`, which the network may not have counted yet."""
    if left.unit == "percent":
        return left.left > 0 and (left.left > CAREFUL or not under_way)
    return left.left - under_way * left.each >= left.each


def is_used_up(left: Left) -> bool:
    """Whether not even one post fits."""
    return not fits(left, 0)


def believed(known: Left | None, said: Left, *, heard: bool) -> Left:
    """What to go by: answers overtake each other, so within a span the lower count is the later one.

    `heard`: it is an answer's own word, which rises and falls where use is told in percent; else another publisher's.
    """
    if known is None or (heard and said.unit == "percent") or said.until > known.until + SAME:
        return said
    return said if said.until >= known.until - SAME and said.left < known.left else known
