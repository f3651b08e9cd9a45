"""Writing what became of posts."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.collection import ReadPost
from kernel.jobs.enqueue import enqueue_all
from kernel.kit.clock import now
from kernel.lifecycles.moves import MoveRefused
from kernel.lifecycles.posts import posts
from kernel.tables.audit import Entry, append_events
from publisher.features.endings import queries
from publisher.features.endings.schemas import Held, Outcome
from publisher.features.holds.service import pause_network
from publisher.features.waiting.service import hold_profile

__all__ = ["Held", "Outcome", "write_ends"]

FIRST_READING = timedelta(minutes=10)
"""How long after publishing a post's numbers are first read: before that there is little to see."""
VERBS = {"published": "post.published", "refused": "post.refused", "missed": "post.missed"}
"""What stands in the audit log of a post's life."""


async def write_ends(session: AsyncSession, organisation_id: UUID, outcomes: Sequence[Outcome]) -> list[bool]:
    """Write outcomes, what follows from them, and what the audit log says of them. False for posts no longer ours.

    Raises MoveRefused for a move that a post's life does not know.
    """
    for outcome in outcomes:
        if outcome.state != outcome.held and outcome.state not in posts.moves[outcome.held]:
            raise MoveRefused(f"{outcome.held} cannot become {outcome.state}")
    written = await queries.end_attempts(session, organisation_id, outcomes)
    ours = [outcome for outcome in outcomes if outcome.post_id in written]
    readings = [(ReadPost(post_id=o.post_id), str(o.post_id)) for o in ours if o.state == "published"]
    await enqueue_all(session, organisation_id, readings, due_at=now() + FIRST_READING)
    for profile_id, reason in {o.profile_id: o.reason for o in ours if o.state == "needs_reconnect"}.items():
        await hold_profile(session, organisation_id, profile_id, reason or "")
    for outcome in ours:
        if outcome.state == "held" and outcome.error_kind is not None:
            await pause_network(session, organisation_id, outcome.profile_id, outcome.reason or "")
    entries = [_entry(outcome, *written[outcome.post_id]) for outcome in ours if outcome.state in VERBS]
    await append_events(session, organisation_id, entries)
    return [outcome.post_id in written for outcome in outcomes]


def _entry(outcome: Outcome, programme_id: UUID, person_id: UUID) -> Entry:
    detail = {"programme_id": str(programme_id), "network": outcome.network, "reason": outcome.reason_type}
    return Entry(VERBS[outcome.state], "post", outcome.post_id, about_person_id=person_id, detail=detail)
