"""A person's own account: their sessions, their name, their ways in; nobody else's business."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from api.auth.codes import Codes
from builders import make_credential, make_owner, make_person
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from people_ways import letters
from worlds import Place

NEW_ADDRESS = "asta@nordlys.example"


async def test_a_stranger_has_an_empty_session_and_no_account(stranger: Client) -> None:
    session = (await stranger.get("/session")).json()
    assert (session["person"], session["organisation"], session["memberships"]) == (None, None, [])
    for method, path in (("GET", "/me"), ("PATCH", "/me"), ("GET", "/sessions"), ("POST", "/me/printed-code")):
        assert (await stranger.request(method, path, json={})).status_code == 401


async def test_one_sees_and_ends_one_s_own_sessions(api: Api, nord: Place, ambassador: Client, curator: Client) -> None:
    phone = await api.sign_in(nord.people["ambassador"], nord.organisation_id, device="phone")
    listed = (await ambassador.get("/sessions")).json()["items"]
    assert sorted((one["device"], one["current"]) for one in listed) == [("phone", False), ("unknown", True)]
    [other] = [one["id"] for one in listed if not one["current"]]
    assert (await curator.delete(f"/sessions/{other}")).status_code == 404
    assert (await phone.get("/me")).status_code == 200
    assert (await ambassador.delete(f"/sessions/{other}")).status_code == 204
    assert (await phone.get("/me")).status_code == 401
    assert (await ambassador.delete(f"/sessions/{other}")).status_code == 404


async def test_signing_out_ends_the_session_and_forgets_the_pages(api: Api, ambassador: Client) -> None:
    token = ambassador.cookies[api.cookie]
    gone = await ambassador.delete("/session")
    assert (gone.status_code, gone.headers["clear-site-data"]) == (204, '"cache"')
    same = api.stranger()
    same.cookies.set(api.cookie, token)
    assert (await same.get("/me")).status_code == 401
    assert (await same.delete("/session")).status_code == 204


@pytest.mark.parametrize(
    ("role", "idle"),
    [
        ("ambassador", timedelta(days=30)),
        ("curator", timedelta(hours=12)),
        ("administrator", timedelta(hours=1)),
        ("owner", timedelta(hours=1)),
    ],
)
async def test_the_more_one_may_the_sooner_one_is_asked_again(
    api: Api, nord: Place, role: str, idle: timedelta
) -> None:
    margin, place = timedelta(minutes=2), (nord.people[role], nord.organisation_id)
    rested = await api.sign_in(*place, seen_at=now() - idle + margin, idle_seconds=10**9)
    assert (await rested.get("/me")).status_code == 200
    late = await api.sign_in(*place, seen_at=now() - idle - margin, idle_seconds=10**9)
    assert (await late.get("/me")).status_code == 401


async def test_no_session_outlives_its_end(api: Api, nord: Place) -> None:
    over = await api.sign_in(nord.people["ambassador"], nord.organisation_id, ends_at=now() - timedelta(seconds=1))
    assert (await over.get("/me")).status_code == 401
    old = await api.sign_in(nord.people["administrator"], nord.organisation_id, created_at=now() - timedelta(hours=13))
    assert (await old.get("/me")).status_code == 401


async def test_one_changes_one_s_own_name_language_and_zone(ambassador: Client, owner_engine: AsyncEngine) -> None:
    changed = await ambassador.patch("/me", json={"name": "Asta L.", "locale": "en", "zone": "Atlantic/Faroe"})
    assert changed.status_code == 200, changed.text
    me = (await ambassador.get("/me")).json()
    assert (me["name"], me["locale"], me["zone"]) == ("Asta L.", "en", "Atlantic/Faroe")
    async with owner_engine.connect() as connection:
        [(verb, detail)] = (await connection.execute(text("SELECT verb, detail::text FROM event"))).all()
    assert verb == "person.changed"
    assert "Asta" not in detail


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "A\x1b[31m"}, "name"),
        ({"locale": "sv"}, "locale"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"id": "01a20e31-079f-7395-bf53-34cd535da33a"}, "id"),
        ({"email": "x@y.example"}, "email"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_field_s_name(
    ambassador: Client, body: dict[str, Any], field: str
) -> None:
    refused = await ambassador.patch("/me", json=body)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]


async def test_an_address_is_one_s_own_once_its_code_was_read(
    api: Api, ambassador: Client, curator: Client, owner_engine: AsyncEngine
) -> None:
    assert (await ambassador.once("/me/email", {"email": NEW_ADDRESS})).status_code == 202
    assert (await ambassador.get("/me")).json()["email"] is None
    [letter] = await letters(api, owner_engine)
    assert letter.address == NEW_ADDRESS
    assert (await curator.once("/me/email/confirm", {"code": letter.code})).status_code == 422
    confirmed = await ambassador.once("/me/email/confirm", {"code": letter.code})
    assert confirmed.json()["email"] == NEW_ADDRESS
    await api.stranger().post("/session/codes", json={"email": NEW_ADDRESS})
    code = (await letters(api, owner_engine))[-1].code
    signed_in = await api.stranger().post("/session", json={"way": "email", "email": NEW_ADDRESS, "code": code})
    assert signed_in.json()["person"]["name"] == "Ambassador Nord"


async def test_an_address_that_somebody_else_signs_in_with_stays_theirs(
    api: Api, nord: Place, ambassador: Client, owner_engine: AsyncEngine
) -> None:
    lookup = Codes(api.fastapi.state.secrets).lookup("email", NEW_ADDRESS)
    async with transaction_on(owner_engine) as session:
        await make_credential(session, nord.people["curator"], subject=NEW_ADDRESS, lookup=lookup)
    await ambassador.once("/me/email", {"email": NEW_ADDRESS})
    [letter] = await letters(api, owner_engine)
    refused = await ambassador.once("/me/email/confirm", {"code": letter.code})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/address-in-use")
    async with owner_engine.connect() as connection:
        owners = await connection.execute(text("SELECT person_id FROM credential WHERE kind = 'email'"))
        assert owners.scalars().all() == [nord.people["curator"].id]


async def test_whoever_belongs_to_two_organisations_is_at_work_in_one(
    api: Api, nord: Place, syd: Place, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        person = await make_person(session, name="Ida Friis")
        for place in (nord, syd):
            await make_owner(session, place.organisation, person)
    in_nord, in_syd = [await api.sign_in(person, place.organisation_id) for place in (nord, syd)]
    assert (await in_nord.get("/organisation")).json()["name"] == "Nord"
    assert (await in_syd.get("/organisation")).json()["name"] == "Syd"
    assert (await in_syd.get(f"/programmes/{nord.programme.id}")).status_code == 404


async def test_a_write_that_another_site_makes_is_refused(ambassador: Client) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        refused = await ambassador.patch("/me", json={"name": "Evil"}, headers=headers)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/csrf")
