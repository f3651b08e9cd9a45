"""What becomes of a post after it was made, as far as its owner decides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.assets.service import url_of
from api.features.audit.service import record
from api.features.links.service import address_of
from api.features.posts import policy, queries
from api.features.posts.errors import PostAlreadyLeaving, PostNotFound
from api.features.posts.queries import Whole
from api.features.posts.schemas import Answer, Attempt, Post, PostImage, PostProfile, PostReason, When, WhenAt, WhenNow
from api.web.figures import Figure
from api.web.tools import Tools
from kernel.jobs.enqueue import remind
from kernel.kit.clock import wall_time_of
from kernel.lifecycles.moves import MoveRefused
from kernel.lifecycles.posts import stronger

__all__ = ["Post", "PostImage", "Turn", "When", "WhenAt", "WhenNow", "show_posts", "turn_of"]

NOW = WhenNow(kind="now")


@dataclass(frozen=True, slots=True)
class Turn:
    """When a post goes out, as seen at `at` by the database's clock; the wall time and zone that were chosen, if any."""

    at: datetime
    due_at: datetime
    wall_time: str | None = None
    zone: str | None = None


async def turn_of(session: AsyncSession, when: When) -> Turn:
    """What `when` means now. Raises TimeUnusable."""
    at = await queries.moment(session)
    if isinstance(when, WhenNow):
        return Turn(at, at + policy.UNDO)
    wall_time = policy.read_wall_time(when.wall_time).isoformat(timespec="minutes")
    return Turn(at, policy.due_at(when, at=at), wall_time, when.zone)


async def show_posts(
    session: AsyncSession, actor: Actor, tools: Tools, share_ids: Sequence[UUID]
) -> dict[UUID, list[Post]]:
    """The posts of the person's shares, by share."""
    shown: dict[UUID, list[Post]] = defaultdict(list)
    for post in await _show(session, actor, tools, await queries.posts_of(session, actor.organisation_id, share_ids)):
        shown[post.share_id].append(post)
    return shown


async def cancel_post(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID) -> Post:
    """Take a post back, until its attempt is written. Repeatable.

    Raises PostNotFound, PostAlreadyLeaving, MoveRefused.
    """
    whole = await _own(session, actor, post_id)
    values = {"state": "cancelled", "reason_type": None, "reason": None}
    if await queries.move_post(session, whole.post, policy.CANCELLABLE, **values):
        await _note(session, actor, "post.cancelled", whole)
    shown = await _again(session, actor, tools, post_id)
    if shown.state != "cancelled":
        _refuse(shown.state, "cancelled")
    return shown


async def reschedule_post(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID, *, when: WhenAt) -> Post:
    """Give a post another time. Raises PostNotFound, Forbidden, TimeUnusable, PostAlreadyLeaving, MoveRefused."""
    whole = await _own(session, actor, post_id)
    actor.need("shares:write", whole.share.programme_id)
    await _schedule(session, actor, whole, policy.MOVABLE, await turn_of(session, when))
    return await _again(session, actor, tools, post_id)


async def share_now(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID) -> Post:
    """Send what is planned, or what missed its time, in ten seconds.

    Raises PostNotFound, Forbidden, PostAlreadyLeaving, MoveRefused.
    """
    whole = await _own(session, actor, post_id)
    actor.need("shares:write", whole.share.programme_id)
    turn = await turn_of(session, NOW)
    if not (whole.post.state == "scheduled" and whole.post.due_at <= turn.due_at):
        await _schedule(session, actor, whole, ("scheduled", "missed"), turn)
    return await _again(session, actor, tools, post_id)


async def answer_post(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID, *, answer: Answer) -> Post:
    """Tell whether a post whose answer was lost is on the profile. If it is not, it goes out in ten seconds.

    Where its time is still ahead it goes out then: after a restore, plans are asked about too.

    Raises PostNotFound, LinkElsewhere, MoveRefused.
    """
    whole = await _own(session, actor, post_id)
    url = policy.check_address(whole.profile, answer.url) if answer.on_profile else None
    turn = await turn_of(session, NOW)
    if answer.on_profile:
        grade = "link" if url else "declared"
        values: dict[str, Any] = {"state": "published", "published_at": turn.at, "external_url": url}
        values |= {"evidence": stronger(whole.post.evidence, grade), "reason_type": None, "reason": None}
        await _move(session, actor, whole, ("ask_person",), "published", **values)
    else:
        post = whole.post
        if post.due_at > turn.due_at:
            turn = Turn(turn.at, post.due_at, post.wall_time, post.zone)
        await _schedule(session, actor, whole, ("ask_person",), turn)
    await _note(session, actor, "post.answered", whole, on_profile=answer.on_profile)
    return await _again(session, actor, tools, post_id)


async def open_post(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID) -> Post:
    """Note that the network was opened to post by hand. Evidence only rises. Raises PostNotFound, MoveRefused."""
    whole = await _own(session, actor, post_id)
    if whole.post.state != "declared":
        evidence = stronger(whole.post.evidence, "opened")
        await _move(session, actor, whole, ("prepared", "opened"), "opened", state="opened", evidence=evidence)
    return await _again(session, actor, tools, post_id)


async def declare_post(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID, *, url: str | None) -> Post:
    """Take the person's word that it is posted, and its address if they give it; one that was declared may get one later.

    Raises PostNotFound, LinkElsewhere, MoveRefused.
    """
    whole = await _own(session, actor, post_id)
    address = policy.check_address(whole.profile, url)
    post = whole.post
    evidence = stronger(post.evidence, "link" if address else "declared")
    published_at = post.published_at or await queries.moment(session)
    values = {"state": "declared", "evidence": evidence, "published_at": published_at}
    await _move(session, actor, whole, policy.BY_HAND, "declared", external_url=address or post.external_url, **values)
    if post.state != "declared":
        await _note(session, actor, "post.declared", whole)
    return await _again(session, actor, tools, post_id)


async def _own(session: AsyncSession, actor: Actor, post_id: UUID) -> Whole:
    found = await queries.own_post(session, actor.organisation_id, actor.person_id, post_id)
    if found is None:
        raise PostNotFound
    return found


async def _again(session: AsyncSession, actor: Actor, tools: Tools, post_id: UUID) -> Post:
    return (await _show(session, actor, tools, [await _own(session, actor, post_id)]))[0]


async def _schedule(session: AsyncSession, actor: Actor, whole: Whole, states: Sequence[str], turn: Turn) -> None:
    await _move(
        session, actor, whole, states, "scheduled", due_at=turn.due_at, turn_at=turn.due_at, wall_time=turn.wall_time,
        zone=turn.zone, tries=0, checks=0, empty_reads=0, **queries.scheduled_unless_waiting(),
    )  # fmt: skip
    remind(session, "publisher")


async def _move(
    session: AsyncSession, actor: Actor, whole: Whole, states: Sequence[str], to: str, **values: Any
) -> None:
    """Change the post where it is in one of `states`. Raises PostAlreadyLeaving or MoveRefused where it no longer is."""
    if not await queries.move_post(session, whole.post, states, **values):
        _refuse((await _own(session, actor, whole.post.id)).post.state, to)


def _refuse(state: str, to: str) -> NoReturn:
    if state in policy.LEAVING:
        raise PostAlreadyLeaving
    raise MoveRefused(f"It is {state.replace('_', ' ')} and cannot become {to}")


async def _note(session: AsyncSession, actor: Actor, verb: str, whole: Whole, **detail: Any) -> None:
    await record(
        session, actor, verb, subject_kind="post", subject_id=whole.post.id, about_person_id=actor.person_id,
        programme_id=whole.share.programme_id, detail={"network": whole.post.network} | detail,
    )  # fmt: skip


async def _show(session: AsyncSession, actor: Actor, tools: Tools, wholes: Sequence[Whole]) -> list[Post]:
    if not wholes:
        return []
    where, numbers = actor.organisation_id, [whole.post.id for whole in wholes]
    at, zone = await queries.moment(session), await queries.zone_of(session, actor.person_id)
    counted_until = await queries.counted_until(session)
    clicks = await queries.clicks_of(session, where, numbers)
    reactions = await queries.reactions_of(session, where, numbers)
    attempts: dict[UUID, list[Attempt]] = defaultdict(list)
    for attempt in await queries.attempts_of(session, where, numbers):
        attempts[attempt.post_id].append(Attempt.model_validate(attempt))
    images: dict[UUID, list[PostImage]] = defaultdict(list)
    for picture in await queries.pictures_of(session, where, numbers):
        images[picture.post_id].append(PostImage(url=url_of(picture.asset_id), alt=picture.alt))
    shown: list[Post] = []
    for whole in wholes:
        number, link = whole.post.id, None
        figures = policy.figures_of(whole.post, reactions.get(number))
        if whole.link is not None:
            link = address_of(tools.public_url, whole.link.code)
            figures = [*policy.link_figures(clicks.get(number), counted_until), *figures]
        shown.append(_shown(whole, at, whole.post.zone or zone, link, figures, attempts[number], images[number]))
    return shown


def _shown(
    whole: Whole,
    at: datetime,
    zone: str,
    link: str | None,
    figures: list[Figure],
    attempts: list[Attempt],
    images: list[PostImage],
) -> Post:
    post, profile = whole.post, whole.profile
    return Post(
        id=post.id,
        share_id=post.share_id,
        network=post.network,
        mode=post.mode,  # pyright: ignore[reportArgumentType]
        profile=PostProfile(
            id=profile.id,
            handle=profile.handle,
            display_name=profile.display_name,
            instance=profile.instance or None,
        ),
        text=post.text,
        images=images,
        state=post.state,  # pyright: ignore[reportArgumentType]
        reason=PostReason(type=post.reason_type, detail=post.reason) if post.reason_type else None,
        due_at=post.due_at,
        wall_time=post.wall_time or wall_time_of(post.due_at, zone),
        zone=zone,
        published_at=post.published_at,
        url=post.external_url,
        evidence=post.evidence,  # pyright: ignore[reportArgumentType]
        link=link,
        figures=figures,
        can=policy.what_can_be_done(post, at=at),
        intent=policy.intent_of(post, profile, whole.title),
        next_at=post.turn_at if post.state in policy.TURNING else None,
        tries=post.tries,
        looks=post.checks,
        attempts=attempts,
    )
