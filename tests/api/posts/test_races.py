"""Taking a post back while the publisher takes it out: one of the two wins, and both know which."""

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import col, func, select

from callers import Client
from kernel.kit.db import enter, transaction_on
from kernel.kit.ids import new_id
from kernel.tables.profiles import Profile
from kernel.tables.shares import Attempt, Post
from sharers import Sharer
from worlds import Place

CLAIM = text(
    "UPDATE post SET state = 'claimed', epoch = epoch + 1, turn_at = clock_timestamp() + interval '1 minute'"
    " WHERE id = :post AND state = 'scheduled' RETURNING epoch"
)
BEGIN = text(
    "WITH moved AS (UPDATE post SET state = 'sending' WHERE id = :post AND epoch = :epoch AND state = 'claimed'"
    " RETURNING organisation_id, id, payload_hash, share_id)"
    " INSERT INTO attempt (organisation_id, id, post_id, number, epoch, consent_id, payload_hash, step, started_at)"
    " SELECT moved.organisation_id, :attempt, moved.id, 1, :epoch, s.consent_id, moved.payload_hash, '{}',"
    " clock_timestamp() FROM moved JOIN share s ON s.organisation_id = moved.organisation_id AND s.id = moved.share_id"
    " RETURNING id"
)


async def claim(session: AsyncSession, post_id: UUID) -> int | None:
    """As the publisher claims: in the role of the workers, wherever the post is."""
    return (await session.execute(CLAIM, {"post": post_id})).scalar_one_or_none()


async def begin(session: AsyncSession, place: Place, post_id: UUID, epoch: int) -> bool:
    """As the publisher writes its attempt, before any byte leaves."""
    await enter(session, place.organisation_id)
    wanted = {"post": post_id, "epoch": epoch, "attempt": new_id()}
    return (await session.execute(BEGIN, wanted)).scalar_one_or_none() is not None


async def publish(engine: AsyncEngine, place: Place, post_id: UUID) -> bool:
    """Claim, and begin an attempt. False where the post was taken back meanwhile."""
    async with transaction_on(engine) as session:
        epoch = await claim(session, post_id)
    if epoch is None:
        return False
    async with transaction_on(engine) as session:
        return await begin(session, place, post_id, epoch)


async def state_and_attempts(engine: AsyncEngine, post_id: UUID) -> tuple[str, int]:
    async with transaction_on(engine) as session:
        state = (await session.scalars(select(Post.state).where(col(Post.id) == post_id))).one()
        tried = select(func.count()).select_from(Attempt).where(col(Attempt.post_id) == post_id)
        return state, (await session.execute(tried)).scalar_one()


async def shared(sharer: Sharer, profile: Profile, number: int = 0) -> UUID:
    share = await sharer.share(profile, text=f"Nummer {number}")
    return UUID(share["posts"][0]["id"])


async def test_a_claimed_post_can_still_be_taken_back_and_is_not_sent(
    sharer: Sharer, mastodon: Profile, nord: Place, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    post_id = await shared(sharer, mastodon)
    async with transaction_on(worker_engine) as session:
        epoch = await claim(session, post_id)
    assert epoch is not None
    assert (await sharer.client.post(f"/posts/{post_id}/cancel")).status_code == 200
    async with transaction_on(worker_engine) as session:
        assert not await begin(session, nord, post_id, epoch)
    assert await state_and_attempts(owner_engine, post_id) == ("cancelled", 0)


async def test_one_whose_attempt_is_being_written_waits_for_that_and_is_told_the_truth(
    sharer: Sharer, mastodon: Profile, nord: Place, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    post_id = await shared(sharer, mastodon)
    async with transaction_on(worker_engine) as session:
        epoch = await claim(session, post_id)
    assert epoch is not None
    async with transaction_on(worker_engine) as session:
        assert await begin(session, nord, post_id, epoch)
        undo = asyncio.create_task(sharer.client.post(f"/posts/{post_id}/cancel"))
        await asyncio.sleep(0.2)
        assert not undo.done()
    answer = await undo
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/post-already-leaving")
    assert await state_and_attempts(owner_engine, post_id) == ("sending", 1)


async def test_taking_back_and_sending_at_the_same_moment_never_both_win(
    sharer: Sharer, mastodon: Profile, nord: Place, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    seen: set[tuple[bool, bool]] = set()
    for number in range(12):
        post_id = await shared(sharer, mastodon, number)

        async def undo(post_id: UUID = post_id, wait: float = number * 0.002) -> bool:
            await asyncio.sleep(wait)
            return (await sharer.client.post(f"/posts/{post_id}/cancel")).status_code == 200

        undone, sent = await asyncio.gather(undo(), publish(worker_engine, nord, post_id))
        assert undone is not sent
        expected: Any = ("sending", 1) if sent else ("cancelled", 0)
        assert await state_and_attempts(owner_engine, post_id) == expected
        await settle(owner_engine, post_id)
        seen.add((undone, sent))
    assert seen


async def settle(engine: AsyncEngine, post_id: UUID) -> None:
    """Let a sent post have come out, so that the profile is free for the next one."""
    async with transaction_on(engine) as session:
        await session.execute(
            text("UPDATE post SET state = 'published' WHERE id = :post AND state = 'sending'"), {"post": post_id}
        )


async def test_ten_at_once_take_a_post_back_once(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine, ambassador: Client
) -> None:
    post_id = await shared(sharer, mastodon)
    answers = await asyncio.gather(*(ambassador.post(f"/posts/{post_id}/cancel") for _ in range(10)))
    assert {answer.json()["state"] for answer in answers if answer.status_code == 200} == {"cancelled"}
    assert {answer.status_code for answer in answers} == {200}
    assert await state_and_attempts(owner_engine, post_id) == ("cancelled", 0)
