"""Every statement about stories."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from kernel.kit.clock import now
from kernel.tables.ambassadors import Ambassador
from kernel.tables.assets import Asset
from kernel.tables.people import Person
from kernel.tables.programmes import Programme
from kernel.tables.shares import IS_OUT, Post, Share
from kernel.tables.stories import Story, StorySeen, StoryText

SEEN = SQLModel.metadata.tables["story_seen"]
_SHARED = text(
    "SELECT share.story_id, count(*) AS shares, count(DISTINCT share.ambassador_id) AS sharers FROM share"  # noqa: S608
    " WHERE share.organisation_id = :organisation AND share.story_id = ANY(:stories) AND EXISTS (SELECT FROM post"
    f" WHERE post.organisation_id = share.organisation_id AND post.share_id = share.id AND {IS_OUT})"
    " GROUP BY share.story_id"
)
_AUDIENCE = text(
    "SELECT count(*) AS everyone, count(*) FILTER (WHERE (CAST(:tags AS text[]) = '{}' OR tags && :tags)"
    " AND (CAST(:languages AS text[]) = '{}' OR languages && :languages)) AS reached"
    " FROM ambassador WHERE organisation_id = :organisation AND programme_id = :programme"
    " AND state = 'active' AND 'ambassador' = ANY(roles)"
)


class Shared(NamedTuple):
    """How often a story was passed on, and by how many people."""

    shares: int
    sharers: int


async def story(session: AsyncSession, organisation_id: UUID, story_id: UUID, *, lock: bool = False) -> Story | None:
    """A story of the organisation."""
    wanted = select(Story).where(col(Story.organisation_id) == organisation_id, col(Story.id) == story_id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(wanted)


async def stories(
    session: AsyncSession,
    organisation_id: UUID,
    programme_id: UUID,
    *,
    state: str | None,
    before: UUID | None,
    limit: int,
) -> list[Story]:
    """A programme's stories, newest first."""
    wanted = select(Story).where(col(Story.organisation_id) == organisation_id, col(Story.programme_id) == programme_id)
    if state is not None:
        wanted = wanted.where(col(Story.state) == state)
    if before is not None:
        wanted = wanted.where(col(Story.id) < before)
    return list(await session.scalars(wanted.order_by(col(Story.id).desc()).limit(limit)))


async def texts(session: AsyncSession, organisation_id: UUID, story_ids: Sequence[UUID]) -> list[StoryText]:
    """All languages of these stories."""
    wanted = select(StoryText).where(
        col(StoryText.organisation_id) == organisation_id, col(StoryText.story_id).in_(story_ids)
    )
    return list(await session.scalars(wanted.order_by(col(StoryText.language))))


async def assets(session: AsyncSession, organisation_id: UUID, asset_ids: Sequence[UUID]) -> dict[UUID, Asset]:
    """These pictures by id."""
    wanted = select(Asset).where(col(Asset.organisation_id) == organisation_id, col(Asset.id).in_(asset_ids))
    return {asset.id: asset for asset in await session.scalars(wanted)}


async def shared(session: AsyncSession, organisation_id: UUID, story_ids: Sequence[UUID]) -> dict[UUID, Shared]:
    """How these stories were passed on; those that were not are left out."""
    rows = await session.execute(_SHARED, {"organisation": organisation_id, "stories": list(story_ids)})
    return {row.story_id: Shared(row.shares, row.sharers) for row in rows}


async def programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme | None:
    """A programme of the organisation."""
    wanted = select(Programme).where(
        col(Programme.organisation_id) == organisation_id, col(Programme.id) == programme_id
    )
    return await session.scalar(wanted)


async def ambassador(session: AsyncSession, organisation_id: UUID, ambassador_id: UUID) -> Ambassador:
    """The caller's own membership."""
    wanted = select(Ambassador).where(
        col(Ambassador.organisation_id) == organisation_id, col(Ambassador.id) == ambassador_id
    )
    return (await session.scalars(wanted)).one()


async def author_name(session: AsyncSession, organisation_id: UUID, ambassador_id: UUID) -> str | None:
    """What the author is called."""
    return await session.scalar(
        select(col(Person.name))
        .join(Ambassador, col(Ambassador.person_id) == col(Person.id))
        .where(col(Ambassador.organisation_id) == organisation_id, col(Ambassador.id) == ambassador_id)
    )


async def posts_of(session: AsyncSession, organisation_id: UUID, story_id: UUID, ambassador_id: UUID) -> list[Post]:
    """An ambassador's own posts about a story, newest first; those they took back are left out."""
    wanted = (
        select(Post)
        .join(
            Share,
            (col(Share.organisation_id) == col(Post.organisation_id)) & (col(Share.id) == col(Post.share_id)),
        )
        .where(
            col(Share.organisation_id) == organisation_id,
            col(Share.story_id) == story_id,
            col(Share.ambassador_id) == ambassador_id,
            col(Post.state) != "cancelled",
        )
    )
    return list(await session.scalars(wanted.order_by(col(Post.id).desc())))


async def is_seen(session: AsyncSession, organisation_id: UUID, story_id: UUID, ambassador_id: UUID) -> bool:
    """Whether the ambassador has opened the story."""
    return await session.get(StorySeen, (organisation_id, ambassador_id, story_id)) is not None


async def add_seen(session: AsyncSession, organisation_id: UUID, story_id: UUID, ambassador_id: UUID) -> None:
    """Note that the ambassador has opened the story; the first time counts."""
    at = now()
    row = insert(SEEN).values(
        organisation_id=organisation_id,
        story_id=story_id,
        ambassador_id=ambassador_id,
        at=at,
        created_at=at,
        updated_at=at,
    )
    await session.execute(row.on_conflict_do_nothing())


async def drop_texts(session: AsyncSession, organisation_id: UUID, story_id: UUID) -> None:
    """Take a story's texts away, before new ones are written."""
    await session.execute(
        delete(StoryText).where(col(StoryText.organisation_id) == organisation_id, col(StoryText.story_id) == story_id)
    )


async def stop_posts(session: AsyncSession, story: Story, states: Sequence[str], reason: str) -> int:
    """Withdraw the story's posts that are in one of `states`; how many that were.

    A post that the publisher claims at the same moment is locked by whoever comes first, and the other sees its new
    state: it is either stopped here or no longer in one of `states`.
    """
    of_story = select(col(Share.id)).where(
        col(Share.organisation_id) == story.organisation_id, col(Share.story_id) == story.id
    )
    stopped = await session.execute(
        update(Post)
        .where(
            col(Post.organisation_id) == story.organisation_id,
            col(Post.share_id).in_(of_story),
            col(Post.state).in_(states),
        )
        .values(state="withdrawn", reason_type="story-withdrawn", reason=reason, updated_at=func.clock_timestamp())
        .returning(col(Post.id))
    )
    return len(stopped.all())


async def audience(
    session: AsyncSession, organisation_id: UUID, programme_id: UUID, *, tags: Sequence[str], languages: Sequence[str]
) -> tuple[int, int]:
    """How many active ambassadors match, and how many there are."""
    values = {
        "organisation": organisation_id,
        "programme": programme_id,
        "tags": list(tags),
        "languages": list(languages),
    }
    row = (await session.execute(_AUDIENCE, values)).one()
    return row.reached, row.everyone
