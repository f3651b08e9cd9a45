"""Checking what somebody is about to share, sharing it, and looking at it afterwards."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.audit.service import record
from api.features.links.service import add_link, address_of, is_tracked, new_code, placeholder
from api.features.posts.service import Turn, show_posts, turn_of
from api.features.shares import policy, queries
from api.features.shares.errors import (
    ApprovalWanted,
    LinkNotWanted,
    ProfileUnusable,
    ProgrammeOver,
    ShareNotFound,
    ShownDiffers,
    TextRefused,
    TwiceOnOneProfile,
)
from api.features.shares.policy import Chosen, Composed, Matter, Others, Wish
from api.features.shares.queries import Mine
from api.features.shares.schemas import (
    NewShare,
    PostCheck,
    PostDraft,
    Share,
    ShareCheck,
    ShareChecked,
    Shares,
    ShareStory,
)
from api.features.spreading.service import spread
from api.features.stories.errors import PictureElsewhere
from api.web.pagination import from_cursor, to_cursor
from api.web.tools import Tools
from kernel.jobs.enqueue import remind
from kernel.kit.ids import new_id
from kernel.tables.profiles import Profile
from kernel.tables.programmes import Programme
from kernel.tables.shares import Consent, Post, PostPicture
from kernel.tables.shares import Share as ShareRow
from kernel.tables.stories import Story
from networks.stored import digest, to_json

STATEMENT = "exact-words-1"
"""The version of what a person confirms: these words, picture and link, on this profile, at this time."""


async def check_share(session: AsyncSession, actor: Actor, tools: Tools, *, wish: ShareCheck) -> ShareChecked:
    """Measure every post by its network's rules and show exactly what would be posted.

    Raises like create_share, but for what stands in the way of a single post: that is in its `issues`.
    """
    matter = await _matter(session, actor, tools, wish, lock=False)
    profiles = await _profiles(session, actor, wish.posts, lock=False)
    examined = await _examine(session, actor, wish.posts, profiles, matter, lock=False)
    return ShareChecked(posts=[check for _, check in examined])


async def create_share(session: AsyncSession, actor: Actor, tools: Tools, *, wish: NewShare) -> Share:
    """Share exactly what was shown: the consent, the share, its posts and their links, in one transaction.

    Raises NotFound, Forbidden, StoryNotFound, StoryWithdrawn, StoryExpired, ProgrammeOver, ApprovalWanted,
    PictureElsewhere, LinkNotWanted, ProfileUnusable, TwiceOnOneProfile, TimeUnusable, TextRefused, ShownDiffers.
    """
    matter = await _matter(session, actor, tools, wish, lock=True)
    profiles = await _profiles(session, actor, wish.posts, lock=True)
    turn = await turn_of(session, wish.when)
    examined = await _examine(session, actor, wish.posts, profiles, matter, lock=True)
    _need_agreement(wish, [check for _, check in examined])
    membership = actor.membership(wish.programme_id)
    if wish.spread and wish.story_id is not None:
        turn = await spread(
            session, actor.organisation_id, turn, story_id=wish.story_id, ambassador_id=membership.ambassador_id,
            networks=[profile.network for profile in profiles],
        )  # fmt: skip
    consent = Consent(
        organisation_id=actor.organisation_id, person_id=actor.person_id, statement=STATEMENT, given_at=turn.at,
        shown={str(check.profile_id): check.shown for _, check in examined},
    )  # fmt: skip
    session.add(consent)
    await session.flush()
    share = ShareRow(
        organisation_id=actor.organisation_id, programme_id=wish.programme_id, ambassador_id=membership.ambassador_id,
        story_id=wish.story_id, consent_id=consent.id, language=wish.language,
        own_words=not any(composed.advertisement for composed, _ in examined),
    )  # fmt: skip
    session.add(share)
    await session.flush()
    await _write_posts(session, tools, share, [composed for composed, _ in examined], matter, turn)
    await queries.forget_fingerprints(session, actor.organisation_id, [profile.id for profile in profiles])
    answer = await read_share(session, actor, tools, share.id)
    remind(session, "publisher")
    # Last, because the log's head is locked from here to the commit, and all of the organisation waits for it.
    await record(
        session, actor, "share.created", subject_kind="share", subject_id=share.id, programme_id=share.programme_id,
        about_person_id=actor.person_id, detail={"posts": len(examined)},
    )  # fmt: skip
    return answer


async def list_shares(
    session: AsyncSession, actor: Actor, tools: Tools, *, view: Literal["planned", "recent"], limit: int,
    cursor: str | None,
) -> Shares:  # fmt: skip
    """The person's own: of which something still waits (planned), or nothing any more (recent). Newest first."""
    before = from_cursor(cursor, UUID)[0] if cursor else None
    found = await queries.own_shares(
        session, actor.organisation_id, actor.person_id, over=view == "recent", before=before, limit=limit + 1
    )
    items = await _show(session, actor, tools, found[:limit])
    return Shares(items=items, next=to_cursor(items[-1].id) if len(found) > limit else None)


async def read_share(session: AsyncSession, actor: Actor, tools: Tools, share_id: UUID) -> Share:
    """One of the person's own. Raises ShareNotFound."""
    found = await queries.own_shares(session, actor.organisation_id, actor.person_id, only=share_id)
    if not found:
        raise ShareNotFound
    return (await _show(session, actor, tools, found))[0]


async def _examine(
    session: AsyncSession, actor: Actor, drafts: Sequence[PostDraft], profiles: Sequence[Profile], matter: Matter, *,
    lock: bool,
) -> list[tuple[Composed, PostCheck]]:  # fmt: skip
    composed = [policy.compose(draft, profile, matter) for draft, profile in zip(drafts, profiles, strict=True)]
    others = await _others(session, actor, composed, lock=lock)
    return [
        (one, policy.examine(one, draft, matter, known, number=number))
        for number, (one, draft, known) in enumerate(zip(composed, drafts, others, strict=True))
    ]


async def _others(session: AsyncSession, actor: Actor, composed: Sequence[Composed], *, lock: bool) -> list[Others]:
    """For each post, what the most similar ones have in common with it.

    They are colleagues' and, where copies are forbidden, those on the person's other profiles too. Locked, nobody else
    can share the same there at the same moment.
    """
    where = actor.organisation_id
    if lock and any(one.unlike_any for one in composed):
        await queries.one_at_a_time(session, where)
    own = await queries.every_own_profile(session, where, actor.person_id)
    others: list[Others] = []
    for number, one in enumerate(composed):
        besides = [one.profile.id] if one.unlike_any else own
        least = policy.least_shared(one.prints)
        found = await queries.alike(session, where, one.prints, least=least, besides=besides) if one.prints else []
        same = [other.prints for other in composed[:number] if one.unlike_any and other.network.key == one.network.key]
        others.append([*found, *same])
    return others


def _need_agreement(wish: NewShare, checks: Sequence[PostCheck]) -> None:
    """Nothing stands in the way, and what would be posted now is what the person has seen."""
    errors = [issue for check in checks for issue in check.issues if issue.severity == "error"]
    for issue in errors:
        if issue.type == ProfileUnusable.type:
            raise ProfileUnusable(field=issue.field)
    if errors:
        raise TextRefused([(issue.field, issue.type, issue.detail) for issue in errors])
    if any(check.shown != post.shown for check, post in zip(checks, wish.posts, strict=True)):
        raise ShownDiffers


async def _write_posts(
    session: AsyncSession, tools: Tools, share: ShareRow, posts: Sequence[Composed], matter: Matter, turn: Turn
) -> None:
    """Every post with its own link in the place of the placeholder, and the links."""
    for composed in posts:
        code = new_code() if matter.tracked and composed.draft.link else None
        final = policy.with_link(composed, address_of(tools.public_url, code)) if code else composed
        post = _post(share, final, turn)
        session.add(post)
        await session.flush()
        session.add_all(_pictures(post, composed, matter))
        await queries.remember_fingerprints(session, share.organisation_id, post.id, composed.prints)
        if code and matter.destination:
            add_link(
                session, organisation_id=share.organisation_id, programme_id=share.programme_id,
                ambassador_id=share.ambassador_id, story_id=share.story_id, post_id=post.id, network=post.network,
                destination=matter.destination, code=code,
            )  # fmt: skip
    await session.flush()


def _post(share: ShareRow, composed: Composed, turn: Turn) -> Post:
    """The post, frozen: what is in `payload` is what will be sent."""
    payload, number, mode = to_json(composed.final), new_id(), composed.network.caps.mode
    return Post(
        organisation_id=share.organisation_id,
        id=number,
        share_id=share.id,
        profile_id=composed.profile.id,
        network=composed.network.key,
        mode=mode,
        state="scheduled" if mode == "api" else "prepared",
        text=composed.final.text,
        content_warning=composed.draft.content_warning,
        visibility=composed.draft.visibility,
        payload=payload,
        payload_hash=bytes.fromhex(digest(payload)),
        idempotency_key=str(number),
        due_at=turn.due_at,
        turn_at=turn.due_at,
        wall_time=turn.wall_time,
        zone=turn.zone,
    )


def _pictures(post: Post, composed: Composed, matter: Matter) -> list[PostPicture]:
    """What goes along of the pictures that were chosen, in order."""
    chosen = [matter.pictures[number - 1] for number in composed.fitted.numbers]
    return [
        PostPicture(
            organisation_id=post.organisation_id, post_id=post.id, number=number, asset_id=one.asset.id, alt=one.alt
        )
        for number, one in enumerate(chosen)
    ]


async def _matter(session: AsyncSession, actor: Actor, tools: Tools, wish: Wish, *, lock: bool) -> Matter:
    """What the share is about, if the person may share it today."""
    actor.need("shares:write", wish.programme_id)
    ambassador_id = actor.membership(wish.programme_id).ambassador_id
    programme = await queries.programme(session, actor.organisation_id, wish.programme_id)
    if programme.approval != "never":
        raise ApprovalWanted
    if not await queries.programme_runs(session, actor.organisation_id, programme.id):
        raise ProgrammeOver
    if wish.story_id is None:
        pictures = await _chosen(session, actor, wish, None)
        tracked = wish.link is not None and is_tracked(wish.link, programme.link_domains)
        link = placeholder(tools.public_url) if tracked else wish.link
        return policy.own_matter(programme, wish, pictures, link=link)
    story = await queries.story(session, actor.organisation_id, programme.id, wish.story_id, ambassador_id, lock=lock)
    live = policy.live_story(story)
    pictures = await _chosen(session, actor, wish, live.asset_id)
    return await _story_matter(session, tools, programme, live, wish, pictures)


async def _chosen(session: AsyncSession, actor: Actor, wish: Wish, story_asset_id: UUID | None) -> tuple[Chosen, ...]:
    """The pictures, each the story's or one of the person's own in this programme. Raises PictureElsewhere."""
    wanted = {picture.asset_id for picture in wish.pictures}
    assets = await queries.assets(session, actor.organisation_id, wanted) if wanted else {}
    for number, picture in enumerate(wish.pictures):
        asset = assets.get(picture.asset_id)
        own = asset and (asset.person_id, asset.programme_id) == (actor.person_id, wish.programme_id)
        if asset is None or not (own or asset.id == story_asset_id):
            raise PictureElsewhere(field=f"pictures.{number}.asset_id")
    return tuple(Chosen(assets[picture.asset_id], picture.alt.strip()) for picture in wish.pictures)


async def _story_matter(
    session: AsyncSession, tools: Tools, programme: Programme, story: Story, wish: Wish, pictures: tuple[Chosen, ...]
) -> Matter:
    if wish.link is not None:
        raise LinkNotWanted(field="link")
    texts = await queries.texts(session, story.organisation_id, story.id)
    images = await queries.assets(session, story.organisation_id, [story.asset_id] if story.asset_id else [])
    image, link = next(iter(images.values()), None), placeholder(tools.public_url)
    return policy.story_matter(programme, story, texts, image, wish, pictures, link=link)


async def _profiles(session: AsyncSession, actor: Actor, drafts: Sequence[PostDraft], *, lock: bool) -> list[Profile]:
    """The person's profiles, in the order of the drafts."""
    wanted = [draft.profile_id for draft in drafts]
    found = await queries.own_profiles(session, actor.organisation_id, actor.person_id, wanted, lock=lock)
    for number, profile_id in enumerate(wanted):
        if profile_id in wanted[:number]:
            raise TwiceOnOneProfile(field=f"posts.{number}.profile_id")
        if profile_id not in found:
            raise ProfileUnusable("You have no such profile", field=f"posts.{number}.profile_id")
    return [found[profile_id] for profile_id in wanted]


async def _show(session: AsyncSession, actor: Actor, tools: Tools, found: Sequence[Mine]) -> list[Share]:
    posts = await show_posts(session, actor, tools, [mine.share.id for mine in found])
    return [
        Share(
            id=mine.share.id,
            story=ShareStory(id=mine.share.story_id, title=mine.title or "") if mine.share.story_id else None,
            programme_id=mine.share.programme_id,
            created_at=mine.share.created_at,
            undo_until=max((post.due_at for post in posts[mine.share.id] if post.can.undo), default=None),
            posts=posts[mine.share.id],
        )
        for mine in found
    ]
