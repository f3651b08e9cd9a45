"""Ways in: a code by e-mail, a printed code, a one-time link. Each works once, for its own person, and not for guessers."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from api.auth.codes import Codes, make_link
from builders import make_credential
from callers import Api, Client
from kernel.kit.db import transaction_on
from people_ways import letters
from worlds import Place

ADDRESS = "asta@nordlys.example"


async def change(engine: AsyncEngine, statement: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement))


async def give_address(engine: AsyncEngine, api: Api, place: Place, role: str = "ambassador") -> None:
    lookup = Codes(api.fastapi.state.secrets).lookup("email", ADDRESS)
    async with transaction_on(engine) as session:
        await make_credential(session, place.people[role], subject=ADDRESS, lookup=lookup)


async def link_for(engine: AsyncEngine, place: Place, role: str, life: timedelta = timedelta(minutes=10)) -> str:
    async with transaction_on(engine) as session:
        return await make_link(session, place.people[role].id, place.organisation_id, life)


async def by_email(client: Client, code: str) -> Any:
    return await client.post("/session", json={"way": "email", "email": ADDRESS, "code": code})


async def test_a_code_by_mail_signs_in_once(api: Api, nord: Place, stranger: Client, owner_engine: AsyncEngine) -> None:
    await give_address(owner_engine, api, nord)
    sent = await stranger.post("/session/codes", json={"email": " Asta@Nordlys.example "})
    assert (sent.status_code, sent.content) == (202, b"")
    [letter] = await letters(api, owner_engine)
    assert letter.address == ADDRESS
    signed_in = await by_email(stranger, f"{letter.code[:3]} {letter.code[3:]}")
    assert signed_in.status_code == 201, signed_in.text
    assert signed_in.json()["person"]["name"] == "Ambassador Nord"
    assert (await by_email(api.stranger(), letter.code)).json()["type"] == "/problems/code-wrong"


async def test_an_address_that_nobody_has_gets_the_same_answer_and_no_letter(
    api: Api, nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    await give_address(owner_engine, api, nord)
    answers = [await stranger.post("/session/codes", json={"email": who}) for who in (ADDRESS, "bent@nordlys.example")]
    assert {(answer.status_code, answer.content) for answer in answers} == {(202, b"")}
    assert [letter.address for letter in await letters(api, owner_engine)] == [ADDRESS]
    wrong = [
        await stranger.post("/session", json={"way": "email", "email": who, "code": "000000"})
        for who in (ADDRESS, "bent@nordlys.example", "never@asked.example")
    ]
    assert {(answer.status_code, answer.json()["type"]) for answer in wrong} == {(422, "/problems/code-wrong")}


async def test_five_wrong_tries_and_the_right_code_counts_no_more(
    api: Api, nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    await give_address(owner_engine, api, nord)
    await stranger.post("/session/codes", json={"email": ADDRESS})
    [letter] = await letters(api, owner_engine)
    wrong = f"{(int(letter.code) + 1) % 1_000_000:06}"
    assert {(await by_email(stranger, wrong)).status_code for _ in range(5)} == {422}
    refused = await by_email(stranger, letter.code)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-tries")


async def test_a_new_code_takes_the_place_of_the_one_before(
    api: Api, nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    await give_address(owner_engine, api, nord)
    for _ in range(2):
        await stranger.post("/session/codes", json={"email": ADDRESS})
    first, second = [letter.code for letter in await letters(api, owner_engine)]
    if first != second:
        assert (await by_email(stranger, first)).status_code == 422
    assert (await by_email(stranger, second)).status_code == 201


async def test_a_code_ends_after_ten_minutes(
    api: Api, nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    await give_address(owner_engine, api, nord)
    await stranger.post("/session/codes", json={"email": ADDRESS})
    [letter] = await letters(api, owner_engine)
    await change(owner_engine, "UPDATE sign_in SET expires_at = expires_at - interval '10 minutes'")
    refused = await by_email(stranger, letter.code)
    assert (refused.status_code, refused.json()["type"]) == (410, "/problems/code-expired")


async def test_letters_to_one_address_run_out(api: Api, nord: Place, owner_engine: AsyncEngine) -> None:
    await give_address(owner_engine, api, nord)
    answers = [
        (await api.stranger(f"198.51.100.{number}").post("/session/codes", json={"email": ADDRESS})).status_code
        for number in range(7)
    ]
    assert answers == [202] * 5 + [429] * 2


async def test_a_printed_code_signs_in_again_and_again_until_there_is_a_new_one(
    api: Api, ambassador: Client, stranger: Client
) -> None:
    first = (await ambassador.post("/me/printed-code")).json()["code"]
    assert (await ambassador.get("/me")).json()["has_printed_code"] is True
    for written in (first, first.replace(" ", "-"), first.replace(" ", "")):
        assert (await stranger.post("/session", json={"way": "printed", "code": written})).status_code == 201
    second = (await ambassador.post("/me/printed-code")).json()["code"]
    assert (await stranger.post("/session", json={"way": "printed", "code": first})).status_code == 422
    assert (await stranger.post("/session", json={"way": "printed", "code": second})).status_code == 201


async def test_guessing_printed_codes_ends_soon_and_for_the_guesser_only(api: Api, ambassador: Client) -> None:
    code = (await ambassador.post("/me/printed-code")).json()["code"]
    guesser = api.stranger("203.0.113.9")
    guesses = [
        (await guesser.post("/session", json={"way": "printed", "code": f"{number:012}"})).status_code
        for number in range(22)
    ]
    assert guesses == [422] * 20 + [429] * 2
    right = {"way": "printed", "code": code}
    assert (await guesser.post("/session", json=right)).status_code == 429
    assert (await api.stranger("198.51.100.7").post("/session", json=right)).status_code == 201


async def test_a_link_works_once_and_only_by_a_press(
    api: Api, nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    token = await link_for(owner_engine, nord, "curator")
    for method in ("GET", "HEAD", "OPTIONS"):
        await stranger.request(method, f"/session?token={token}")
    signed_in = await stranger.post("/session", json={"way": "link", "token": token})
    assert signed_in.json()["memberships"][0]["roles"] == ["curator"]
    again = await api.stranger().post("/session", json={"way": "link", "token": token})
    assert (again.status_code, again.json()["type"]) == (410, "/problems/link-used")


async def test_a_link_that_is_too_old_or_made_up_is_no_way_in(
    nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    old = await link_for(owner_engine, nord, "curator", timedelta(seconds=-1))
    for token in (old, "x", "Å", "' OR 1=1 --"):
        assert (await stranger.post("/session", json={"way": "link", "token": token})).status_code == 410


async def test_signing_in_takes_the_place_of_the_session_before(
    api: Api, nord: Place, ambassador: Client, owner_engine: AsyncEngine
) -> None:
    old = ambassador.cookies[api.cookie]
    token = await link_for(owner_engine, nord, "curator")
    await ambassador.post("/session", json={"way": "link", "token": token})
    before = api.stranger()
    before.cookies.set(api.cookie, old)
    assert (await before.get("/me")).status_code == 401


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    nord: Place, stranger: Client, owner_engine: AsyncEngine
) -> None:
    token = await link_for(owner_engine, nord, "ambassador")
    cookie = (await stranger.post("/session", json={"way": "link", "token": token})).headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"way": "password", "password": "1234"},
        {"way": "email", "email": ADDRESS},
        {"way": "email", "email": "asta", "code": "123456"},
        {"way": "email", "email": ADDRESS, "code": "12345x"},
        {"way": "email", "email": ADDRESS, "code": "1" * 21},
        {"way": "email", "email": f"{'a' * 300}@nordlys.example", "code": "1"},
        {"way": "printed", "code": "١٢٣٤"},
        {"way": "printed", "code": 123456789012},
        {"way": "link", "token": ""},
        {"way": "link", "token": "a\x00"},
        {"way": "link", "token": "x" * 101},
        {"way": "link", "token": "x", "person_id": "y"},
        [],
        "link",
    ],
)
async def test_hostile_ways_in_are_refused_as_fields(stranger: Client, body: Any) -> None:
    assert (await stranger.post("/session", json=body)).status_code == 422
