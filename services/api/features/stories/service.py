"""Writing stories, reading them, and moving them through their life."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.scopes import Scope
from api.features.assets.errors import AssetNotFound
from api.features.assets.service import asset_shown, find_asset
from api.features.audit.service import record
from api.features.stories import policy, queries
from api.features.stories.errors import PictureElsewhere, StoryNotFound, StoryWithdrawn
from api.features.stories.schemas import (
    Audience,
    AudienceCount,
    MyPost,
    Publish,
    Story,
    StoryIn,
    StoryPatch,
    StorySummary,
    StoryText,
    web_address,
)
from api.web.pagination import Page, from_cursor, to_cursor
from api.web.versions import check_version
from kernel.jobs.enqueue import enqueue
from kernel.jobs.stories import TurnStory
from kernel.kit.clock import now
from kernel.kit.errors import NotFound
from kernel.lifecycles.stories import stories
from kernel.tables.programmes import Programme
from kernel.tables.stories import Story as StoryRow
from kernel.tables.stories import StoryText as StoryTextRow

__all__ = [
    "MyPost", "count_audience", "create_story", "list_stories", "mark_seen", "publish_story", "read_story",
    "submit_story", "update_story", "web_address", "withdraw_story",
]  # fmt: skip


async def list_stories(
    session: AsyncSession, actor: Actor, programme_id: UUID, *, state: str | None, limit: int, cursor: str | None
) -> Page[StorySummary]:
    """A programme's stories in every state, newest first. Raises NotFound, Forbidden."""
    programme = await _programme(session, actor, "stories:read", programme_id)
    before = policy.id_in(from_cursor(cursor, str)[0]) if cursor else None
    rows = await queries.stories(
        session, actor.organisation_id, programme_id, state=state, before=before, limit=limit + 1
    )
    shown = rows[:limit]
    items = await _summaries(session, shown, programme.min_group_size)
    return Page[StorySummary](items=items, next=to_cursor(shown[-1].id) if len(rows) > limit else None)


async def create_story(session: AsyncSession, actor: Actor, programme_id: UUID, *, draft: StoryIn) -> Story:
    """A new story, as a draft. Raises NotFound, Forbidden, TextMissing, PictureElsewhere."""
    await _programme(session, actor, "stories:write", programme_id)
    policy.need_main_text(draft.language, [text.language for text in draft.texts])
    await _need_asset(session, actor, programme_id, draft.asset_id)
    author = next((m.ambassador_id for m in actor.memberships if m.programme_id == programme_id), None)
    story = StoryRow(
        organisation_id=actor.organisation_id,
        programme_id=programme_id,
        author_id=author,
        topic=draft.topic,
        language=draft.language,
        url=draft.url,
        asset_id=draft.asset_id,
        audience_tags=draft.audience.tags,
        audience_languages=list(draft.audience.languages),
        pinned=draft.pinned,
        must_know=draft.must_know,
    )
    session.add(story)
    await session.flush()
    await _write_texts(session, story, draft.texts)
    return await _whole(session, actor, story)


async def read_story(session: AsyncSession, actor: Actor, story_id: UUID) -> Story:
    """A story: in any state to those who write them, live and meant for them to others. Raises StoryNotFound."""
    return await _whole(session, actor, await _readable(session, actor, story_id))


async def update_story(
    session: AsyncSession, actor: Actor, story_id: UUID, *, patch: StoryPatch, if_match: str | None
) -> Story:
    """Change a story. What is planned or live must stay fit to be shared.

    Raises StoryNotFound, Forbidden, PreconditionRequired, PreconditionFailed, StoryWithdrawn, StoryNotReady,
    TextMissing, PictureElsewhere.
    """
    story = await _writable(session, actor, story_id)
    check_version(if_match, story.version)
    if story.state == "withdrawn":
        raise StoryWithdrawn
    sent = patch.model_fields_set
    if "asset_id" in sent:
        await _need_asset(session, actor, story.programme_id, patch.asset_id)
    for name in sent - {"texts", "audience"}:
        setattr(story, name, getattr(patch, name))
    if "audience" in sent:
        story.audience_tags, story.audience_languages = patch.audience.tags, list(patch.audience.languages)
    if "texts" in sent:
        await queries.drop_texts(session, story.organisation_id, story.id)
        await _write_texts(session, story, patch.texts)
    story.version += 1
    await session.flush()
    texts = await queries.texts(session, story.organisation_id, [story.id])
    policy.need_main_text(story.language, [text.language for text in texts])
    if story.state in ("scheduled", "live"):
        await _need_ready(session, story)
    return await _whole(session, actor, story)


async def submit_story(session: AsyncSession, actor: Actor, story_id: UUID) -> Story:
    """Ask another curator to look at a draft. Raises StoryNotFound, Forbidden, MoveRefused."""
    story = await _writable(session, actor, story_id)
    stories.move(story, "in_review")
    story.version += 1
    await session.flush()
    return await _whole(session, actor, story)


async def publish_story(session: AsyncSession, actor: Actor, story_id: UUID, *, wish: Publish) -> Story:
    """Show the story to its audience now, or plan it; of one that is live already, set its end.

    Raises StoryNotFound, Forbidden, MoveRefused, StoryNotReady, EndsTooEarly.
    """
    story = await _writable(session, actor, story_id)
    at = now()
    planned = wish.publish_at is not None and wish.publish_at > at
    begins = wish.publish_at if wish.publish_at is not None and planned else at
    to = "scheduled" if planned else "live"
    policy.need_end_after(begins, wish.expires_at, at=at)
    await _need_ready(session, story)
    starts = story.state != "live"
    if story.state != to:
        stories.move(story, to)
    if starts:
        story.publish_at = begins
    story.expires_at = wish.expires_at
    story.version += 1
    await session.flush()
    due_at = story.publish_at if planned else story.expires_at
    if due_at is not None:
        await enqueue(session, story.organisation_id, TurnStory(story_id=story.id), due_at=due_at)
    answer = await _whole(session, actor, story)
    if starts:
        await _note(session, actor, "story.planned" if planned else "story.published", story)
    return answer


async def withdraw_story(session: AsyncSession, actor: Actor, story_id: UUID, *, reason: str) -> Story:
    """Take a story back: nobody sees it any more, and what people planned to post about it stops, with the reason.

    Raises StoryNotFound, Forbidden, MoveRefused.
    """
    story = await _writable(session, actor, story_id)
    stories.move(story, "withdrawn")
    story.withdrawn_reason = reason
    story.version += 1
    await session.flush()
    stopped = await queries.stop_posts(session, story, policy.STOPPABLE, reason)
    answer = await _whole(session, actor, story)
    await _note(session, actor, "story.withdrawn", story, stopped=stopped)
    return answer


async def mark_seen(session: AsyncSession, actor: Actor, story_id: UUID) -> None:
    """Note that the caller has opened the story, for their own feed alone. Raises StoryNotFound."""
    story = await _readable(session, actor, story_id)
    ambassador_id = _membership_id(actor, story)
    if ambassador_id is not None:
        await queries.add_seen(session, story.organisation_id, story.id, ambassador_id)


async def count_audience(
    session: AsyncSession, actor: Actor, programme_id: UUID, *, audience: Audience
) -> AudienceCount:
    """How many ambassadors an audience has; neither they nor those left out may be few. Raises NotFound, Forbidden."""
    least = (await _programme(session, actor, "stories:read", programme_id)).min_group_size
    reached, everyone = await queries.audience(
        session, actor.organisation_id, programme_id, tags=audience.tags, languages=audience.languages
    )
    few_left_out = 0 < everyone - reached < least
    return AudienceCount(
        count=None if few_left_out else policy.unless_few(reached, reached, least),
        of=policy.unless_few(everyone, everyone, least),
        min_group_size=least,
    )


async def _programme(session: AsyncSession, actor: Actor, scope: Scope | None, programme_id: UUID) -> Programme:
    """A programme in which the caller has this right. Raises NotFound, Forbidden."""
    if scope is not None:
        actor.need(scope, programme_id)
    programme = await queries.programme(session, actor.organisation_id, programme_id)
    if programme is None:
        raise NotFound
    return programme


async def _writable(session: AsyncSession, actor: Actor, story_id: UUID) -> StoryRow:
    """A story to change, locked. Raises StoryNotFound, Forbidden."""
    story = await queries.story(session, actor.organisation_id, story_id, lock=True)
    if story is None or not actor.scopes_in(story.programme_id):
        raise StoryNotFound
    if not actor.may("stories:write", story.programme_id):
        await _readable(session, actor, story_id)
    actor.need("stories:write", story.programme_id)
    return story


async def _readable(session: AsyncSession, actor: Actor, story_id: UUID) -> StoryRow:
    """A story that the caller may read. Raises StoryNotFound."""
    story = await queries.story(session, actor.organisation_id, story_id)
    if story is None:
        raise StoryNotFound
    if actor.may("stories:read", story.programme_id):
        return story
    ambassador_id = _membership_id(actor, story)
    if ambassador_id is None or not actor.may("feed:read", story.programme_id):
        raise StoryNotFound
    reader = await queries.ambassador(session, actor.organisation_id, ambassador_id)
    if not policy.is_for(story, reader.tags, reader.languages, at=now()):
        raise StoryNotFound
    return story


def _membership_id(actor: Actor, story: StoryRow) -> UUID | None:
    return next((m.ambassador_id for m in actor.memberships if m.programme_id == story.programme_id), None)


async def _need_asset(session: AsyncSession, actor: Actor, programme_id: UUID, asset_id: UUID | None) -> None:
    if asset_id is not None:
        try:
            await find_asset(session, actor, programme_id, asset_id)
        except AssetNotFound:
            raise PictureElsewhere(field="asset_id") from None


async def _need_ready(session: AsyncSession, story: StoryRow) -> None:
    texts = await queries.texts(session, story.organisation_id, [story.id])
    assets = await queries.assets(session, story.organisation_id, [story.asset_id] if story.asset_id else [])
    policy.need_ready(texts, next(iter(assets.values()), None))


async def _write_texts(session: AsyncSession, story: StoryRow, texts: Sequence[StoryText]) -> None:
    session.add_all(
        StoryTextRow(organisation_id=story.organisation_id, story_id=story.id, **text.model_dump()) for text in texts
    )
    await session.flush()


async def _summaries(session: AsyncSession, rows: Sequence[StoryRow], least: int) -> list[StorySummary]:
    if not rows:
        return []
    where, ids = rows[0].organisation_id, [row.id for row in rows]
    texts: dict[UUID, list[StoryTextRow]] = defaultdict(list)
    for text in await queries.texts(session, where, ids):
        texts[text.story_id].append(text)
    assets = await queries.assets(session, where, [row.asset_id for row in rows if row.asset_id])
    shared = await queries.shared(session, where, ids)
    return [
        StorySummary.of(
            row,
            texts[row.id],
            image=asset_shown(assets[row.asset_id]) if row.asset_id else None,
            shares=policy.shares_shown(shared.get(row.id), least),
        )
        for row in rows
    ]


async def _whole(session: AsyncSession, actor: Actor, story: StoryRow) -> Story:
    where, reader = story.organisation_id, _membership_id(actor, story)
    programme = await _programme(session, actor, None, story.programme_id)
    assets = await queries.assets(session, where, [story.asset_id] if story.asset_id else [])
    shared = await queries.shared(session, where, [story.id])
    return Story.whole(
        story,
        await queries.texts(session, where, [story.id]),
        programme,
        image=next((asset_shown(asset) for asset in assets.values()), None),
        shares=policy.shares_shown(shared.get(story.id), programme.min_group_size),
        author_name=await queries.author_name(session, where, story.author_id) if story.author_id else None,
        seen=reader is not None and await queries.is_seen(session, where, story.id, reader),
        my_posts=await queries.posts_of(session, where, story.id, reader) if reader else [],
    )


async def _note(session: AsyncSession, actor: Actor, verb: str, story: StoryRow, **detail: int) -> None:
    await record(
        session, actor, verb, subject_kind="story", subject_id=story.id, programme_id=story.programme_id, detail=detail
    )
