"""One organisation's crowd does not keep another's few waiting, and the crowd loses nothing by it."""

from collections import Counter
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from desks import Desk, make_desk
from kernel.kit.db import transaction_on
from kernel.kit.ids import new_id
from publisher.features.deliveries import queries
from publisher.features.deliveries.policy import fair_share

PROFILES = (
    "INSERT INTO profile (organisation_id, id, person_id, network, instance, kind, external_id, handle, display_name,"
    " state, scopes, capabilities, limits) SELECT organisation_id, n.id, person_id, network, instance, kind, n.id::text,"
    " handle, display_name, state, scopes, capabilities, limits FROM profile, unnest(CAST(:ids AS uuid[])) n(id)"
    " WHERE profile.id = :profile"
)
POSTS = (
    "INSERT INTO post (organisation_id, id, share_id, profile_id, network, mode, state, text, payload, payload_hash,"
    " due_at, turn_at, epoch, tries, checks) SELECT organisation_id, gen_random_uuid(), share_id, n.id, network, mode,"
    " 'scheduled', text, payload, payload_hash, due_at, due_at, 0, 0, 0 FROM post, unnest(CAST(:ids AS uuid[])) n(id)"
    " WHERE post.id = :post"
)


async def crowd(desk: Desk, count: int, *, ago: str) -> None:
    """So many posts, each on a profile of its own, due since then."""
    ids, post = [new_id() for _ in range(count)], await desk.schedule(state="cancelled")
    await desk.run("UPDATE post SET due_at = now() - CAST(:ago AS interval) WHERE id = :post", post=post, ago=ago)
    await desk.run(PROFILES, ids=ids, profile=desk.profile.id)
    await desk.run(POSTS, ids=ids, post=post)


def test_an_organisation_is_busy_when_it_holds_what_would_be_its_share_were_there_one_more() -> None:
    one, two = new_id(), new_id()
    assert fair_share({}, 50) == ([], 50)
    assert fair_share({one: 24}, 50) == ([], 25)
    assert fair_share({one: 25}, 50) == ([one], 25)
    assert fair_share({one: 40, two: 10}, 50) == ([one], 16)
    assert fair_share({one: 1}, 1) == ([one], 1)


async def test_a_few_posts_that_fall_due_behind_a_crowd_are_taken_in_the_next_round(
    desk: Desk, owner_engine: AsyncEngine
) -> None:
    async with make_desk(owner_engine, desk.outlet.engine, desk.practice) as few:
        await crowd(desk, 60, ago="5 minutes")
        await crowd(few, 3, ago="1 minute")
        deliveries = desk.deliveries(hands=8)
        rounds = [Counter(post.organisation_id for post in (await deliveries.claim(12))[0]) for _ in range(3)]
    crowded, waiting = desk.organisation_id, few.organisation_id
    assert rounds == [{crowded: 12}, {waiting: 3, crowded: 9}, {crowded: 12}]


async def test_many_small_ones_share_a_round_and_none_takes_it_all(desk: Desk, owner_engine: AsyncEngine) -> None:
    async with (
        make_desk(owner_engine, desk.outlet.engine, desk.practice) as one,
        make_desk(owner_engine, desk.outlet.engine, desk.practice) as two,
    ):
        await crowd(desk, 40, ago="5 minutes")
        await crowd(one, 40, ago="2 minutes")
        await crowd(two, 40, ago="1 minute")
        deliveries = desk.deliveries(hands=12)
        await deliveries.claim(12)
        second = Counter(post.organisation_id for post in (await deliveries.claim(12))[0])
    assert second == {one.organisation_id: 6, two.organisation_id: 6}


async def test_waiting_organisations_are_found_by_what_is_due_whatever_else_is_planned(
    desk: Desk, owner_engine: AsyncEngine
) -> None:
    async with (
        make_desk(owner_engine, desk.outlet.engine, desk.practice) as planning,
        make_desk(owner_engine, desk.outlet.engine, desk.practice) as waiting,
    ):
        for each, ago in ((desk, "1 minute"), (planning, "-1 hour"), (waiting, "1 minute")):
            await crowd(each, 3, ago=ago)

        async def found(*busy: UUID, most: int = 9) -> set[UUID]:
            async with transaction_on(desk.outlet.engine) as session:
                return set(await queries.organisations_waiting(session, busy=busy, most=most))

        assert await found() == {desk.organisation_id, waiting.organisation_id}
        assert await found(desk.organisation_id) == {waiting.organisation_id}
        assert len(await found(most=1)) == 1


async def test_the_fair_look_is_one_step_in_the_index_per_organisation(desk: Desk) -> None:
    """However much one organisation has planned: its rows are passed over, not read."""
    await crowd(desk, 300, ago="-1 hour")
    await desk.run("ANALYZE post")
    async with desk.outlet.engine.begin() as connection:
        for way in ("seqscan", "bitmapscan"):
            await connection.execute(text(f"SET LOCAL enable_{way} = off"))
        await connection.execute(text("SELECT set_config('fortaler.organisation', '', true)"))
        statement = queries._WAITING  # pyright: ignore[reportPrivateUsage]
        plan = await connection.execute(text(f"EXPLAIN {statement.text}"), {"busy": [], "most": 9})
        words = "\n".join(row[0] for row in plan)
    assert words.count(" on post") == words.count("using ix_post_waiting on post"), words
    assert "Sort Key: post" not in words, words
