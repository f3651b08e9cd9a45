"""Every statement about posts that their owners make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.tables.ambassadors import Ambassador
from kernel.tables.links import Link
from kernel.tables.profiles import Profile
from kernel.tables.shares import Attempt, Post, PostPicture, Share
from kernel.tables.stories import StoryText

_ZONE = text("SELECT zone FROM person WHERE id = :person")
_CLICKS = text(
    "SELECT l.post_id, sum(d.clicks)::int AS clicks, sum(d.visitors)::int AS visitors"
    " FROM link l JOIN link_day d ON d.organisation_id = l.organisation_id AND d.link_id = l.id"
    " WHERE l.organisation_id = :organisation AND l.post_id = ANY(:posts) GROUP BY l.post_id"
)
_COUNTED_UNTIL = text("SELECT updated_at FROM heartbeat WHERE worker = 'metrics'")
_REACTIONS = text(
    "SELECT post_id, sum(value)::int AS value, max(as_of) AS as_of FROM ("
    " SELECT DISTINCT ON (post_id, metric) post_id, metric, value, as_of FROM post_reading"
    " WHERE organisation_id = :organisation AND post_id = ANY(:posts)"
    " AND metric IN ('likes', 'comments', 'reposts', 'quotes') ORDER BY post_id, metric, as_of DESC) latest"
    " GROUP BY post_id HAVING count(value) > 0"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """A post with what stands around it."""

    post: Post
    profile: Profile
    share: Share
    link: Link | None
    title: str | None


async def moment(session: AsyncSession) -> datetime:
    """The database's time: what posts are due by."""
    return (await session.execute(select(func.clock_timestamp()))).scalar_one()


async def zone_of(session: AsyncSession, person_id: UUID) -> str:
    """The person's time zone."""
    return (await session.execute(_ZONE, {"person": person_id})).scalar_one()


async def posts_of(session: AsyncSession, organisation_id: UUID, share_ids: Sequence[UUID]) -> list[Whole]:
    """The shares' posts, in the order in which they were made."""
    return await _wholes(session, organisation_id, col(Share.id).in_(share_ids))


async def own_post(session: AsyncSession, organisation_id: UUID, person_id: UUID, post_id: UUID) -> Whole | None:
    """One of the person's own posts, as it stands now."""
    mine = col(Ambassador.person_id) == person_id
    found = await _wholes(session, organisation_id, (col(Post.id) == post_id) & mine)
    return found[0] if found else None


async def _wholes(session: AsyncSession, organisation_id: UUID, which: Any) -> list[Whole]:
    title = (
        select(StoryText.title)
        .where(
            col(StoryText.organisation_id) == col(Share.organisation_id), col(StoryText.story_id) == col(Share.story_id)
        )
        .order_by((col(StoryText.language) == col(Share.language)).desc())
        .limit(1)
        .correlate(Share)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Post, Profile, Share, Link)
        .add_columns(title)
        .join(Share, (col(Share.organisation_id) == col(Post.organisation_id)) & (col(Share.id) == col(Post.share_id)))
        .join(
            Ambassador,
            (col(Ambassador.organisation_id) == col(Post.organisation_id))
            & (col(Ambassador.id) == col(Share.ambassador_id)),
        )
        .join(
            Profile,
            (col(Profile.organisation_id) == col(Post.organisation_id)) & (col(Profile.id) == col(Post.profile_id)),
        )
        .outerjoin(Link, (col(Link.organisation_id) == col(Post.organisation_id)) & (col(Link.post_id) == col(Post.id)))
        .where(col(Post.organisation_id) == organisation_id, which)
        .order_by(col(Post.id))
        .execution_options(populate_existing=True)
    )
    return [Whole(*row) for row in rows]


async def attempts_of(session: AsyncSession, organisation_id: UUID, post_ids: Sequence[UUID]) -> list[Attempt]:
    """What was tried, in order."""
    found = await session.scalars(
        select(Attempt)
        .where(col(Attempt.organisation_id) == organisation_id, col(Attempt.post_id).in_(post_ids))
        .order_by(col(Attempt.post_id), col(Attempt.number))
    )
    return list(found)


async def pictures_of(session: AsyncSession, organisation_id: UUID, post_ids: Sequence[UUID]) -> list[PostPicture]:
    """What goes along with the posts, in order."""
    found = await session.scalars(
        select(PostPicture)
        .where(col(PostPicture.organisation_id) == organisation_id, col(PostPicture.post_id).in_(post_ids))
        .order_by(col(PostPicture.post_id), col(PostPicture.number))
    )
    return list(found)


async def clicks_of(session: AsyncSession, organisation_id: UUID, post_ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """Clicks and visitors so far, by post; a post whose link nobody has opened is absent."""
    rows = await session.execute(_CLICKS, {"organisation": organisation_id, "posts": list(post_ids)})
    return {row.post_id: row for row in rows}


async def counted_until(session: AsyncSession) -> datetime | None:
    """When the metrics worker last said that it counts; None where it never has."""
    return (await session.execute(_COUNTED_UNTIL)).scalar_one_or_none()


async def reactions_of(session: AsyncSession, organisation_id: UUID, post_ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """Reactions as last read and when, by post; a post of which no number is known is absent."""
    rows = await session.execute(_REACTIONS, {"organisation": organisation_id, "posts": list(post_ids)})
    return {row.post_id: row for row in rows}


async def move_post(session: AsyncSession, post: Post, states: Sequence[str], **values: Any) -> bool:
    """Change the post if it is in one of `states` at that very moment. False where it no longer is."""
    moved = await session.execute(
        update(Post)
        .where(
            col(Post.organisation_id) == post.organisation_id,
            col(Post.id) == post.id,
            col(Post.state).in_(states),
        )
        .values(**values)
        .returning(col(Post.id))
        .execution_options(synchronize_session=False)
    )
    return moved.scalar_one_or_none() is not None


def scheduled_unless_waiting() -> dict[str, Any]:
    """State and reason after a new time: what waits for its profile goes on waiting, all else is scheduled."""
    waits = col(Post.state) == "needs_reconnect"
    return {
        "state": case((waits, "needs_reconnect"), else_="scheduled"),
        "reason_type": case((waits, col(Post.reason_type)), else_=None),
        "reason": case((waits, col(Post.reason)), else_=None),
    }
