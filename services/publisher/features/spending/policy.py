"""What calls cost, and which posts a cap still lets out. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from networks.x.prices import cost_of_account, cost_of_looking, cost_of_post, prices_on
from networks.x.readback import PAGE
from publisher.features.spending.schemas import Calls, Sendable

LOOKS_A_DAY = 2
"""How often a connected profile is asked for in a day: for its followers, and whether its connection stands."""


def cost_of(calls: Calls, day: date) -> int:
    """What calls cost in mills (thousandths of a US dollar): rather more than less, as a look may find a full page."""
    prices = prices_on(day)
    return (
        calls.linked * prices.post_with_link
        + calls.plain * prices.post
        + calls.described * prices.alt_text
        + cost_of_looking(calls.looks * PAGE + calls.readings, day)
        + cost_of_account(calls.profile_days * LOOKS_A_DAY, day)
    )


def beyond(posts: Sequence[Sendable], *, cap: int, spent: int, day: date) -> set[UUID]:
    """The posts that would cost more than is left, one after the other; `cap` and `spent` in mills."""
    over = set[UUID]()
    for post in posts:
        payload: dict[str, Any] = post.payload["payload"]
        cost = cost_of_post(payload, day)
        if spent + cost > cap:
            over.add(post.id)
        else:
            spent += cost
    return over
