"""Writing a story and changing it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_asset, make_story, make_story_text
from callers import Api, Client
from kernel.kit.db import transaction_on
from story_drafts import create, draft, words
from worlds import Place


async def test_a_story_begins_as_a_draft_by_whoever_wrote_it(curator: Client, nord: Place) -> None:
    story = await create(curator, nord, must_know=True)
    assert (story["state"], story["author_name"]) == ("draft", "Curator Nord")
    assert story["texts"] == [words()]
    assert (story["title"], story["why"], story["languages"]) == ("Ny ovn", words()["why"], ["da"])
    assert story["programme"] == {"id": str(nord.programme.id), "name": nord.programme.name, "kind": "employee"}
    assert story["audience"] == {"tags": [], "languages": []}
    assert (story["must_know"], story["pinned"], story["seen"], story["my_posts"]) == (True, False, False, [])
    again = await curator.get(f"/stories/{story['id']}")
    assert (again.json(), again.headers["etag"]) == (story, story["etag"])


async def test_an_owner_who_is_in_no_programme_writes_too(owner: Client, nord: Place) -> None:
    story = await create(owner, nord)
    assert story["author_name"] is None
    assert (await owner.post(f"/stories/{story['id']}/seen")).status_code == 204


async def test_a_story_is_made_once_however_often_the_request_is_repeated(curator: Client, nord: Place) -> None:
    path, headers = f"/programmes/{nord.programme.id}/stories", {"Idempotency-Key": "one"}
    first, second = [await curator.post(path, json=draft(), headers=headers) for _ in range(2)]
    assert first.json() == second.json()
    assert len((await curator.get(path)).json()["items"]) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"topic": "gossip"}, "topic"),
        ({"url": "ftp://nordlys.example"}, "url"),
        ({"url": "https://a:b@nordlys.example/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"texts": []}, "texts"),
        ({"texts": [words("en")]}, "texts"),
        ({"texts": [words(), words()]}, "texts"),
        ({"texts": [words(title="x" * 201)]}, "texts.0.title"),
        ({"texts": [words(title="to\nlinjer")]}, "texts.0.title"),
        ({"texts": [words(body="x" * 10_001)]}, "texts.0.body"),
        ({"texts": [words(facts=["x"] * 31)]}, "texts.0.facts"),
        ({"texts": [words(captions={"../x": "y"})]}, "texts.0.captions"),
        ({"texts": [words(why="nul\x00")]}, "texts.0.why"),
        ({"texts": [words(facts=["nul\x00"])]}, "texts.0.facts"),
        ({"asset_id": "00000000-0000-0000-0000-000000000000"}, "asset_id"),
        ({"audience": {"tags": [""], "languages": []}}, "audience.tags.0"),
        ({"audience": {"tags": [], "languages": ["de"]}}, "audience.languages.0"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_field_that_breaks_a_rule_is_named(
    curator: Client, nord: Place, change: dict[str, Any], field: str
) -> None:
    answer = await curator.post(f"/programmes/{nord.programme.id}/stories", json=draft(**change))
    assert answer.status_code == 422, answer.text
    assert any(error["field"].startswith(field) for error in answer.json()["errors"]), answer.text


async def test_what_is_left_out_of_a_change_stays(curator: Client, nord: Place) -> None:
    story = await create(curator, nord)
    texts = [words(title="Ny ovn, nye tider"), words("en", title="A new oven")]
    answer = await curator.change(f"/stories/{story['id']}", story["etag"], {"texts": texts, "url": None})
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert changed["texts"] == texts
    assert (changed["url"], changed["topic"], changed["etag"]) == (None, "projects", '"2"')
    assert changed["etag"] == answer.headers["etag"]


async def test_a_change_says_which_version_it_was_made_from(curator: Client, nord: Place) -> None:
    story = await create(curator, nord)
    path = f"/stories/{story['id']}"
    assert (await curator.patch(path, json={"topic": "jobs"})).status_code == 428
    assert (await curator.change(path, '"7"', {"topic": "jobs"})).status_code == 412
    assert (await curator.change(path, story["etag"], {"topic": "jobs"})).status_code == 200
    assert (await curator.change(path, story["etag"], {"topic": "culture"})).status_code == 412


async def test_of_two_who_change_the_same_version_at_once_one_is_told(curator: Client, nord: Place, api: Api) -> None:
    story = await create(curator, nord)
    other = await api.sign_in(nord.people["administrator"], nord.organisation_id)
    path = f"/stories/{story['id']}"
    for _ in range(5):
        etag = (await curator.get(path)).json()["etag"]
        answers = await asyncio.gather(
            curator.change(path, etag, {"texts": [words(title="A")]}),
            other.change(path, etag, {"texts": [words(title="B")]}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        kept = next(answer.json()["title"] for answer in answers if answer.status_code == 200)
        assert (await curator.get(path)).json()["title"] == kept


async def test_a_story_keeps_words_in_its_main_language(curator: Client, nord: Place) -> None:
    story = await create(curator, nord)
    answer = await curator.change(f"/stories/{story['id']}", story["etag"], {"language": "en"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "texts")
    assert (await curator.get(f"/stories/{story['id']}")).json() == story


async def test_a_live_story_must_stay_fit_to_be_shared_and_a_withdrawn_one_stays_as_it_was(
    owner_engine: AsyncEngine, curator: Client, nord: Place
) -> None:
    async with transaction_on(owner_engine) as session:
        live = await make_story(session, nord.programme)
        withdrawn = await make_story(session, nord.programme, state="withdrawn")
    answer = await curator.change(f"/stories/{live.id}", '"1"', {"texts": [words(why="")]})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/story-not-ready")
    assert [error["field"] for error in answer.json()["errors"]] == ["texts.da.why"]
    assert (await curator.change(f"/stories/{live.id}", '"1"', {"texts": [words()]})).status_code == 200
    refused = await curator.change(f"/stories/{withdrawn.id}", '"1"', {"topic": "jobs"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/story-withdrawn")


async def test_a_picture_is_one_of_the_programmes_own(
    owner_engine: AsyncEngine, curator: Client, nord: Place, nord_two: Place, syd: Place
) -> None:
    async with transaction_on(owner_engine) as session:
        own, neighbours, foreign = [await make_asset(session, place.programme) for place in (nord, nord_two, syd)]
    story = await create(curator, nord, asset_id=str(own.id))
    assert story["image"] == story["asset"]
    assert story["image"]["id"] == str(own.id)
    for asset in (neighbours, foreign):
        answer = await curator.change(f"/stories/{story['id']}", story["etag"], {"asset_id": str(asset.id)})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "asset_id")


async def test_the_list_shows_every_state_newest_first_in_pages(
    owner_engine: AsyncEngine, curator: Client, nord: Place, nord_two: Place
) -> None:
    async with transaction_on(owner_engine) as session:
        await make_story(session, nord_two.programme, title="elsewhere")
        for state in ("draft", "in_review", "scheduled", "live", "expired", "withdrawn"):
            story = await make_story(session, nord.programme, title=state, state=state)
            await make_story_text(session, story, language="en", title=f"{state} in English")
    path = f"/programmes/{nord.programme.id}/stories"
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await curator.get(path, params={"limit": 4} | ({"cursor": cursor} if cursor else {}))).json()
        assert all(item["languages"] == ["da", "en"] for item in page["items"])
        found += [item["title"] for item in page["items"]]
        cursor = page["next"]
    assert found == ["withdrawn", "expired", "live", "scheduled", "in_review", "draft"]
    only = (await curator.get(path, params={"state": "live"})).json()["items"]
    assert [item["title"] for item in only] == ["live"]
    assert (await curator.get(path, params={"state": "lively"})).status_code == 422
    assert (await curator.get(path, params={"cursor": "WyJ4Il0="})).status_code == 422


async def test_only_those_who_may_write_do(
    curator: Client, ambassador: Client, viewer: Client, applied: Client, stranger: Client, nord: Place
) -> None:
    story = await create(curator, nord)
    path, where = f"/programmes/{nord.programme.id}/stories", f"/stories/{story['id']}"
    expected = {ambassador: (403, 404), viewer: (403, 404), applied: (403, 404), stranger: (401, 401)}
    for client, (here, there) in expected.items():
        assert (await client.post(path, json=draft())).status_code == here
        assert (await client.get(path)).status_code == here
        assert (await client.change(where, story["etag"], {"topic": "jobs"})).status_code == there
        for act, body in (("publish", {}), ("withdraw", {"reason": "x"}), ("submit", None)):
            assert (await client.post(f"{where}/{act}", json=body)).status_code == there, act


async def test_what_is_elsewhere_does_not_exist(
    curator: Client, api: Api, nord: Place, nord_two: Place, syd: Place
) -> None:
    story = await create(curator, nord)
    for place in (nord_two, syd):
        other = await api.sign_in(place.people["administrator"], place.organisation_id)
        assert (await other.get(f"/programmes/{nord.programme.id}/stories")).status_code == 404
        assert (await other.post(f"/programmes/{nord.programme.id}/stories", json=draft())).status_code == 404
        assert (await other.get(f"/stories/{story['id']}")).status_code == 404
        assert (await other.change(f"/stories/{story['id']}", story["etag"], {"topic": "jobs"})).status_code == 404
        for act, body in (("publish", {}), ("withdraw", {"reason": "x"}), ("submit", None), ("seen", None)):
            assert (await other.post(f"/stories/{story['id']}/{act}", json=body)).status_code == 404, act
