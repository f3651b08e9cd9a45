"""When colleagues' posts of a story go out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.shares import Post, Share

GONE = ("cancelled", "withdrawn", "refused", "missed")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('spreading ' || :story, 0))")


async def take_turns(session: AsyncSession, story_id: UUID) -> None:
    """Let whoever plans a post of the same story wait until this one's time is settled."""
    await session.execute(_ONE_AT_A_TIME, {"story": str(story_id)})


async def times_of_others(
    session: AsyncSession, organisation_id: UUID, story_id: UUID, ambassador_id: UUID, networks: Sequence[str], *,
    since: datetime, until: datetime,
) -> Sequence[datetime]:  # fmt: skip
    """When other people's posts of the story go out, or went, on any of the networks."""
    query = (
        select(col(Post.due_at))
        .join(Share, (col(Share.organisation_id) == col(Post.organisation_id)) & (col(Share.id) == col(Post.share_id)))
        .where(
            col(Share.organisation_id) == organisation_id,
            col(Share.story_id) == story_id,
            col(Share.ambassador_id) != ambassador_id,
            col(Post.network).in_(networks),
            col(Post.state).not_in(GONE),
            col(Post.due_at) >= since,
            col(Post.due_at) < until,
        )
    )
    return (await session.scalars(query)).all()
