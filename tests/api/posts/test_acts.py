"""What a post's owner can do about it in each of its states."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select, update

from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.lifecycles.posts import posts
from kernel.tables.audit import Event
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post
from sharers import Sharer, add_profile, add_story
from worlds import Place

LATER = {"kind": "at", "wall_time": (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"), "zone": "UTC"}
LATEST = LATER | {"wall_time": (now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"), "zone": "Asia/Tokyo"}


@pytest.fixture
async def planned(sharer: Sharer, mastodon: Profile) -> dict[str, Any]:
    """A post that goes out in three days."""
    return (await sharer.share(mastodon, when=LATER))["posts"][0]


@pytest.fixture
async def by_hand(sharer: Sharer, nord: Place, owner_engine: AsyncEngine) -> dict[str, Any]:
    """A post that its owner makes on LinkedIn."""
    linkedin = await add_profile(owner_engine, nord, "linkedin")
    return (await sharer.share(linkedin, story=await add_story(owner_engine, nord)))["posts"][0]


async def put(engine: AsyncEngine, post: dict[str, Any], **values: Any) -> None:
    """Set the post as the publisher would have left it."""
    async with transaction_on(engine) as session:
        await session.execute(update(Post).where(col(Post.id) == UUID(post["id"])).values(**values))


async def row(engine: AsyncEngine, post: dict[str, Any]) -> Post:
    async with transaction_on(engine) as session:
        return (await session.scalars(select(Post).where(col(Post.id) == UUID(post["id"])))).one()


async def act(client: Client, post: dict[str, Any], what: str, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/posts/{post['id']}/{what}", json=body or None)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_a_planned_post_can_be_cancelled_and_cancelling_again_changes_nothing(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    assert planned["can"] == {
        "undo": False, "cancel": True, "reschedule": True, "answer": False, "share_now": True, "declare": False,
    }  # fmt: skip
    cancelled = await act(ambassador, planned, "cancel")
    assert cancelled["state"] == "cancelled"
    assert not any(cancelled["can"].values())
    assert (await act(ambassador, planned, "cancel"))["state"] == "cancelled"
    async with transaction_on(owner_engine) as session:
        verbs = list(await session.scalars(select(Event.verb).order_by(col(Event.sequence))))
    assert verbs == ["share.created", "post.cancelled"]


@pytest.mark.parametrize("state", sorted(posts.states))
async def test_what_can_be_done_is_what_is_allowed(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine, state: str
) -> None:
    """`can` and the acts agree in every state, and a state from which nothing follows is left alone."""
    acts = {"cancel": {}, "reschedule": {"when": LATEST}, "share-now": {}, "answer": {"on_profile": False}}
    for what, body in acts.items():
        await put(owner_engine, planned, state=state, due_at=now() + timedelta(days=1))
        shown = (await ambassador.get(f"/shares/{planned['share_id']}")).json()["posts"][0]
        answer = await ambassador.post(f"/posts/{planned['id']}/{what}", json=body or None)
        allowed = shown["can"][what.replace("-", "_")] or (what, state) == ("cancel", "cancelled")
        assert answer.status_code == (200 if allowed else 409), (what, answer.text)
        if not allowed:
            leaving = "post-already-leaving" if state in ("sending", "unknown", "published") else "move-refused"
            assert answer.json()["type"] == f"/problems/{leaving}"
            assert (await row(owner_engine, planned)).state == state


async def test_a_new_time_is_kept_as_chosen(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    moved = await act(ambassador, planned, "reschedule", when=LATEST)
    assert (moved["wall_time"], moved["zone"], moved["state"]) == (LATEST["wall_time"], "Asia/Tokyo", "scheduled")
    kept = await row(owner_engine, planned)
    assert kept.turn_at == kept.due_at
    assert kept.due_at.strftime("%Y-%m-%dT%H:%M") != LATEST["wall_time"]


@pytest.mark.parametrize("wall_time", ["2020-01-01T09:00", "2031-01-01T09:00", "tomorrow", "2027-02-29T10:00"])
async def test_a_time_that_nothing_can_be_sent_at_moves_nothing(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine, wall_time: str
) -> None:
    before = await row(owner_engine, planned)
    answer = await act(ambassador, planned, "reschedule", 422, when=LATER | {"wall_time": wall_time})
    assert (answer["type"], answer["errors"][0]["field"]) == ("/problems/time-unusable", "when.wall_time")
    assert (await row(owner_engine, planned)).due_at == before.due_at


async def test_a_post_that_missed_its_time_goes_out_at_a_new_one_or_now(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    acts: list[tuple[str, dict[str, Any]]] = [("reschedule", {"when": LATEST}), ("share-now", {})]
    for what, body in acts:
        past = {"due_at": now() - timedelta(days=1), "turn_at": now() - timedelta(days=1)}
        await put(owner_engine, planned, state="missed", reason_type="too-late", tries=3, **past)
        answer = await act(ambassador, planned, what, **body)
        assert (answer["state"], answer["reason"]) == ("scheduled", None)
        kept = await row(owner_engine, planned)
        assert kept.due_at > now()
        assert kept.tries == 0


async def test_now_leaves_ten_seconds_to_undo(ambassador: Client, planned: dict[str, Any]) -> None:
    sent = await act(ambassador, planned, "share-now")
    assert sent["can"]["undo"] is True
    again = await act(ambassador, planned, "share-now")
    assert again["due_at"] == sent["due_at"]
    assert (await act(ambassador, planned, "cancel"))["state"] == "cancelled"


async def test_a_new_time_does_not_take_away_that_the_profile_must_be_connected_again(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    await put(owner_engine, planned, state="needs_reconnect", reason_type="connection-lost")
    moved = await act(ambassador, planned, "reschedule", when=LATEST)
    assert (moved["state"], moved["reason"]["type"]) == ("needs_reconnect", "connection-lost")


async def test_it_is_there_is_taken_as_the_persons_word_and_its_address_as_more(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    await put(owner_engine, planned, state="ask_person", reason_type="not-readable")
    answer = await act(ambassador, planned, "answer", on_profile=True)
    assert (answer["state"], answer["evidence"], answer["reason"]) == ("published", "declared", None)
    assert answer["published_at"] is not None
    await put(owner_engine, planned, state="ask_person", evidence=None)
    url = "https://norden.example/@asta/1"
    answer = await act(ambassador, planned, "answer", on_profile=True, url=url)
    assert (answer["evidence"], answer["url"]) == ("link", url)


async def test_it_is_not_there_sends_it_again_with_ten_seconds_to_undo(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    await put(owner_engine, planned, state="ask_person", due_at=now() - timedelta(hours=3), checks=3, empty_reads=3)
    answer = await act(ambassador, planned, "answer", on_profile=False, url="https://ignored.example/1")
    assert (answer["state"], answer["can"]["undo"], answer["url"]) == ("scheduled", True, None)
    kept = await row(owner_engine, planned)
    assert (kept.checks, kept.empty_reads) == (0, 0)
    assert now() < kept.due_at < now() + timedelta(seconds=11)


async def test_a_plan_that_a_restore_made_us_ask_about_keeps_its_time(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    due = now() + timedelta(days=2)
    await put(owner_engine, planned, state="ask_person", due_at=due, reason_type="not-readable")
    answer = await act(ambassador, planned, "answer", on_profile=False)
    kept = await row(owner_engine, planned)
    assert (answer["state"], kept.due_at, kept.turn_at) == ("scheduled", due, due)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/@asta/1", "https://norden.example.evil.example/1", "https://norden.example/",
        "https://norden.example@evil.example/1", "javascript:alert(1)", "https://evil.example\\@norden.example/1", "x",
    ],
)  # fmt: skip
async def test_an_address_elsewhere_is_no_evidence(
    ambassador: Client, planned: dict[str, Any], owner_engine: AsyncEngine, url: str
) -> None:
    await put(owner_engine, planned, state="ask_person")
    refused = await act(ambassador, planned, "answer", 422, on_profile=True, url=url)
    assert refused["errors"][0]["field"] == "url"
    assert (await row(owner_engine, planned)).state == "ask_person"


async def test_evidence_of_a_post_by_hand_rises_and_never_falls(ambassador: Client, by_hand: dict[str, Any]) -> None:
    url = "https://www.linkedin.com/posts/asta-1"
    seen: list[tuple[str, str]] = []
    answer: dict[str, Any] = {}
    bare, none, named = (
        ("opened", dict[str, Any]()),
        ("declare", dict[str, Any](url=None)),
        ("declare", dict[str, Any](url=url)),
    )
    for what, body in (bare, bare, none, bare, named, none, bare):
        answer = await act(ambassador, by_hand, what, **body)
        seen.append((answer["state"], answer["evidence"]))
    assert seen == [("opened", "opened")] * 2 + [("declared", "declared")] * 2 + [("declared", "link")] * 3
    assert answer["url"] == url
    assert answer["published_at"] is not None


async def test_clicks_on_the_link_of_a_post_that_was_only_opened_are_not_lost_by_declaring_it(
    ambassador: Client, by_hand: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    await put(owner_engine, by_hand, state="opened", evidence="clicks")
    assert (await act(ambassador, by_hand, "declare", url=None))["evidence"] == "clicks"


async def test_a_post_by_hand_that_was_given_up_is_not_declared(ambassador: Client, by_hand: dict[str, Any]) -> None:
    await act(ambassador, by_hand, "cancel")
    assert (await act(ambassador, by_hand, "opened", 409))["type"] == "/problems/move-refused"
    assert (await act(ambassador, by_hand, "declare", 409, url=None))["type"] == "/problems/move-refused"


async def test_what_goes_by_api_is_not_declared(ambassador: Client, planned: dict[str, Any]) -> None:
    assert (await act(ambassador, planned, "declare", 409, url=None))["type"] == "/problems/move-refused"
    assert (await act(ambassador, planned, "opened", 409))["type"] == "/problems/move-refused"


async def test_nobody_elses_post_can_be_touched(
    api: Api, planned: dict[str, Any], owner: Client, curator: Client, syd: Place, owner_engine: AsyncEngine
) -> None:
    foreign = await api.sign_in(syd.people["ambassador"], syd.organisation_id)
    bodies = {
        "cancel": {}, "reschedule": {"when": LATEST}, "share-now": {}, "answer": {"on_profile": True}, "opened": {},
        "declare": {"url": None},
    }  # fmt: skip
    before = await row(owner_engine, planned)
    for client in (owner, curator, foreign):
        for what, body in bodies.items():
            await act(client, planned, what, 404, **body)
    assert (await row(owner_engine, planned)).updated_at == before.updated_at


async def test_one_who_is_paused_may_take_back_but_not_send(
    api: Api, nord: Place, planned: dict[str, Any], owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        nord.ambassadors["ambassador"].state = "paused"
        session.add(nord.ambassadors["ambassador"])
    client = await api.sign_in(nord.people["ambassador"], nord.organisation_id)
    await act(client, planned, "share-now", 403)
    await act(client, planned, "reschedule", 403, when=LATEST)
    assert (await act(client, planned, "cancel"))["state"] == "cancelled"
