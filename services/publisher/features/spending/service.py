"""Keeping an organisation within what it lets its app spend in a month."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.clock import now
from networks.errors import Kind, NetworkError
from networks.x.prices import CENT, cap_of
from publisher.features.spending import queries
from publisher.features.spending.policy import beyond, cost_of
from publisher.features.spending.schemas import Sendable

BILLS = "x"
"""The network that bills an app's owner for each call."""


async def beyond_cap(
    session: AsyncSession, organisation_id: UUID, posts: Sequence[Sendable]
) -> dict[UUID, NetworkError]:
    """The posts that the month's cap no longer lets out, each with why.

    Within the transaction that writes the attempts: whoever spends next waits, and sees them.
    """
    billed = [post for post in posts if post.network == BILLS]
    cap = cap_of(await queries.app_of(session, organisation_id, BILLS)) if billed else None
    if cap is None:
        return {}
    await queries.take_turns(session, organisation_id, BILLS)
    at = now()
    month = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    spent = cost_of(await queries.calls_since(session, organisation_id, BILLS, month=month, at=at), at.date())
    reason = (
        f"The month's cap of ${cap / CENT / 100:,.2f} for calls to X is reached: about ${spent / CENT / 100:,.2f} are spent."
        " Raise the cap, or let the posts go out next month."
    )
    return {
        post_id: NetworkError(Kind.QUOTA_BILLING, reason)
        for post_id in beyond(billed, cap=cap, spent=spent, day=at.date())
    }
