"""What X charges an organisation's app for each call, as a dated list, and what a post and its readings will cost by it.

Amounts are whole mills: thousandths of a US dollar. A link makes a post thirteen times as dear. X bills a post that is read
twice within a day (UTC) once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from networks.drafts import State

MONTHLY_CAP = "monthly_cap_cents"
"""Where an organisation's app (`NetworkApp.metadata_`) holds how many US cents a calendar month (UTC) may cost."""
CENT = 10


@dataclass(frozen=True)
class PriceList:
    """What one call costs from the day `since` on, as read on `checked`."""

    since: date
    checked: date
    post: int
    post_with_link: int
    post_read: int
    user_read: int
    alt_text: int


# docs.x.com, getting started, pricing. The eldest first.
PRICES = (
    PriceList(
        since=date(2026, 4, 1),
        checked=date(2026, 8, 22),
        post=15,
        post_with_link=200,
        post_read=5,
        user_read=10,
        alt_text=5,
    ),
)


def prices_on(day: date) -> PriceList:
    """The list that holds on a day; for a day before all lists the eldest."""
    return next((prices for prices in reversed(PRICES) if prices.since <= day), PRICES[0])


def cost_of_post(payload: State, day: date) -> int:
    """What publishing a rendered post costs, in mills: the post, dearer with a link in it, and each description.

    `payload` is `Rendered.payload`. An answer that was lost is paid for all the same; so is looking for its post
    (`cost_of_looking`).
    """
    prices = prices_on(day)
    described = sum(1 for picture in payload["pictures"] if picture["alt"].strip())
    return (prices.post_with_link if payload["links"] else prices.post) + described * prices.alt_text


def cost_of_looking(posts: int, day: date) -> int:
    """What it costs to look through so many of a person's posts, in mills."""
    return posts * prices_on(day).post_read


def cost_of_readings(plan: tuple[timedelta, ...], day: date, *, posts: int = 1) -> int:
    """What reading posts at the points of a plan (ages of the post) costs, in mills: two points on one day are one.

    As the hour of publishing is not known here, points less than a day apart are counted apart: never too low.
    """
    return len(plan) * posts * prices_on(day).post_read


def cost_of_account(days: int, day: date) -> int:
    """What reading a person's followers once a day costs over so many days, in mills."""
    return days * prices_on(day).user_read


def cap_of(metadata: Mapping[str, object]) -> int | None:
    """How much the organisation lets its app spend in a month, in mills; None = it set no cap."""
    cap = metadata.get(MONTHLY_CAP)
    return cap * CENT if isinstance(cap, int) and not isinstance(cap, bool) and cap >= 0 else None
