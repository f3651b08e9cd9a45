"""Those who are in a programme: who sees and changes them, and what pausing and leaving do."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_ambassador, make_link, make_person, make_post, make_profile, make_share, make_story
from callers import Api, Client
from kernel.kit.db import transaction_on
from worlds import Place


def members(place: Place) -> str:
    return f"/programmes/{place.programme.id}/ambassadors"


def member(place: Place, role: str) -> str:
    return f"/ambassadors/{place.ambassadors[role].id}"


async def look(engine: AsyncEngine, statement: str) -> list[Any]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


async def read(client: Client, place: Place, role: str) -> dict[str, Any]:
    items = (await client.get(members(place))).json()["items"]
    return next(item for item in items if item["id"] == str(place.ambassadors[role].id))


async def test_an_administrator_sees_who_is_in_and_they_can_see_that_it_was_looked_at(
    administrator: Client, ambassador: Client, nord: Place, nord_two: Place
) -> None:
    await administrator.get(members(nord))
    answer = await administrator.get(members(nord))
    assert answer.status_code == 200, answer.text
    names = [item["name"] for item in answer.json()["items"]]
    assert names == [
        "Administrator Nord",
        "Ambassador Nord",
        "Applied Nord",
        "Curator Nord",
        "Paused Nord",
        "Viewer Nord",
    ]
    seen = (await ambassador.get("/me/audit")).json()["items"]
    assert [event["verb"] for event in seen] == ["ambassadors.viewed"]


async def test_members_are_found_by_state_role_and_part_of_the_name(administrator: Client, nord: Place) -> None:
    async def found(**query: str) -> list[str]:
        return [item["name"] for item in (await administrator.get(members(nord), params=query)).json()["items"]]

    assert await found(state="paused") == ["Paused Nord"]
    assert await found(role="curator") == ["Curator Nord"]
    assert await found(q="AMBA") == ["Ambassador Nord"]
    assert await found(q="%") == []
    assert await found(q="_urator") == []
    assert await found(state="left") == []
    assert (await administrator.get(members(nord), params={"state": "gone"})).status_code == 422
    assert (await administrator.get(members(nord), params={"q": "x" * 101})).status_code == 422


async def test_members_come_in_pages_that_leave_nobody_out(
    administrator: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        for name in ("ærø", "Zoë", "asta", "Asta", "Asta", "Øjvind"):
            await make_ambassador(session, nord.programme, await make_person(session, name=name))
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await administrator.get(members(nord), params=query)).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 12
    for bogus in ("bogus", "W10=", "WyJhIiwgImIiXQ==", "bnVsbA=="):
        assert (await administrator.get(members(nord), params={"cursor": bogus})).status_code == 422


async def test_nobody_else_sees_or_changes_members(api: Api, nord: Place, nord_two: Place, syd: Place) -> None:
    expected = [(nord, "curator", 403), (nord, "ambassador", 403), (nord, "viewer", 403), (nord, "paused", 403)]
    expected += [(nord_two, "administrator", 404), (syd, "administrator", 404), (syd, "owner", 404)]
    about = member(nord, "applied")
    for place, role, status in expected:
        client = await api.sign_in(place.people[role], place.organisation_id)
        answers = [
            await client.get(members(nord)),
            await client.change(about, "*", {"tags": ["x"]}),
            await client.once(f"{about}/accept"),
            await client.once(f"{about}/decline", {"reason": "x"}),
            await client.once(f"{about}/pause"),
            await client.once(f"{about}/resume"),
            await client.once(f"{about}/leave"),
        ]
        assert [answer.status_code for answer in answers] == [status] * 7, (place.organisation.name, role)
    assert (await api.stranger().get(members(nord))).status_code == 401


async def test_tags_are_changed_by_whoever_read_them_last(administrator: Client, curator: Client, nord: Place) -> None:
    asta = await read(administrator, nord, "ambassador")
    where = member(nord, "ambassador")
    assert (await administrator.patch(where, json={"tags": ["x"]})).status_code == 428
    changed = await administrator.change(where, asta["etag"], {"tags": [" salg ", "nathold", "salg"]})
    assert changed.json()["tags"] == ["salg", "nathold"]
    assert changed.headers["etag"] == changed.json()["etag"] != asta["etag"]
    late = await administrator.change(where, asta["etag"], {"tags": []})
    assert (late.status_code, late.json()["type"]) == (412, "/problems/precondition-failed")
    assert (await curator.get(f"/programmes/{nord.programme.id}/tags")).json() == {"tags": ["nathold", "salg"]}


async def test_tags_are_for_those_who_choose_an_audience(ambassador: Client, api: Api, nord: Place, syd: Place) -> None:
    path = f"/programmes/{nord.programme.id}/tags"
    assert (await ambassador.get(path)).status_code == 403
    assert (await (await api.sign_in(syd.people["owner"], syd.organisation_id)).get(path)).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"roles": []}, "roles"),
        ({"roles": ["owner"]}, "roles.0"),
        ({"roles": "curator"}, "roles"),
        ({"tags": ["x" * 41]}, "tags.0"),
        ({"tags": [""]}, "tags.0"),
        ({"tags": ["a\nb"]}, "tags.0"),
        ({"tags": [str(number) for number in range(31)]}, "tags"),
        ({"languages": ["de"]}, "languages.0"),
        ({"state": "active"}, "state"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_field_s_name(
    administrator: Client, nord: Place, body: dict[str, Any], field: str
) -> None:
    refused = await administrator.change(member(nord, "ambassador"), "*", body)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]


async def test_roles_are_given_up_to_one_s_own_and_count_at_once(
    administrator: Client, ambassador: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    assert (await ambassador.get(members(nord))).status_code == 403
    given = await administrator.change(member(nord, "ambassador"), "*", {"roles": ["ambassador", "administrator"]})
    assert given.status_code == 200, given.text
    assert (await ambassador.get(members(nord))).status_code == 200
    taken = await administrator.change(member(nord, "ambassador"), "*", {"roles": ["ambassador"]})
    assert taken.json()["roles"] == ["ambassador"]
    assert (await ambassador.get(members(nord))).status_code == 403
    events = await look(
        owner_engine, "SELECT detail->'roles' FROM event WHERE verb = 'ambassador.changed' ORDER BY sequence"
    )
    assert events == [(["ambassador", "administrator"],), (["ambassador"],)]


async def test_a_pause_one_takes_oneself_one_ends_oneself(ambassador: Client, nord: Place) -> None:
    me = member(nord, "ambassador")
    assert (await ambassador.once(f"{me}/pause")).json()["state"] == "paused"
    again = await ambassador.once(f"{me}/pause")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/move-refused")
    assert "shares:write" not in (await ambassador.get("/session")).json()["memberships"][0]["scopes"]
    assert (await ambassador.once(f"{me}/resume")).json()["state"] == "active"
    assert (await ambassador.once(f"{me}/resume")).status_code == 409


async def test_a_pause_that_somebody_else_began_they_end(
    ambassador: Client, administrator: Client, nord: Place
) -> None:
    me = member(nord, "ambassador")
    await administrator.once(f"{me}/pause")
    assert (await ambassador.once(f"{me}/resume")).status_code == 403
    assert (await administrator.once(f"{me}/resume")).json()["state"] == "active"


async def test_accepting_brings_nobody_back_who_left_or_rests(
    ambassador: Client, administrator: Client, nord: Place
) -> None:
    await ambassador.once(f"{member(nord, 'ambassador')}/leave")
    assert (await administrator.once(f"{member(nord, 'ambassador')}/accept")).status_code == 409
    assert (await administrator.once(f"{member(nord, 'paused')}/accept")).status_code == 409
    assert (await administrator.once(f"{member(nord, 'curator')}/decline", {"reason": "x"})).status_code == 409


async def test_accepting_twice_with_one_key_is_accepting_once(
    administrator: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    key = {"Idempotency-Key": "the-same"}
    answers = [await administrator.post(f"{member(nord, 'applied')}/accept", headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert await look(owner_engine, "SELECT count(*) FROM event WHERE verb = 'ambassador.accepted'") == [(1,)]


async def planned(engine: AsyncEngine, place: Place, *states: str) -> None:
    """A connected profile of the ambassador's, a declared one, and a post in each state."""
    async with transaction_on(engine) as session:
        me, person = place.ambassadors["ambassador"], place.people["ambassador"]
        connected = await make_profile(
            session, place.organisation_id, person, network="mastodon", instance="norden.example", state="connected"
        )
        await make_profile(session, place.organisation_id, person)
        story = await make_story(session, place.programme)
        for state in states:
            share = await make_share(session, me, story)
            post = await make_post(session, share, connected, mode="api", state=state)
            await make_link(session, share, post)


async def test_ending_a_break_lets_go_what_fell_due_in_it_and_nothing_else_that_is_held(
    ambassador: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    me = member(nord, "ambassador")
    assert (await ambassador.once(f"{me}/pause")).status_code == 200
    await planned(owner_engine, nord, "held", "held", "cancelled")
    async with owner_engine.begin() as connection:
        first = "UPDATE post SET reason_type = 'membership-paused' WHERE id = (SELECT min(id::text)::uuid FROM post)"
        await connection.execute(text(first))
    assert (await ambassador.once(f"{me}/resume")).json()["state"] == "active"
    found = await look(owner_engine, "SELECT state, reason_type, turn_at >= due_at FROM post ORDER BY id")
    assert found[0] == ("scheduled", None, True)
    assert [state for state, _, _ in found[1:]] == ["held", "cancelled"]


async def test_leaving_cancels_what_is_planned_gives_profiles_back_and_keeps_the_totals(
    ambassador: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    await planned(owner_engine, nord, "scheduled", "retry_wait", "needs_reconnect", "published", "ask_person", "opened")
    left = await ambassador.once(f"{member(nord, 'ambassador')}/leave")
    assert left.status_code == 200, left.text
    assert left.json()["state"] == "left"
    states = await look(owner_engine, "SELECT state FROM post ORDER BY id")
    assert [state for (state,) in states] == ["cancelled"] * 3 + ["published", "ask_person", "opened"]
    assert await look(owner_engine, "SELECT network, state FROM profile ORDER BY network") == [
        ("linkedin", "revoked"),
        ("mastodon", "revoked"),
    ]
    assert await look(owner_engine, "SELECT kind FROM job") == [("connections.revoke",)]
    assert await look(owner_engine, "SELECT count(*) FROM link") == [(6,)]
    assert await look(owner_engine, "SELECT detail->'posts', detail->'profiles' FROM event") == [(3, 2)]
    assert (await ambassador.get("/session")).json()["memberships"] == []


async def test_profiles_stay_as_long_as_another_programme_of_the_organisation_needs_them(
    ambassador: Client, nord: Place, nord_two: Place, owner_engine: AsyncEngine
) -> None:
    await planned(owner_engine, nord, "scheduled")
    async with transaction_on(owner_engine) as session:
        other = await make_ambassador(session, nord_two.programme, nord.people["ambassador"])
    await ambassador.once(f"{member(nord, 'ambassador')}/leave")
    assert await look(owner_engine, "SELECT state FROM profile ORDER BY network") == [("declared",), ("connected",)]
    await ambassador.once(f"/ambassadors/{other.id}/leave")
    assert await look(owner_engine, "SELECT DISTINCT state FROM profile") == [("revoked",)]


async def test_leaving_two_programmes_at_once_still_gives_the_profiles_back(
    api: Api, nord: Place, nord_two: Place, owner_engine: AsyncEngine
) -> None:
    await planned(owner_engine, nord)
    async with transaction_on(owner_engine) as session:
        other = await make_ambassador(session, nord_two.programme, nord.people["ambassador"])
    clients = [await api.sign_in(nord.people["ambassador"], nord.organisation_id) for _ in range(2)]
    ids = (nord.ambassadors["ambassador"].id, other.id)
    leaving = [client.once(f"/ambassadors/{id_}/leave") for client, id_ in zip(clients, ids, strict=True)]
    assert [answer.status_code for answer in await asyncio.gather(*leaving)] == [200, 200]
    assert await look(owner_engine, "SELECT DISTINCT state FROM profile") == [("revoked",)]


async def test_one_who_only_applied_may_withdraw(applied: Client, nord: Place) -> None:
    assert (await applied.once(f"{member(nord, 'applied')}/leave")).json()["state"] == "left"
