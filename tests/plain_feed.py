"""The feed as one would first write it, with the ORM: what the feed must answer, and the baseline that it is measured by."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from api.auth.actor import Actor
from api.features.assets.service import asset_shown
from api.features.feed.queries import CHARACTERS_A_MINUTE
from api.features.feed.schemas import Feed, FeedItem, ProgrammeName
from api.features.stories.service import MyPost
from kernel.tables.ambassadors import Ambassador
from kernel.tables.assets import Asset
from kernel.tables.people import Person
from kernel.tables.programmes import Programme
from kernel.tables.shares import Post, Share
from kernel.tables.stories import Story, StorySeen, StoryText


class PlainFeed:
    """The first page of one person's feed."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self.session, self.here = session, actor.organisation_id
        self.actor = actor

    async def _all(self, *where: ColumnElement[bool], table: Any) -> list[Any]:
        return list(await self.session.scalars(select(table).where(col(table.organisation_id) == self.here, *where)))

    async def read(self, limit: int) -> Feed:
        """Everything at once; cursors are not its business."""
        mine = [m.ambassador_id for m in self.actor.memberships if "feed:read" in m.scopes]
        person = await self.session.get_one(Person, self.actor.person_id)
        members = await self._all(col(Ambassador.id).in_(mine), table=Ambassador)
        ids = [member.programme_id for member in members]
        programmes = {p.id: p for p in await self._all(col(Programme.id).in_(ids), table=Programme)}
        found: list[tuple[Story, Ambassador]] = []
        for member in members:
            found += [(story, member) for story in await self._live(member)]
        texts: dict[UUID, list[StoryText]] = defaultdict(list)
        for text in await self._all(col(StoryText.story_id).in_([story.id for story, _ in found]), table=StoryText):
            texts[text.story_id].append(text)
        reads = {member.id: [person.locale, *member.languages] for member in members}
        found.sort(key=lambda pair: pair[0].id, reverse=True)
        found.sort(key=lambda pair: pair[0].publish_at or pair[0].created_at, reverse=True)
        found.sort(key=lambda pair: not any(t.language in reads[pair[1].id] for t in texts[pair[0].id]))
        found.sort(key=lambda pair: not pair[0].pinned)
        page = found[:limit]
        about = [story.id for story, _ in page]
        assets = {a.id: a for a in await self._all(col(Asset.id).in_([s.asset_id for s, _ in page]), table=Asset)}
        seen = {s.story_id for s in await self._all(col(StorySeen.ambassador_id).in_(mine), table=StorySeen)}
        posts, sharers = await self._posts(mine, about), await self._sharers(about)
        items = [
            FeedItem(
                story_id=story.id,
                programme=ProgrammeName.model_validate(programmes[story.programme_id]),
                title=text.title,
                why=text.why,
                topic=story.topic,  # pyright: ignore[reportArgumentType]
                minutes=minutes(text),
                language=text.language,  # pyright: ignore[reportArgumentType]
                image=asset_shown(assets[story.asset_id]) if story.asset_id else None,
                url=story.url,
                published_at=story.publish_at or story.created_at,
                expires_at=story.expires_at,
                pinned=story.pinned,
                must_know=story.must_know,
                seen=story.id in seen,
                because=because(story, member),
                my_posts=[MyPost.of(post) for post in posts[story.id]],
                shared_by=shared_by(sharers.get(story.id, 0), programmes[story.programme_id]),
            )
            for story, member in page
            for text in [best(texts[story.id], reads[member.id], story)]
        ]
        return Feed(items=items, next=None)

    async def _live(self, member: Ambassador) -> list[Story]:
        return await self._all(
            col(Story.programme_id) == member.programme_id,
            col(Story.state) == "live",
            or_(col(Story.expires_at).is_(None), col(Story.expires_at) > func.now()),
            or_(col(Story.audience_tags) == [], col(Story.audience_tags).overlap(member.tags)),  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
            or_(col(Story.audience_languages) == [], col(Story.audience_languages).overlap(member.languages)),  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
            table=Story,
        )

    async def _posts(self, mine: list[UUID], about: list[UUID]) -> dict[UUID, list[Post]]:
        rows = await self.session.execute(
            select(Share, Post)
            .join(Post, and_(col(Post.organisation_id) == self.here, col(Post.share_id) == col(Share.id)))
            .where(
                col(Share.organisation_id) == self.here,
                col(Share.ambassador_id).in_(mine),
                col(Share.story_id).in_(about),
                col(Post.state) != "cancelled",
            )
            .order_by(col(Post.id).desc())
        )
        posts: dict[UUID, list[Post]] = defaultdict(list)
        for share, post in rows:
            assert share.story_id is not None
            posts[share.story_id].append(post)
        return posts

    async def _sharers(self, about: list[UUID]) -> dict[UUID, int]:
        out = or_(
            col(Post.state).in_(("published", "declared")), col(Post.evidence).in_(("clicks", "link", "confirmed"))
        )
        rows = await self.session.execute(
            select(col(Share.story_id), func.count(func.distinct(col(Share.ambassador_id))))
            .join(Post, and_(col(Post.organisation_id) == self.here, col(Post.share_id) == col(Share.id)))
            .where(col(Share.organisation_id) == self.here, col(Share.story_id).in_(about), out)
            .group_by(col(Share.story_id))
        )
        return {story_id: people for story_id, people in rows if story_id is not None}


def best(texts: list[StoryText], reads: list[str], story: Story) -> StoryText:
    """The text in the language that the reader reads best, else in the story's own."""
    wanted = [*reads, story.language]
    return min(texts, key=lambda text: wanted.index(text.language) if text.language in wanted else len(wanted))


def minutes(text: StoryText) -> int:
    """To read it."""
    points = " ".join([*text.facts, *text.angles])
    size = len(text.why.encode()) + len(text.body.encode()) + len(points.encode())
    return max(1, -(-size // CHARACTERS_A_MINUTE))


def because(story: Story, member: Ambassador) -> list[str]:
    """Why it is there."""
    if not story.audience_tags and not story.audience_languages:
        return ["everyone"]
    tags = [f"tag:{tag}" for tag in story.audience_tags if tag in member.tags]
    return tags + [f"language:{language}" for language in story.audience_languages if language in member.languages]


def shared_by(people: int, programme: Programme) -> int | None:
    """Nobody is pointed at."""
    return people if people >= programme.min_group_size else None
