"""Turning a story when its time has come."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.enqueue import enqueue
from kernel.jobs.stories import TurnStory
from kernel.lifecycles.stories import stories
from kernel.tables.audit import append_event
from publisher.features.stories.policy import next_turn, state_at
from publisher.features.stories.queries import story_to_turn

VERBS = {"live": "story.published", "expired": "story.expired"}


async def turn_story(session: AsyncSession, organisation_id: UUID, story_id: UUID) -> None:
    """Bring the story into the state its times ask for, and plan the turn after that.

    Repeatable: one that was turned, moved or withdrawn meanwhile is left as it is. A turn that comes too early, because
    the story was moved to a later time, plans itself anew.
    """
    turning = await story_to_turn(session, organisation_id, story_id)
    if turning is None:
        return
    story, to = turning.story, state_at(turning.story, turning.at)
    turned = to != story.state
    if turned:
        stories.move(story, to)
        await session.flush()
    due_at = next_turn(story)
    if due_at is not None:
        # The key holds the time: a turn planned for another time must neither be kept instead nor doubled.
        key = f"{story_id} {due_at.isoformat()}"
        await enqueue(session, organisation_id, TurnStory(story_id=story_id), due_at=due_at, key=key)
    if turned:
        await append_event(
            session,
            organisation_id,
            VERBS[to],
            subject_kind="story",
            subject_id=story_id,
            detail={"programme_id": str(story.programme_id)},
        )
