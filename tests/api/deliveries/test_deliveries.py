"""The delivery page: true counts, and a switch for those who run programmes and nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_breaker, make_budget, make_hold, make_post, make_profile, make_share, make_standstill
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.profiles import Profile
from worlds import Place


async def plan(owner_engine: AsyncEngine, place: Place, **other: Any) -> Profile:
    """A post by API on a profile of its own."""
    async with transaction_on(owner_engine) as session:
        person = place.people["ambassador"]
        profile = await make_profile(session, place.organisation_id, person, network="mastodon", state="connected")
        share = await make_share(session, place.ambassadors["ambassador"], None)
        await make_post(session, share, profile, **{"network": "mastodon", "mode": "api"} | other)
    return profile


async def client_of(api: Api, place: Place, role: str) -> Client:
    return await api.sign_in(place.people[role], place.organisation_id)


async def read(client: Client) -> dict[str, Any]:
    answer = await client.get("/deliveries")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def stop(client: Client, status: int = 201, **order: Any) -> dict[str, Any]:
    answer = await client.once("/deliveries/holds", {"because": "We look into it."} | order)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_every_post_is_counted_in_its_own_situation(
    api: Api, nord: Place, syd: Place, owner_engine: AsyncEngine
) -> None:
    late, ahead = now() - timedelta(minutes=5), now() + timedelta(days=1)
    await plan(owner_engine, nord, state="scheduled", due_at=ahead)
    await plan(owner_engine, nord, state="retry_wait", due_at=late)
    for state in ("claimed", "sending", "needs_reconnect", "held", "unknown", "ask_person", "refused", "missed"):
        await plan(owner_engine, nord, state=state, due_at=ahead)
    await plan(owner_engine, nord, state="published", published_at=now())
    await plan(owner_engine, nord, state="published", published_at=now() - timedelta(days=2))
    await plan(owner_engine, nord, state="cancelled")
    await plan(owner_engine, nord, state="prepared", mode="assisted")
    await plan(owner_engine, syd, state="scheduled")
    page = await read(await client_of(api, nord, "administrator"))
    assert page["networks"] == [
        {
            "network": "mastodon", "waiting": 3, "late": 1, "sending": 1, "needs_reconnect": 1, "held": 1, "unknown": 1,
            "ask": 1, "published_today": 1, "refused_today": 1, "missed_today": 1, "budget": None, "profiles_spent": 0,
        }
    ]  # fmt: skip
    assert (page["holds"], page["standstills"]) == ([], [])


@pytest.mark.parametrize("role", ["ambassador", "curator", "viewer"])
async def test_whoever_runs_no_programme_sees_and_stops_nothing(
    api: Api, nord: Place, owner_engine: AsyncEngine, role: str
) -> None:
    async with transaction_on(owner_engine) as session:
        hold = await make_hold(session, nord.organisation_id)
    client = await client_of(api, nord, role)
    assert (await client.get("/deliveries")).status_code == 403
    await stop(client, 403)
    assert (await client.once(f"/deliveries/holds/{hold.id}/release", {})).status_code == 403


@pytest.mark.parametrize("role", ["owner", "administrator"])
@pytest.mark.parametrize(
    ("order", "scope"),
    [
        ({}, "organisation"),
        ({"network": "mastodon"}, "network"),
        ({"network": "mastodon", "instance": "a.example"}, "network"),
    ],
)
async def test_a_hold_says_what_why_who_and_since_when_and_is_lifted(
    api: Api, nord: Place, owner_engine: AsyncEngine, role: str, order: dict[str, Any], scope: str
) -> None:
    client = await client_of(api, nord, role)
    hold = await stop(client, **order)
    assert (hold["scope"], hold["kind"], hold["because"]) == (scope, "switch", "We look into it.")
    assert (hold["network"], hold["instance"]) == (order.get("network"), order.get("instance"))
    assert hold["by"] == nord.people[role].name
    assert (await read(client))["holds"] == [hold]
    again = await stop(client, because="We know more.", **order)
    assert [one["because"] for one in (await read(client))["holds"]] == ["We know more."]
    lifted = await client.once(f"/deliveries/holds/{again['id']}/release", {})
    assert (lifted.status_code, lifted.json()) == (200, {"posts": 0})
    assert (await read(client))["holds"] == []
    assert (await client.once(f"/deliveries/holds/{again['id']}/release", {})).status_code == 404
    async with owner_engine.connect() as connection:
        verbs = list(await connection.scalars(text("SELECT verb FROM event ORDER BY sequence")))
    assert verbs == ["deliveries.held", "deliveries.held", "deliveries.released"]


@pytest.mark.parametrize("send_late", [False, True])
async def test_lifting_a_hold_lets_go_what_it_held_and_nothing_else(
    api: Api, nord: Place, syd: Place, owner_engine: AsyncEngine, send_late: bool
) -> None:
    due = now() - timedelta(hours=4)
    profile = await plan(owner_engine, nord, state="held", reason_type="stopped", due_at=due)
    await plan(owner_engine, nord, state="held", reason_type="stopped", due_at=due, text="another profile")
    await plan(owner_engine, nord, state="held", reason_type="membership-paused", text="paused")
    await plan(owner_engine, syd, state="held", reason_type="stopped", text="elsewhere")
    client = await client_of(api, nord, "administrator")
    hold = await stop(client, profile_id=str(profile.id))
    assert (hold["scope"], hold["profile"]["person"]) == ("profile", nord.people["ambassador"].name)
    lifted = await client.once(f"/deliveries/holds/{hold['id']}/release", {"send_late": send_late})
    assert lifted.json() == {"posts": 1}
    async with owner_engine.connect() as connection:
        query = text("SELECT state, due_at > :due FROM post WHERE profile_id = :profile")
        assert tuple((await connection.execute(query, {"due": due, "profile": profile.id})).one()) == (
            "scheduled",
            send_late,
        )
        states = await connection.scalars(text("SELECT state FROM post WHERE profile_id <> :id"), {"id": profile.id})
        assert set(states) == {"held"}


async def test_pauses_and_standstills_are_shown_and_only_pauses_can_be_lifted_here(
    api: Api, nord: Place, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        pause = {"scope": "network", "kind": "pause", "network": "mastodon", "because": "The secret is not accepted."}
        await make_hold(session, nord.organisation_id, **pause)
        await make_standstill(session, network="mastodon", placed_by="ops")
    await plan(owner_engine, nord, state="held", reason_type="network-paused")
    client = await client_of(api, nord, "owner")
    page = await read(client)
    (shown,), (standstill,) = page["holds"], page["standstills"]
    assert (shown["kind"], shown["because"], shown["by"]) == ("pause", "The secret is not accepted.", None)
    assert (standstill["kind"], standstill["network"], standstill["by"]) == ("switch", "mastodon", "ops")
    assert (await client.once(f"/deliveries/holds/{shown['id']}/release", {})).json() == {"posts": 1}


async def test_a_server_that_is_left_alone_is_shown_to_those_who_have_somebody_on_it(
    api: Api, nord: Place, owner_engine: AsyncEngine
) -> None:
    await plan(owner_engine, nord, state="retry_wait")
    async with transaction_on(owner_engine) as session:
        await make_breaker(session)
        await make_breaker(session, instance="naboens.example")
    (shown,) = (await read(await client_of(api, nord, "administrator")))["breakers"]
    assert (shown["network"], shown["instance"], shown["state"]) == ("mastodon", None, "open")
    assert (shown["because"], shown["next_try_at"] is not None) == ("No answer.", True)


async def test_the_app_that_is_nearest_to_its_end_is_shown_and_what_nobody_said_is_unknown_not_zero(
    api: Api, nord: Place, owner_engine: AsyncEngine
) -> None:
    profile = await plan(owner_engine, nord, state="retry_wait")
    client, where = await client_of(api, nord, "administrator"), nord.organisation_id
    (shown,) = (await read(client))["networks"]
    assert (shown["budget"], shown["profiles_spent"]) == (None, 0)
    async with transaction_on(owner_engine) as session:
        await make_budget(session, where, span="hour", remaining=90)
        await make_budget(session, where, remaining=40)
        await make_budget(session, where, span="over", remaining=0, resets_at=now() - timedelta(seconds=1))
        await make_budget(session, where, span="day", remaining=2, each=3, profile_id=profile.id)
        await make_budget(session, where, span="hour", remaining=0, profile_id=profile.id)
    (shown,) = (await read(client))["networks"]
    budget = shown["budget"]
    assert (budget["remaining"], budget["most"], budget["unit"], budget["instance"]) == (40, 100, "posts", None)
    assert budget["resets_at"] > budget["as_of"]
    assert shown["profiles_spent"] == 1


async def test_another_organisations_budget_is_not_shown(
    api: Api, nord: Place, syd: Place, owner_engine: AsyncEngine
) -> None:
    await plan(owner_engine, nord)
    async with transaction_on(owner_engine) as session:
        await make_budget(session, syd.organisation_id)
    (shown,) = (await read(await client_of(api, nord, "owner")))["networks"]
    assert shown["budget"] is None


@pytest.mark.parametrize(
    ("order", "field"),
    [
        ({"because": ""}, "because"),
        ({"because": "x" * 501}, "because"),
        ({"network": "geocities"}, "network"),
        ({"instance": "a.example"}, ""),
        ({"network": "mastodon", "profile_id": "00000000-0000-7000-8000-000000000000"}, ""),
        ({"scope": "installation"}, "scope"),
    ],
)
async def test_an_order_that_makes_no_sense_is_refused(
    api: Api, nord: Place, order: dict[str, Any], field: str
) -> None:
    refused = await stop(await client_of(api, nord, "owner"), 422, **order)
    assert field in str(refused["errors"])
