"""Codes: who gives them out, for whom, how many and how long, and what they lead to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_invitation
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.invitations import Invitation
from worlds import Place

POSTER: dict[str, Any] = {"label": "Kantinen", "role": "ambassador"}


def path(place: Place) -> str:
    return f"/programmes/{place.programme.id}/invitations"


async def make(engine: AsyncEngine, place: Place, **other: Any) -> Invitation:
    async with transaction_on(engine) as session:
        return await make_invitation(session, place.programme, **other)


async def test_an_administrator_gives_out_a_code_that_works(
    administrator: Client, nord: Place, stranger: Client
) -> None:
    made = await administrator.once(path(nord), POSTER | {"cap": 30})
    assert made.status_code == 201, made.text
    invitation = made.json()
    assert invitation["state"] == "open"
    assert (invitation["cap"], invitation["used"], invitation["expires_at"]) == (30, 0, None)
    assert invitation["url"] == f"http://127.0.0.1:8080/join/{invitation['code']}"
    assert (await stranger.get(f"/join/{invitation['code']}")).status_code == 200
    assert (await administrator.get(f"/invitations/{invitation['id']}")).json() == invitation


async def test_others_may_neither_make_nor_see_codes(
    api: Api, nord: Place, nord_two: Place, syd: Place, owner_engine: AsyncEngine
) -> None:
    invitation = await make(owner_engine, nord)
    expected = [(nord, "curator", 403), (nord, "ambassador", 403), (nord, "viewer", 403), (nord, "applied", 403)]
    expected += [(nord_two, "administrator", 404), (syd, "administrator", 404), (syd, "owner", 404)]
    for place, role, status in expected:
        client = await api.sign_in(place.people[role], place.organisation_id)
        answers = [
            await client.once(path(nord), POSTER),
            await client.get(path(nord)),
            await client.get(f"/invitations/{invitation.id}"),
            await client.get(f"/invitations/{invitation.id}/qr"),
            await client.once(f"/invitations/{invitation.id}/revoke"),
        ]
        assert [answer.status_code for answer in answers] == [status] * 5, (place.organisation.name, role)
    assert (await api.stranger().get(path(nord))).status_code == 401


async def test_codes_are_listed_newest_first_in_pages(
    administrator: Client, nord: Place, nord_two: Place, owner_engine: AsyncEngine
) -> None:
    await make(owner_engine, nord_two, label="Et andet program")
    for number in range(5):
        await make(owner_engine, nord, label=f"Plakat {number}")
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (
            await administrator.get(path(nord), params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [item["label"] for item in page["items"]]
        cursor = page["next"]
    assert seen == [f"Plakat {number}" for number in (4, 3, 2, 1, 0)]
    assert (await administrator.get(path(nord), params={"cursor": "bogus"})).status_code == 422


async def test_the_qr_code_is_a_picture_to_print(administrator: Client, nord: Place, owner_engine: AsyncEngine) -> None:
    invitation = await make(owner_engine, nord)
    drawn = await administrator.get(f"/invitations/{invitation.id}/qr")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.text.startswith("<svg")
    assert "viewBox" in drawn.text
    assert "<script" not in drawn.text


async def test_a_code_that_is_taken_back_lets_nobody_in_any_more(
    administrator: Client, nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    invitation = await make(owner_engine, nord)
    for _ in range(2):
        revoked = await administrator.once(f"/invitations/{invitation.id}/revoke")
        assert (revoked.status_code, revoked.json()["state"]) == (200, "revoked")
    refused = await stranger.get(f"/join/{invitation.code}")
    assert (refused.status_code, refused.json()["type"]) == (410, "/problems/join-code-revoked")
    async with owner_engine.connect() as connection:
        verbs = (await connection.execute(text("SELECT verb FROM event"))).scalars().all()
    assert verbs == ["invitation.revoked"]


async def test_a_code_for_more_than_an_ambassador_is_for_one_person_and_a_week(
    administrator: Client, nord: Place
) -> None:
    made = (await administrator.once(path(nord), {"label": "Ny redaktør", "role": "curator"})).json()
    assert made["cap"] == 1
    left = datetime.fromisoformat(made["expires_at"]) - now()
    assert timedelta(days=6) < left <= timedelta(days=7)


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"label": "", "role": "ambassador"}, "label", "string-too-short"),
        ({"label": "x" * 101, "role": "ambassador"}, "label", "string-too-long"),
        ({"label": "a\x00b", "role": "ambassador"}, "label", "invisible-character"),
        ({"label": "A", "role": "owner"}, "role", "literal-error"),
        ({"label": "A", "role": "ambassador", "cap": 0}, "cap", "greater-than-equal"),
        ({"label": "A", "role": "ambassador", "cap": 10**30}, "cap", "less-than-equal"),
        ({"label": "A", "role": "ambassador", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at", "ends-in-the-past"),
        ({"label": "A", "role": "ambassador", "expires_at": "2999-01-01T00:00:00"}, "expires_at", "timezone-aware"),
        ({"label": "A", "role": "curator", "cap": 21}, "cap", "role-needs-limits"),
        (
            {"label": "A", "role": "administrator", "expires_at": "2999-01-01T00:00:00Z"},
            "expires_at",
            "role-needs-limits",
        ),
        ({"label": "A", "role": "ambassador", "code": "AAAAAAAA"}, "code", "extra-forbidden"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_field_s_name(
    administrator: Client, nord: Place, body: dict[str, Any], field: str, kind: str
) -> None:
    refused = await administrator.once(path(nord), body)
    assert refused.status_code == 422, refused.text
    assert [(error["field"], error["type"]) for error in refused.json()["errors"]] == [(field, kind)]


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"cap": 3, "used": 3}, "join-code-used-up"),
        ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, "join-code-expired"),
        ({"revoked_at": datetime(2026, 1, 1, tzinfo=UTC), "cap": 1, "used": 1}, "join-code-revoked"),
    ],
)
async def test_a_code_that_lets_nobody_in_says_why(
    owner_engine: AsyncEngine, nord: Place, stranger: Client, other: dict[str, Any], problem: str
) -> None:
    code = (await make(owner_engine, nord, **other)).code
    refused = await stranger.get(f"/join/{code}")
    assert (refused.status_code, refused.json()["type"]) == (410, f"/problems/{problem}")


async def test_a_code_ends_with_its_programme(owner_engine: AsyncEngine, nord: Place, stranger: Client) -> None:
    code = (await make(owner_engine, nord)).code
    async with owner_engine.begin() as connection:
        await connection.execute(text("UPDATE programme SET ends_on = now()::date - 2"))
    assert (await stranger.get(f"/join/{code}")).json()["type"] == "/problems/join-code-expired"


@pytest.mark.parametrize("written", ["aB2C-dE0F", "ab2cde0f", " AB2C DEOF ", "ab2c--deof"])
async def test_a_code_counts_however_somebody_writes_it(
    owner_engine: AsyncEngine, nord: Place, stranger: Client, written: str
) -> None:
    await make(owner_engine, nord, code="AB2CDE0F")
    assert (await stranger.get(f"/join/{written}")).status_code == 200


@pytest.mark.parametrize(
    "written", ["AB2CDE0G", "AB2CDE0", "%F0%9F%92%A9", "' OR 1=1 --", "AB2CDE0F0", "x" * 3000, "..", "%25"]
)
async def test_anything_else_is_no_code(owner_engine: AsyncEngine, nord: Place, stranger: Client, written: str) -> None:
    await make(owner_engine, nord, code="AB2CDE0F")
    assert (await stranger.get(f"/join/{written}")).status_code == 404


async def test_guesses_run_out_for_the_network_they_come_from_and_for_nobody_else(
    owner_engine: AsyncEngine, nord: Place, api: Api
) -> None:
    code = (await make(owner_engine, nord)).code
    guesser, other = api.stranger("203.0.113.9"), api.stranger("198.51.100.7")
    answers = [(await guesser.get(f"/join/AAAAAA{number:02}")).status_code for number in range(60)]
    assert set(answers) == {404}
    refused = await guesser.get(f"/join/{code}")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    for _ in range(70):
        assert (await other.get(f"/join/{code}")).status_code == 200


async def test_an_offer_tells_what_one_says_yes_to_and_nothing_of_anybody(
    owner_engine: AsyncEngine, nord: Place, stranger: Client
) -> None:
    code = (await make(owner_engine, nord)).code
    async with owner_engine.begin() as connection:
        await connection.execute(
            text("""UPDATE programme SET joining = 'apply', question = '{"da": "Hvorfor?", "en": "Why?"}'""")
        )
    offer = (await stranger.get(f"/join/{code}")).json()
    assert offer == {
        "organisation": {"name": "Nord", "brand_colour": None},
        "programme": {
            "name": "Nord employee",
            "kind": "employee",
            "purpose": "",
            "words": nord.programme.words,
            "guidelines": nord.programme.guidelines,
        },
        "role": "ambassador",
        "needs_application": True,
        "question": {"da": "Hvorfor?", "en": "Why?"},
    }
