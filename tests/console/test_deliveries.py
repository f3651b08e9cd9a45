"""`fortaler hold`, `release` and `restored`: what the operator stops, lets go and asks to be found out."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import Result

from addresses import Addresses
from builders import make_post, make_profile, make_share
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from worlds import Place, make_place

Run = Callable[..., Awaitable[Result]]


@pytest.fixture
async def place(empty_database: Addresses, owner_engine: AsyncEngine) -> Place:
    async with transaction_on(owner_engine) as session:
        return await make_place(session, "Nord")


async def plan(owner_engine: AsyncEngine, place: Place, *states: str, **other: Any) -> None:
    """A post in each of the states, on a profile of its own."""
    async with transaction_on(owner_engine) as session:
        for state in states:
            person = place.people["ambassador"]
            profile = await make_profile(session, place.organisation_id, person, network="mastodon", state="connected")
            share = await make_share(session, place.ambassadors["ambassador"], None)
            await make_post(session, share, profile, **{"mode": "api", "state": state} | other)


async def ask(owner_engine: AsyncEngine, query: str, **values: Any) -> list[tuple[Any, ...]]:
    async with owner_engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(query), values)]


async def slug(owner_engine: AsyncEngine, place: Place) -> str:
    return (await ask(owner_engine, "SELECT slug FROM organisation WHERE id = :id", id=place.organisation_id))[0][0]


async def test_everything_is_held_with_a_reason_and_let_go(
    fortaler: Run, place: Place, owner_engine: AsyncEngine
) -> None:
    await plan(owner_engine, place, "held", reason_type="stopped")
    await plan(owner_engine, place, "held", reason_type="membership-paused")
    for words in ("We look into it.", "We know more."):
        assert (await fortaler("hold", "--because", words)).exit_code == 0
    assert await ask(owner_engine, "SELECT kind, network, because FROM standstill") == [("switch", "", "We know more.")]
    done = await fortaler("release")
    assert "Released. 1 posts" in done.stdout
    assert await ask(owner_engine, "SELECT count(*) FROM standstill") == [(0,)]
    assert await ask(owner_engine, "SELECT state, reason_type FROM post ORDER BY state") == [
        ("held", "membership-paused"),
        ("scheduled", None),
    ]


async def test_a_network_of_one_organisation_is_held_and_its_log_says_so(
    fortaler: Run, place: Place, owner_engine: AsyncEngine
) -> None:
    where = ("--organisation", await slug(owner_engine, place), "--network", "mastodon")
    for _ in range(2):
        assert (await fortaler("hold", *where, "--because", "Odd answers.")).exit_code == 0
    rows = await ask(owner_engine, "SELECT organisation_id, scope, kind, network, because FROM hold")
    assert rows == [(place.organisation_id, "network", "switch", "mastodon", "Odd answers.")]
    assert (await fortaler("release", *where)).exit_code == 0
    assert await ask(owner_engine, "SELECT count(*) FROM hold") == [(0,)]
    verbs = await ask(owner_engine, "SELECT verb FROM event ORDER BY sequence")
    assert verbs == [("deliveries.held",), ("deliveries.held",), ("deliveries.released",)]


@pytest.mark.parametrize(("send_late", "later"), [((), False), (("--send-late",), True)])
async def test_posts_keep_their_times_unless_they_are_to_go_however_late(
    fortaler: Run, place: Place, owner_engine: AsyncEngine, send_late: tuple[str, ...], later: bool
) -> None:
    due = now() - timedelta(hours=5)
    await plan(owner_engine, place, "held", reason_type="stopped", due_at=due)
    await fortaler("release", *send_late)
    assert await ask(owner_engine, "SELECT state, due_at > :due FROM post", due=due) == [("scheduled", later)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("hold", "--because", " "), "Say why"),
        (("hold", "--because", "x", "--network", "geocities"), "There is no network geocities"),
        (("hold", "--because", "x", "--organisation", "nobody"), "No organisation is called nobody"),
        (("release", "--organisation", "nobody"), "No organisation is called nobody"),
        (("restored",), "Say when the copy was made"),
    ],
)
async def test_what_cannot_be_is_said(fortaler: Run, place: Place, arguments: tuple[str, ...], words: str) -> None:
    done = await fortaler(*arguments)
    assert done.exit_code == 1
    assert words in done.output


async def test_after_a_restore_what_may_have_gone_out_is_unknown_and_nothing_is_sent(
    fortaler: Run, place: Place, owner_engine: AsyncEngine
) -> None:
    waiting = ("scheduled", "retry_wait", "claimed", "sending", "needs_reconnect", "held")
    over = ("published", "cancelled", "missed", "refused", "ask_person", "prepared")
    seen = now() - timedelta(hours=12)
    await plan(owner_engine, place, *waiting, due_at=seen + timedelta(hours=1))
    await plan(owner_engine, place, "scheduled", due_at=now() + timedelta(days=3))
    await plan(owner_engine, place, "scheduled", due_at=seen - timedelta(hours=1), text="before")
    await plan(owner_engine, place, *over, due_at=seen + timedelta(hours=1), text="over")
    async with transaction_on(owner_engine) as session:
        await session.execute(text("INSERT INTO generation (number, seen_at) VALUES (4, :seen)"), {"seen": seen})
    done = await fortaler("restored")
    assert "Life 5 of the database begins. 7 posts" in done.stdout, done.output
    doubted = await ask(
        owner_engine, "SELECT DISTINCT state, reason_type FROM post WHERE text NOT IN ('before', 'over')"
    )
    assert doubted == [("unknown", "restored")]
    assert await ask(owner_engine, "SELECT state FROM post WHERE text = 'before'") == [("scheduled",)]
    assert sorted(await ask(owner_engine, "SELECT state FROM post WHERE text = 'over'")) == sorted((s,) for s in over)
    assert await ask(owner_engine, "SELECT kind, network FROM standstill") == [("restore", "")]
    assert await ask(owner_engine, "SELECT verb, detail->>'posts' FROM event") == [("deliveries.restored", "7")]


async def test_of_two_posts_of_one_share_on_one_profile_one_is_doubted(
    fortaler: Run, place: Place, owner_engine: AsyncEngine
) -> None:
    await plan(owner_engine, place, "scheduled", "scheduled", "published")
    for column in ("share_id", "profile_id"):
        async with transaction_on(owner_engine) as session:
            await session.execute(
                text(f"UPDATE post SET {column} = (SELECT {column} FROM post LIMIT 1) WHERE state = 'scheduled'")
            )
    done = await fortaler("restored", "--since", (now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S"))
    assert done.exit_code == 0, done.output
    states = await ask(owner_engine, "SELECT state FROM post ORDER BY state")
    assert states == [("published",), ("scheduled",), ("unknown",)]
