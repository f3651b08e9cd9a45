"""From a code on a poster to a member: strangers, people who are here already, and people who come back."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_invitation
from callers import Api, Client
from kernel.kit.db import transaction_on
from kernel.tables.invitations import Invitation
from worlds import Place

ASTA: dict[str, Any] = {"name": "Asta Lund", "locale": "da", "zone": "Europe/Copenhagen", "accepts_guidelines": True}


async def invite(engine: AsyncEngine, place: Place, **other: Any) -> Invitation:
    async with transaction_on(engine) as session:
        return await make_invitation(session, place.programme, **other)


async def look(engine: AsyncEngine, statement: str) -> list[Any]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


async def change(engine: AsyncEngine, statement: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement))


async def test_a_stranger_with_nothing_but_a_name_is_in_and_signed_in(
    owner_engine: AsyncEngine, nord: Place, stranger: Client
) -> None:
    invitation = await invite(owner_engine, nord)
    joined = await stranger.once(f"/join/{invitation.code}", ASTA)
    assert joined.status_code == 201, joined.text
    session = (await stranger.get("/session")).json()
    assert session == joined.json()
    assert session["person"]["name"] == "Asta Lund"
    assert session["person"]["email"] is None
    assert session["organisation"]["name"] == "Nord"
    [membership] = session["memberships"]
    assert (membership["state"], membership["roles"]) == ("active", ["ambassador"])
    assert "shares:write" in membership["scopes"]
    assert await look(owner_engine, "SELECT used FROM invitation") == [(1,)]
    assert await look(owner_engine, "SELECT verb, actor_id = about_person_id FROM event") == [
        ("ambassador.joined", True)
    ]


async def test_a_code_for_three_lets_three_in_however_many_come_at_once(
    owner_engine: AsyncEngine, nord: Place, api: Api
) -> None:
    code = (await invite(owner_engine, nord, cap=3)).code
    crowd = [api.stranger() for _ in range(10)]
    answers = await asyncio.gather(*(one.once(f"/join/{code}", ASTA) for one in crowd))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] * 3 + [410] * 7
    assert {answer.json()["type"] for answer in answers if answer.status_code == 410} == {"/problems/join-code-used-up"}
    assert await look(owner_engine, "SELECT count(*) FROM person WHERE name = 'Asta Lund'") == [(3,)]


async def test_pressing_twice_is_one_membership_and_one_person(
    owner_engine: AsyncEngine, nord: Place, stranger: Client
) -> None:
    code, key = (await invite(owner_engine, nord, cap=1)).code, {"Idempotency-Key": str(uuid4())}
    first = await stranger.post(f"/join/{code}", json=ASTA, headers=key)
    stranger.cookies.clear()
    again = await stranger.post(f"/join/{code}", json=ASTA, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json()["person"] == first.json()["person"]
    assert (await stranger.get("/me")).json()["name"] == "Asta Lund"
    assert await look(owner_engine, "SELECT count(*), sum(used) FROM invitation") == [(1, 1)]
    other = await stranger.post(f"/join/{code}", json=ASTA | {"name": "Bent"}, headers=key)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")


async def test_a_key_brings_nobody_else_s_session_back(
    owner_engine: AsyncEngine, nord: Place, stranger: Client, curator: Client
) -> None:
    code, key = (await invite(owner_engine, nord)).code, {"Idempotency-Key": str(uuid4())}
    await stranger.post(f"/join/{code}", json=ASTA, headers=key)
    taken = await curator.post(f"/join/{code}", json=ASTA, headers=key)
    assert taken.json()["type"] == "/problems/idempotency-key-reused"
    short = await stranger.post(f"/join/{code}", json=ASTA, headers={"Idempotency-Key": "1"})
    assert short.json()["type"] == "/problems/idempotency-key-too-short"


async def test_somebody_who_is_here_already_joins_another_organisation_as_themselves(
    owner_engine: AsyncEngine, syd: Place, ambassador: Client, nord: Place, api: Api
) -> None:
    old = ambassador.cookies[api.cookie]
    joined = await ambassador.once(f"/join/{(await invite(owner_engine, syd)).code}", ASTA)
    assert joined.status_code == 201, joined.text
    assert joined.json()["person"]["name"] == nord.people["ambassador"].name
    assert joined.json()["organisation"]["name"] == "Syd"
    assert joined.cookies[api.cookie] != old
    before = api.stranger()
    before.cookies.set(api.cookie, old)
    assert (await before.get("/me")).status_code == 401


async def test_nobody_joins_twice_but_a_code_for_another_role_adds_it(
    owner_engine: AsyncEngine, nord: Place, ambassador: Client
) -> None:
    again = await ambassador.once(f"/join/{(await invite(owner_engine, nord)).code}", ASTA)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-a-member")
    called = await invite(owner_engine, nord, role="curator")
    added = await ambassador.once(f"/join/{called.code}", ASTA)
    assert added.json()["memberships"][0]["roles"] == ["ambassador", "curator"]
    assert await look(owner_engine, "SELECT role, used FROM invitation ORDER BY role") == [
        ("ambassador", 0),
        ("curator", 1),
    ]


async def test_who_applies_waits_until_somebody_lets_them_in(
    owner_engine: AsyncEngine, nord: Place, stranger: Client, administrator: Client
) -> None:
    await change(owner_engine, "UPDATE programme SET joining = 'apply'")
    code = (await invite(owner_engine, nord)).code
    silent = await stranger.once(f"/join/{code}", ASTA)
    assert (silent.status_code, silent.json()["type"]) == (422, "/problems/application-needed")
    assert silent.json()["errors"][0]["field"] == "application"
    applied = await stranger.once(f"/join/{code}", ASTA | {"application": "Jeg vil vise studielivet."})
    [membership] = applied.json()["memberships"]
    assert (membership["state"], membership["scopes"]) == ("applied", [])
    listed = await administrator.get(
        f"/programmes/{nord.programme.id}/ambassadors", params={"state": "applied", "q": "asta"}
    )
    [waiting] = listed.json()["items"]
    assert (waiting["application"], waiting["joined_at"]) == ("Jeg vil vise studielivet.", None)
    accepted = await administrator.once(f"/ambassadors/{waiting['id']}/accept")
    assert accepted.json()["state"] == "active"
    assert "feed:read" in (await stranger.get("/session")).json()["memberships"][0]["scopes"]


async def test_a_curator_called_by_code_need_not_apply(
    owner_engine: AsyncEngine, nord: Place, stranger: Client
) -> None:
    await change(owner_engine, "UPDATE programme SET joining = 'apply'")
    joined = await stranger.once(f"/join/{(await invite(owner_engine, nord, role='curator')).code}", ASTA)
    assert joined.json()["memberships"][0]["state"] == "active"


async def test_who_left_comes_back_as_what_the_code_is_for(owner_engine: AsyncEngine, nord: Place, api: Api) -> None:
    person, membership = nord.people["administrator"], nord.ambassadors["administrator"]
    client = await api.sign_in(person, nord.organisation_id)
    assert (await client.once(f"/ambassadors/{membership.id}/leave")).json()["state"] == "left"
    back = await client.once(f"/join/{(await invite(owner_engine, nord)).code}", ASTA)
    assert back.status_code == 201, back.text
    [now_a] = back.json()["memberships"]
    assert (now_a["ambassador_id"], now_a["roles"], now_a["state"]) == (str(membership.id), ["ambassador"], "active")


@pytest.mark.parametrize("act", ["leave", "decline"])
async def test_who_was_sent_away_comes_back_only_if_somebody_lets_them_in(
    owner_engine: AsyncEngine, nord: Place, api: Api, administrator: Client, act: str
) -> None:
    role = "ambassador" if act == "leave" else "applied"
    client = await api.sign_in(nord.people[role], nord.organisation_id)
    body = {"reason": "Vi kender dig ikke."} if act == "decline" else None
    sent = await administrator.once(f"/ambassadors/{nord.ambassadors[role].id}/{act}", body)
    assert sent.status_code == 200, sent.text
    back = await client.once(f"/join/{(await invite(owner_engine, nord)).code}", ASTA)
    assert back.json()["memberships"][0]["state"] == "applied"
    assert "Vi kender dig ikke" not in back.text


@pytest.mark.parametrize(
    ("change_", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Asta\nLund"}, "name"),
        ({"name": "Asta\x00"}, "name"),
        ({"name": ["Asta"]}, "name"),
        ({"locale": "de"}, "locale"),
        ({"zone": "Atlantis/Mitte"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"accepts_guidelines": False}, "accepts_guidelines"),
        ({"application": "x" * 2001}, "application"),
        ({"role": "administrator"}, "role"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_field_s_name_and_nobody_is_made(
    owner_engine: AsyncEngine, nord: Place, stranger: Client, change_: dict[str, Any], field: str
) -> None:
    code = (await invite(owner_engine, nord)).code
    before = await look(owner_engine, "SELECT count(*) FROM person")
    refused = await stranger.once(f"/join/{code}", ASTA | change_)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert await look(owner_engine, "SELECT count(*) FROM person") == before


async def test_a_crowd_behind_one_address_joins_but_not_without_end(
    owner_engine: AsyncEngine, nord: Place, api: Api
) -> None:
    code = (await invite(owner_engine, nord)).code
    assert {(await api.stranger().once(f"/join/{code}", ASTA)).status_code for _ in range(20)} == {201}
    await change(owner_engine, "UPDATE throttle SET count = 300 WHERE reason = 'joinings from a network'")
    refused = await api.stranger().once(f"/join/{code}", ASTA)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-requests")
    assert (await api.stranger("198.51.100.7").once(f"/join/{code}", ASTA)).status_code == 201


async def test_names_from_all_over_the_world_stay_as_they_are(owner_engine: AsyncEngine, nord: Place, api: Api) -> None:
    code = (await invite(owner_engine, nord)).code
    for name in (
        "Zoë Ångström-Ørsted",
        "李小龍",
        "محمد",
        "👩‍🔧 Ewa",
        "<script>alert(1)</script>",
        "Robert'); DROP TABLE person;--",
    ):
        joined = await api.stranger().once(f"/join/{code}", ASTA | {"name": name})
        assert joined.json()["person"]["name"] == name
