"""Programmes: four kinds, who makes and changes them, and who may read them."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from callers import Api, Client
from worlds import Place

NEW: dict[str, Any] = {"kind": "student", "name": "Studieliv", "purpose": "Vis, hvordan det er at læse her."}


def path(place: Place) -> str:
    return f"/programmes/{place.programme.id}"


async def test_the_four_kinds_begin_with_their_own_words_and_defaults(ambassador: Client) -> None:
    answer = await ambassador.get("/programme-kinds")
    kinds = {kind["kind"]: kind["defaults"] for kind in answer.json()["items"]}
    assert {kind: defaults["min_group_size"] for kind, defaults in kinds.items()} == {
        "employee": 5,
        "student": 5,
        "citizen": 10,
        "member": 10,
    }
    assert {kind: defaults["joining"] for kind, defaults in kinds.items()} == {
        "employee": "code",
        "student": "apply",
        "citizen": "open",
        "member": "invite",
    }
    assert kinds["employee"]["words"]["da"] == {"ambassador": "kollega", "ambassadors": "kolleger"}
    assert kinds["student"]["disclosure"] == {"da": "Jeg læser på Nord.", "en": "I study at Nord."}
    for defaults in kinds.values():
        assert defaults["lateness_minutes"] == 60
        assert defaults["outcomes"]
        assert all(defaults[words][language] for words in ("question", "guidelines") for language in ("da", "en"))


async def test_an_owner_makes_a_programme_with_its_kind_s_defaults_and_administers_it(owner: Client) -> None:
    made = await owner.once("/programmes", NEW)
    assert made.status_code == 201, made.text
    programme = made.json()
    assert (programme["joining"], programme["approval"], programme["min_group_size"]) == ("apply", "never", 5)
    assert made.headers["etag"] == programme["etag"]
    assert (await owner.get(f"/programmes/{programme['id']}")).json() == programme
    [membership] = (await owner.get("/session")).json()["memberships"]
    assert (membership["roles"], membership["programme"]["name"]) == (["administrator"], "Studieliv")


async def test_only_owners_make_programmes(administrator: Client, curator: Client, stranger: Client) -> None:
    assert (await administrator.once("/programmes", NEW)).status_code == 403
    assert (await curator.once("/programmes", NEW)).status_code == 403
    assert (await stranger.once("/programmes", NEW)).status_code == 401


async def test_the_same_key_makes_one_programme(owner: Client, owner_engine: AsyncEngine) -> None:
    key = {"Idempotency-Key": "studieliv"}
    answers = [await owner.post("/programmes", json=NEW, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    other = await owner.post("/programmes", json=NEW | {"name": "Andet"}, headers=key)
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    async with owner_engine.connect() as connection:
        counted = await connection.execute(text("SELECT count(*) FROM programme WHERE kind = 'student'"))
        assert counted.scalar_one() == 1


async def test_one_sees_the_programmes_one_is_in_and_an_owner_all(
    api: Api, nord: Place, nord_two: Place, syd: Place, owner: Client
) -> None:
    for role in ("administrator", "ambassador", "paused", "applied"):
        client = await api.sign_in(nord.people[role], nord.organisation_id)
        listed = (await client.get("/programmes")).json()["items"]
        assert [programme["name"] for programme in listed] == ["Nord employee"]
        assert (await client.get(path(nord))).status_code == 200
        assert (await client.get(path(nord_two))).status_code == 404
        assert (await client.get(path(syd))).status_code == 404
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await owner.get("/programmes", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [programme["name"] for programme in page["items"]]
        cursor = page["next"]
    assert seen == ["Nord employee", "Nord to member"]
    assert (await owner.get(path(syd))).status_code == 404
    assert (await owner.get("/programmes", params={"cursor": "bogus"})).status_code == 422


async def test_a_change_says_from_which_version_and_what_changed_is_noted(
    administrator: Client, nord: Place, owner_engine: AsyncEngine
) -> None:
    read = (await administrator.get(path(nord))).json()
    change = {
        "name": "Vinduer med mening",
        "question": {"da": "Hvorfor vil du være med?", "en": "Why would you like to join?"},
        "link_domains": ["Nordlys.example", "xn--bl-wia.dk"],
        "min_group_size": 8,
        "ends_on": "2027-06-30",
    }
    assert (await administrator.patch(path(nord), json=change)).status_code == 428
    changed = await administrator.change(path(nord), read["etag"], change)
    assert changed.status_code == 200, changed.text
    assert changed.json()["link_domains"] == ["nordlys.example", "xn--bl-wia.dk"]
    assert changed.headers["etag"] == changed.json()["etag"] != read["etag"]
    assert (await administrator.change(path(nord), read["etag"], change)).status_code == 412
    same = await administrator.change(path(nord), changed.headers["etag"], change)
    assert same.headers["etag"] == changed.headers["etag"]
    async with owner_engine.connect() as connection:
        [(verb, detail)] = (await connection.execute(text("SELECT verb, detail FROM event"))).all()
    assert (verb, detail["fields"]) == ("programme.changed", sorted(change))


async def test_others_may_not_change_it(api: Api, nord: Place, nord_two: Place, syd: Place) -> None:
    expected = [(nord, "curator", 403), (nord, "ambassador", 403), (nord, "viewer", 403), (nord, "applied", 403)]
    expected += [(nord_two, "administrator", 404), (syd, "administrator", 404), (syd, "owner", 404)]
    for place, role, status in expected:
        client = await api.sign_in(place.people[role], place.organisation_id)
        assert (await client.change(path(nord), "*", {"name": "Vort"})).status_code == status, role


WORDS = {"ambassador": "kollega", "ambassadors": "kolleger"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"kind": "member"}, "kind"),
        ({"approval": "always"}, "approval"),
        ({"min_group_size": 4}, "min_group_size"),
        ({"min_group_size": 1e999}, None),
        ({"lateness_minutes": 0}, "lateness_minutes"),
        ({"outcomes": ["fame"]}, "outcomes.0"),
        ({"joining": "anyhow"}, "joining"),
        ({"link_domains": ["https://nordlys.example/x"]}, "link_domains.0"),
        ({"link_domains": ["localhost"]}, "link_domains.0"),
        ({"link_domains": ["10.0.0.1"]}, "link_domains.0"),
        ({"link_domains": ["a" * 64 + ".example"]}, "link_domains.0"),
        ({"disclosure": {"da": "Jeg arbejder her."}}, "disclosure.en"),
        ({"disclosure": {"da": "A\nB", "en": "x"}}, "disclosure.da"),
        ({"disclosure": {"da": "", "en": "", "de": ""}}, "disclosure.de"),
        ({"guidelines": {"da": "x" * 10_001, "en": ""}}, "guidelines.da"),
        ({"guidelines": {"da": "a\x00", "en": ""}}, "guidelines"),
        ({"words": {"da": WORDS, "en": {"ambassador": "", "ambassadors": "x"}}}, "words.en.ambassador"),
        ({"starts_on": "2026-12-24", "ends_on": "2026-12-23"}, "ends_on"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"version": 9}, "version"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_field_s_name_and_changes_nothing(
    administrator: Client, nord: Place, body: dict[str, Any], field: str | None
) -> None:
    before = (await administrator.get(path(nord))).json()
    if field is None:
        refused = await administrator.patch(
            path(nord),
            content=b'{"min_group_size": 1e999}',
            headers={"If-Match": "*", "Content-Type": "application/json"},
        )
        assert refused.status_code == 422
    else:
        refused = await administrator.change(path(nord), "*", body)
        assert refused.status_code == 422, refused.text
        assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert (await administrator.get(path(nord))).json() == before
