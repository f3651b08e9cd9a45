"""A programme's figures."""

from datetime import date
from typing import Annotated

from api.web.figures import Figure
from api.web.shapes import Outgoing, Personal
from kernel.tables.base import Visibility
from kernel.tables.shares import PostState

Grouped = Personal(Visibility.AGGREGATE)


class StateCount(Outgoing):
    """How many posts of the period are in a state now; null where that is hidden."""

    state: PostState
    count: Annotated[int | None, Grouped]


class OutcomeDay(Outgoing):
    """A closed day; null where a figure is hidden, and where nobody has counted yet."""

    day: date
    clicks: Annotated[int | None, Grouped]
    visitors: Annotated[int | None, Grouped]
    shares: Annotated[int | None, Grouped]


class ByNetwork(Outgoing):
    """Posts that are out on a network, and the clicks that came from there; null where a figure is hidden."""

    network: Annotated[str, Grouped]
    posts: Annotated[int | None, Grouped]
    clicks: Annotated[int | None, Grouped]


class Waiting(Outgoing):
    """What somebody has to look at now. `unknown_posts` is null where so few people have any that they are not told of."""

    applications: Annotated[int, Personal(Visibility.MANAGERS)]
    drafts: int
    unknown_posts: Annotated[int | None, Grouped]


class Outcomes(Outgoing):
    """`days` closed days up to and including `until`, in the organisation's time zone."""

    days: int
    until: date
    min_group_size: int
    figures: list[Figure]
    posts_by_state: list[StateCount]
    series: list[OutcomeDay]
    by_network: list[ByNetwork]
    waiting: Waiting
