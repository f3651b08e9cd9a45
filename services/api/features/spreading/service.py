"""Finding a planned post a quarter of an hour of its own."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.features.posts.service import Turn
from api.features.spreading import policy, queries
from kernel.kit.clock import wall_time_of


async def spread(
    session: AsyncSession, organisation_id: UUID, turn: Turn, *, story_id: UUID, ambassador_id: UUID,
    networks: Sequence[str],
) -> Turn:  # fmt: skip
    """The turn, moved to the next quarter of an hour in which no colleague's post of the story goes out on the networks.

    Within the transaction that writes the posts: whoever plans the same story meanwhile waits, and sees them.
    """
    if turn.zone is None:
        return turn
    await queries.take_turns(session, story_id)
    since = policy.quarter_of(turn.due_at)
    times = await queries.times_of_others(
        session, organisation_id, story_id, ambassador_id, networks,
        since=since, until=since + policy.FURTHEST + policy.QUARTER,
    )  # fmt: skip
    due_at = policy.first_free(turn.due_at, {policy.quarter_of(at) for at in times})
    return turn if due_at == turn.due_at else replace(turn, due_at=due_at, wall_time=wall_time_of(due_at, turn.zone))
