"""Profiles as their owner sees them, renews them and gives them up."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select, update

from builders import make_post, make_share
from callers import Api, Client
from kernel.kit.db import transaction_on
from kernel.tables.audit import Event
from kernel.tables.jobs import Job
from kernel.tables.profiles import Profile
from kernel.tables.shares import Post
from travellers import PAGE, Traveller, outcome
from worlds import Place

pytestmark = pytest.mark.usefixtures("practice")


async def posts_in(owner_engine: AsyncEngine, place: Place, profile_id: str, *states: str) -> list[UUID]:
    """One post on the profile in each of these states."""
    async with transaction_on(owner_engine) as session:
        profile = (await session.scalars(select(Profile).where(col(Profile.id) == UUID(profile_id)))).one()
        made: list[UUID] = []
        for state in states:
            share = await make_share(session, place.ambassadors["ambassador"], None)
            made.append((await make_post(session, share, profile, state=state, mode="api")).id)
        return made


async def states(owner_engine: AsyncEngine, numbers: list[UUID]) -> list[tuple[str, str | None]]:
    async with transaction_on(owner_engine) as session:
        found = {post.id: post for post in await session.scalars(select(Post))}
        return [(found[number].state, found[number].reason_type) for number in numbers]


async def set_state(owner_engine: AsyncEngine, profile_id: str, state: str) -> None:
    async with transaction_on(owner_engine) as session:
        await session.execute(update(Profile).where(col(Profile.id) == UUID(profile_id)).values(state=state))


async def test_every_network_says_what_can_be_done_there(ambassador: Client, traveller: Traveller) -> None:
    networks = {network["key"]: network for network in (await ambassador.get("/networks")).json()["items"]}
    assert networks["mastodon"]["ways"] == ["instance"]
    assert networks["mastodon"]["practice"] == {"instance": traveller.instance, "url": traveller.practice.url}
    assert networks["linkedin"]["ways"] == ["declare"]
    assert networks["linkedin"]["practice"] is None
    assert networks["email"]["rules"]["max_text"] is None
    assert networks["instagram"]["opens"] == "share_sheet"


async def test_a_profile_is_declared_once_per_network(ambassador: Client) -> None:
    first = await ambassador.post("/profiles/declare", json={"network": "linkedin", "handle": "@asta-lund"})
    assert first.status_code == 201, first.text
    assert (first.json()["handle"], first.json()["state"]) == ("asta-lund", "declared")
    again = await ambassador.post("/profiles/declare", json={"network": "linkedin"})
    assert again.json() == first.json()


async def test_declaring_at_the_same_time_gives_one_profile(ambassador: Client) -> None:
    wish = {"network": "x", "handle": "asta"}
    answers = await asyncio.gather(*(ambassador.post("/profiles/declare", json=wish) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("wish", "type_", "field"),
    [
        ({"network": "mastodon"}, "not-this-way", "network"),
        ({"network": "myspace"}, "network-unknown", "network"),
        ({"network": "x", "handle": "a\nb"}, "invalid", "handle"),
        ({"network": "x", "handle": "a" * 201}, "invalid", "handle"),
        ({"network": "x", "state": "connected"}, "invalid", "state"),
    ],
)
async def test_what_cannot_be_declared_is_refused(
    ambassador: Client, wish: dict[str, Any], type_: str, field: str
) -> None:
    answer = await ambassador.post("/profiles/declare", json=wish)
    assert answer.status_code == 422
    assert answer.json()["type"] == f"/problems/{type_}"
    assert answer.json()["errors"][0]["field"] == field


async def test_nobody_sees_or_touches_anothers_profiles(
    api: Api, syd: Place, nord: Place, ambassador: Client, owner: Client, traveller: Traveller
) -> None:
    profile = await traveller.connect(ambassador)
    others = [owner, await api.sign_in(syd.people["ambassador"], syd.organisation_id)]
    for other in others:
        assert (await other.get("/profiles")).json()["items"] == []
        renewal = await other.post(f"/profiles/{profile['id']}/renew", json={"return_to": PAGE})
        assert renewal.status_code == 404
        assert (await other.delete(f"/profiles/{profile['id']}")).status_code == 404
    assert len((await ambassador.get("/profiles")).json()["items"]) == 1


async def test_a_profile_given_up_cancels_what_waits_and_gives_the_token_back(
    ambassador: Client, nord: Place, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    profile = await traveller.connect(ambassador)
    waiting = await posts_in(owner_engine, nord, profile["id"], "scheduled", "held", "retry_wait", "needs_reconnect")
    may_be_out = await posts_in(owner_engine, nord, profile["id"], "sending", "ask_person", "published")
    assert (await ambassador.delete(f"/profiles/{profile['id']}")).status_code == 204
    assert await states(owner_engine, waiting) == [("cancelled", "profile-disconnected")] * 4
    assert [state for state, _ in await states(owner_engine, may_be_out)] == ["sending", "ask_person", "published"]
    async with transaction_on(owner_engine) as session:
        assert "connections.revoke" in set(await session.scalars(select(Job.kind)))
        verbs = list(await session.scalars(select(Event.verb).order_by(col(Event.sequence))))
    assert verbs == ["profile.connected", "profile.disconnected"]
    assert (await ambassador.get("/profiles")).json()["items"] == []
    assert (await ambassador.delete(f"/profiles/{profile['id']}")).status_code == 404


async def test_a_declared_profile_given_up_has_no_token_to_give_back(
    ambassador: Client, owner_engine: AsyncEngine
) -> None:
    profile = (await ambassador.post("/profiles/declare", json={"network": "x"})).json()
    assert (await ambassador.delete(f"/profiles/{profile['id']}")).status_code == 204
    async with transaction_on(owner_engine) as session:
        assert not list(await session.scalars(select(Job)))


async def test_consent_given_again_lets_waiting_posts_go_on(
    ambassador: Client, nord: Place, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    profile = await traveller.connect(ambassador)
    await set_state(owner_engine, profile["id"], "needs_reconnect")
    waiting = await posts_in(owner_engine, nord, profile["id"], "needs_reconnect", "cancelled")
    renewal = await ambassador.post(f"/profiles/{profile['id']}/renew", json={"return_to": "/planned"})
    told = outcome(await ambassador.get(traveller.consent(renewal.json()["authorize_url"])))
    assert told == {"page": "/planned", "profile": profile["id"]}
    assert [state for state, _ in await states(owner_engine, waiting)] == ["scheduled", "cancelled"]
    assert [p["state"] for p in (await ambassador.get("/profiles")).json()["items"]] == ["connected"]


async def test_renewing_with_another_account_changes_nothing_and_gives_its_token_back(
    ambassador: Client, traveller: Traveller
) -> None:
    profile = await traveller.connect(ambassador, "mette")
    renewal = await ambassador.post(f"/profiles/{profile['id']}/renew", json={"return_to": PAGE})
    back = traveller.consent(renewal.json()["authorize_url"], "jonas")
    assert outcome(await ambassador.get(back)) == {"page": PAGE, "problem": "account-differs"}
    assert (await ambassador.get("/profiles")).json()["items"] == [profile]


async def test_connecting_the_same_account_again_renews_its_profile(ambassador: Client, traveller: Traveller) -> None:
    first = await traveller.connect(ambassador)
    assert (await traveller.connect(ambassador))["id"] == first["id"]


async def test_an_account_given_up_and_connected_again_is_a_new_profile(
    ambassador: Client, traveller: Traveller
) -> None:
    first = await traveller.connect(ambassador)
    await ambassador.delete(f"/profiles/{first['id']}")
    assert (await traveller.connect(ambassador))["id"] != first["id"]
