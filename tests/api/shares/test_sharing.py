"""From the confirmed words to rows that the publisher sends as they are."""

import asyncio
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, func, select

from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.audit import Event
from kernel.tables.base import Row
from kernel.tables.links import Link
from kernel.tables.profiles import Profile
from kernel.tables.shares import Consent, Post, Share
from networks.drafts import Rendered
from networks.stored import digest, from_json
from sharers import WORDS, Sharer, add_profile, add_story, of_story
from worlds import Place

TABLES: tuple[type[Row], ...] = (Share, Post, Link, Consent, Event)


async def rows(engine: AsyncEngine, table: type[Any]) -> list[Any]:
    async with transaction_on(engine) as session:
        return list(await session.scalars(select(table)))


async def counts(engine: AsyncEngine) -> list[int]:
    async with transaction_on(engine) as session:
        return [(await session.execute(select(func.count()).select_from(table))).scalar_one() for table in TABLES]


async def change(engine: AsyncEngine, row: Row, **values: Any) -> None:
    async with transaction_on(engine) as session:
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


async def test_a_post_is_frozen_as_it_will_be_sent(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await add_story(owner_engine, nord)
    share = await sharer.share(mastodon, story=story, pictures=[of_story(story)])
    post, link = (await rows(owner_engine, Post))[0], (await rows(owner_engine, Link))[0]
    rendered = from_json(Rendered, post.payload)
    assert rendered.text == f"Jeg arbejder hos Nordlys.\n\n{WORDS}\n\nhttp://127.0.0.1:8080/l/{link.code}"
    assert rendered.payload["status"] == post.text == share["posts"][0]["text"] == rendered.text
    assert [picture["media_type"] for picture in rendered.payload["pictures"]] == ["image/jpeg"]
    assert post.payload_hash.hex() == digest(post.payload)
    assert (post.state, post.mode, post.idempotency_key) == ("scheduled", "api", str(post.id))
    assert post.turn_at == post.due_at
    assert link.destination == "https://nordlys.example/ovn"
    assert re.fullmatch(r"[A-Za-z0-9]{12}", link.code)
    assert (link.post_id, link.story_id, link.network) == (post.id, story.id, "mastodon")


async def test_now_is_in_ten_seconds_by_the_databases_clock_and_can_be_undone_until_then(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    share = await sharer.share(mastodon)
    post, consent = (await rows(owner_engine, Post))[0], (await rows(owner_engine, Consent))[0]
    assert post.due_at - consent.given_at == timedelta(seconds=10)
    shown = share["posts"][0]
    assert share["undo_until"] == shown["due_at"]
    assert shown["can"] == {
        "undo": True, "cancel": True, "reschedule": True, "answer": False, "share_now": False, "declare": False,
    }  # fmt: skip


async def test_the_link_can_be_left_out_on_one_profile(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    story, x = await add_story(owner_engine, nord), await add_profile(owner_engine, nord, "x")
    body = await sharer.confirmed(mastodon, x, story=story)
    for post in body["posts"]:
        post["with_link"] = post["profile_id"] == str(mastodon.id)
    assert (await sharer.send(body)).json()["type"] == "/problems/shown-differs"
    checked = {name: body[name] for name in body if name not in ("when", "confirmed")}
    posts = [{name: post[name] for name in post if name != "shown"} for post in body["posts"]]
    with_it, without = (await sharer.client.post("/shares/check", json=checked | {"posts": posts})).json()["posts"]
    assert "/l/xxxxxxxxxxxx" in with_it["rendered"]["text"]
    assert (without["rendered"]["text"], without["rendered"]["card"]) == (f"Jeg arbejder hos Nordlys.\n\n{WORDS}", None)
    body["posts"][1]["shown"] = without["shown"]
    assert (await sharer.send(body)).status_code == 201
    assert [link.network for link in await rows(owner_engine, Link)] == ["mastodon"]


async def test_the_consent_holds_the_digest_of_what_was_shown_on_each_profile(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    linkedin = await add_profile(owner_engine, nord, "linkedin")
    body = await sharer.confirmed(mastodon, linkedin)
    assert (await sharer.send(body)).status_code == 201
    consent = (await rows(owner_engine, Consent))[0]
    assert consent.shown == {post["profile_id"]: post["shown"] for post in body["posts"]}
    assert consent.person_id == nord.people["ambassador"].id


async def test_sharing_is_in_the_log_and_ones_own_words_are_known_as_such(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    share = await sharer.share(mastodon)
    event = (await rows(owner_engine, Event))[0]
    assert (event.verb, str(event.subject_id), event.detail["posts"]) == ("share.created", share["id"], 1)
    assert (await rows(owner_engine, Share))[0].own_words is True


async def test_each_post_has_a_link_of_its_own(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    linkedin = await add_profile(owner_engine, nord, "linkedin")
    share = await sharer.share(mastodon, linkedin, story=await add_story(owner_engine, nord))
    first, second = (post["link"] for post in share["posts"])
    assert first != second
    assert share["posts"][1]["text"].endswith(second)


async def test_a_link_of_ones_own_elsewhere_stays_as_it_is(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    share = await sharer.share(mastodon, link="https://elsewhere.example/a")
    assert share["posts"][0]["text"].endswith("\n\nhttps://elsewhere.example/a")
    assert share["posts"][0]["link"] is None
    assert await rows(owner_engine, Link) == []


async def test_where_we_may_not_post_the_words_are_made_ready_for_the_person(
    sharer: Sharer, nord: Place, owner_engine: AsyncEngine
) -> None:
    linkedin = await add_profile(owner_engine, nord, "linkedin")
    post = (await sharer.share(linkedin, story=await add_story(owner_engine, nord)))["posts"][0]
    assert (post["state"], post["mode"], post["can"]["declare"], post["can"]["undo"]) == (
        "prepared", "assisted", True, False,
    )  # fmt: skip
    assert post["intent"]["text"] == post["text"]
    assert post["intent"]["prefilled"] == ["link"]
    assert post["intent"]["url"].startswith("https://www.linkedin.com/sharing/share-offsite/?url=http%3A%2F%2F127")


async def test_a_time_is_kept_as_the_wall_showed_it_and_as_an_instant(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    day = (now() + timedelta(days=40)).date().isoformat()
    when = {"kind": "at", "wall_time": f"{day}T09:30", "zone": "America/New_York"}
    shown = (await sharer.share(mastodon, when=when))["posts"][0]
    assert (shown["wall_time"], shown["zone"]) == (f"{day}T09:30", "America/New_York")
    post = (await rows(owner_engine, Post))[0]
    assert post.due_at.isoformat() == f"{day}T14:30:00+00:00"
    assert shown["can"]["undo"] is False
    assert shown["can"]["share_now"] is True


@pytest.mark.parametrize(
    ("wall_time", "zone", "field"),
    [
        ("2020-01-01T09:00", "Europe/Copenhagen", "when.wall_time"),
        ("2030-01-01T09:00", "Europe/Copenhagen", "when.wall_time"),
        ("9999-12-31T23:59", "America/New_York", "when.wall_time"),
        ("0001-01-01T00:00", "Asia/Tokyo", "when.wall_time"),
        ("2027-02-30T09:00", "Europe/Copenhagen", "when.wall_time"),
        ("2027-01-01T09:00Z", "Europe/Copenhagen", "when.wall_time"),
        ("soon", "Europe/Copenhagen", "when.wall_time"),
        ("", "Europe/Copenhagen", "when.wall_time"),
        ("2027-01-01T09:00", "Europe/Atlantis", "zone"),
        ("2027-01-01T09:00", "../../etc/passwd", "zone"),
    ],
)
async def test_a_time_that_nothing_can_be_sent_at_is_refused(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine, wall_time: str, zone: str, field: str
) -> None:
    body = await sharer.confirmed(mastodon, when={"kind": "at", "wall_time": wall_time, "zone": zone})
    answer = await sharer.send(body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"].endswith(field)
    assert await counts(owner_engine) == [0] * len(TABLES)


async def test_nothing_is_shared_that_was_not_shown(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await add_story(owner_engine, nord)
    body = await sharer.confirmed(mastodon, story=story)
    others = [body | {"with_link": False}, body | {"pictures": [of_story(story)]}, body | {"language": "en"}]
    others.append(body | {"posts": [body["posts"][0] | {"text": WORDS + "!"}]})
    others.append(body | {"posts": [body["posts"][0] | {"shown": "0" * 64}]})
    for other in others:
        answer = await sharer.send(other)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/shown-differs")
    await change(owner_engine, nord.programme, disclosure={"da": "Jeg er ansat hos Nordlys.", "en": ""})
    assert (await sharer.send(body)).json()["type"] == "/problems/shown-differs"
    assert await counts(owner_engine) == [0] * len(TABLES)


async def test_nothing_is_shared_without_a_yes(sharer: Sharer, mastodon: Profile) -> None:
    for word in (False, None, "yes"):
        answer = await sharer.send(await sharer.confirmed(mastodon) | {"confirmed": word})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "confirmed"


async def test_text_that_a_network_would_refuse_is_named_and_nothing_is_shared(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    x = await add_profile(owner_engine, nord, "x")
    answer = await sharer.send(await sharer.confirmed(mastodon, x, text="æ" * 400))
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/text-refused")
    assert [(error["field"], error["type"]) for error in answer.json()["errors"]] == [("posts.1.text", "text-too-long")]
    answer = await sharer.send(await sharer.confirmed(mastodon, text=""))
    assert answer.json()["errors"][0]["type"] == "text-missing"
    assert await counts(owner_engine) == [0] * len(TABLES)


@pytest.mark.parametrize(
    ("values", "status", "type_"),
    [
        ({"state": "withdrawn", "withdrawn_reason": "Tallene var forkerte"}, 410, "story-withdrawn"),
        ({"state": "expired"}, 410, "story-expired"),
        ({"expires_at": now() - timedelta(seconds=1)}, 410, "story-expired"),
        ({"state": "draft"}, 404, "story-not-found"),
        ({"state": "scheduled"}, 404, "story-not-found"),
        ({"audience_tags": ["Smedjen"]}, 404, "story-not-found"),
        ({"audience_languages": ["en"]}, 404, "story-not-found"),
    ],
)
async def test_a_story_that_is_no_longer_there_under_the_composer_is_said_so(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine, values: dict[str, Any], status: int,
    type_: str,
) -> None:  # fmt: skip
    story = await add_story(owner_engine, nord)
    body = await sharer.confirmed(mastodon, story=story)
    await change(owner_engine, story, **values)
    answer = await sharer.send(body)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{type_}")
    if type_ == "story-withdrawn":
        assert answer.json()["detail"] == "Tallene var forkerte"
    assert await rows(owner_engine, Share) == []


async def test_a_story_of_another_programme_or_organisation_is_not_there(
    sharer: Sharer, mastodon: Profile, nord_two: Place, syd: Place, owner_engine: AsyncEngine
) -> None:
    for place in (nord_two, syd):
        story = await add_story(owner_engine, place)
        answer = await sharer.client.post("/shares/check", json=sharer.wish(mastodon, story=story))
        assert answer.status_code == 404
        answer = await sharer.client.post(
            "/shares/check", json=sharer.wish(mastodon, programme_id=str(place.programme.id))
        )
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ({"ends_on": (now() - timedelta(days=2)).date()}, "programme-over"),
        ({"starts_on": (now() + timedelta(days=2)).date()}, "programme-over"),
        ({"approval": "always"}, "approval-wanted"),
    ],
)
async def test_a_programme_that_does_not_run_or_wants_approval_lets_nothing_out(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine, values: dict[str, Any], type_: str
) -> None:
    body = await sharer.confirmed(mastodon)
    await change(owner_engine, nord.programme, **values)
    answer = await sharer.send(body)
    assert (answer.status_code, answer.json()["type"]) == (409, f"/problems/{type_}")


async def test_only_ambassadors_at_work_share(
    nord: Place, mastodon: Profile, curator: Client, paused: Client, owner: Client, stranger: Client, viewer: Client
) -> None:
    for client, status in ((curator, 403), (paused, 403), (viewer, 403), (owner, 404), (stranger, 401)):
        answer = await client.post("/shares/check", json=Sharer(client, nord).wish(mastodon))
        assert answer.status_code == status


async def test_a_share_sent_twice_with_one_key_is_one_share(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    body, key = await sharer.confirmed(mastodon), str(uuid4())
    first, again = await sharer.send(body, key), await sharer.send(body, key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    other = await sharer.send(body | {"with_link": False}, key)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert len(await rows(owner_engine, Share)) == 1


async def test_a_hundred_at_once_with_one_key_are_one_share(
    sharer: Sharer, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    body, key = await sharer.confirmed(mastodon), str(uuid4())
    answers = await asyncio.gather(*(sharer.send(body, key) for _ in range(100)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    numbers = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    assert len(numbers) == 1
    assert [str(share.id) for share in await rows(owner_engine, Share)] == list(numbers)
    assert await counts(owner_engine) == [1, 1, 0, 1, 1]


async def test_a_story_withdrawn_at_the_same_moment_leaves_nothing_that_waits(
    api: Api, sharer: Sharer, mastodon: Profile, nord: Place, curator: Client, owner_engine: AsyncEngine
) -> None:
    for _ in range(5):
        story = await add_story(owner_engine, nord)
        body = await sharer.confirmed(mastodon, story=story)
        shared, withdrawn = await asyncio.gather(
            sharer.send(body), curator.post(f"/stories/{story.id}/withdraw", json={"reason": "Forkert"})
        )
        assert withdrawn.status_code == 200, withdrawn.text
        assert shared.status_code in (201, 410)
        async with transaction_on(owner_engine) as session:
            of_story = select(Post.state).join(Share, col(Share.id) == col(Post.share_id))
            states = set(await session.scalars(of_story.where(col(Share.story_id) == story.id)))
        assert states <= {"withdrawn"}
