"""What the composer is told before anything is shared."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from callers import Api
from kernel.kit.db import transaction_on
from kernel.tables.profiles import Profile
from networks.registry import NETWORKS
from sharers import CAPTION, WORDS, Sharer, add_profile, add_story, of_story
from worlds import Place

DISCLOSURE = "Jeg arbejder hos Nordlys."
PLACEHOLDER = "http://127.0.0.1:8080/l/xxxxxxxxxxxx"


def kinds(check: dict[str, Any]) -> dict[str, str]:
    return {issue["type"]: issue["severity"] for issue in check["issues"]}


async def test_what_will_be_posted_is_disclosure_words_and_link_in_this_order(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await add_story(owner_engine, nord)
    check = (await sharer.check(mastodon, story=story))[0]
    assert check["rendered"]["text"] == f"{DISCLOSURE}\n\n{WORDS}\n\n{PLACEHOLDER}"
    assert check["disclosure"] == DISCLOSURE
    assert check["used"] == len(f"{DISCLOSURE}\n\n{WORDS}\n\n") + 23
    assert (check["max"], check["remaining"], check["unit"]) == (500, 500 - check["used"], "graphemes")
    assert check["rendered"]["card"] == {
        "title": "Ny ovn",
        "description": "Den bruger en tredjedel mindre strøm.",
        "image_url": f"/api/v1/assets/{story.asset_id}/image",
        "host": "nordlys.example",
    }
    assert check["issues"] == []


async def test_before_a_word_is_written_the_disclosure_stands_there(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    check = (await sharer.check(mastodon, story=await add_story(owner_engine, nord), text=""))[0]
    assert check["rendered"]["text"] == f"{DISCLOSURE}\n\n{PLACEHOLDER}"
    assert kinds(check) == {"text-missing": "error"}


EDITS = (WORDS, CAPTION, "x", "a" * 400, "\u202egnirts", "\u200b", "Reklame", DISCLOSURE + "\u0336", "#" * 9, "  \n y")


@pytest.mark.parametrize("network", sorted(NETWORKS))
async def test_every_post_begins_with_the_disclosure_whatever_is_written(
    sharer: Sharer, nord: Place, owner_engine: AsyncEngine, network: str
) -> None:
    story, profile = await add_story(owner_engine, nord), await add_profile(owner_engine, nord, network)
    labels = {"da": ("Reklame", DISCLOSURE), "en": ("Advertisement", "I work at Nordlys.")}
    for language, (label, affiliation) in labels.items():
        for text in EDITS:
            check = (await sharer.check(profile, story=story, language=language, text=text))[0]
            assert check["disclosure"] == (f"{label} · {affiliation}" if text == CAPTION else affiliation)
            assert check["rendered"]["text"].startswith(check["disclosure"] + "\n\n")


async def test_the_disclosure_stands_there_once_when_the_person_wrote_it(sharer: Sharer, mastodon: Profile) -> None:
    for text in (DISCLOSURE, f"{DISCLOSURE}\nHej", f"{DISCLOSURE} Hej"):
        assert (await sharer.check(mastodon, text=text))[0]["rendered"]["text"] == text


@pytest.mark.parametrize(
    ("text", "advertisement"),
    [
        (CAPTION, True),
        (CAPTION.upper() + "!!", True),
        (CAPTION.replace("glad", "stolt"), True),
        (CAPTION.replace("o", "o\u200b"), True),
        ("Se her: " + CAPTION, True),
        (f"{CAPTION} {WORDS} Kom og se den på fredag, så viser jeg rundt.", False),
        (WORDS, False),
    ],
)
async def test_largely_the_suggested_words_are_called_an_advertisement(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine, text: str, advertisement: bool
) -> None:
    check = (await sharer.check(mastodon, story=await add_story(owner_engine, nord), text=text))[0]
    assert check["disclosure"].startswith("Reklame") is advertisement


async def test_an_advertisement_is_called_one_before_its_content_warning_too(
    sharer: Sharer, mastodon: Profile, nord: Place, owner_engine: AsyncEngine
) -> None:
    story = await add_story(owner_engine, nord)
    bare = sharer.wish(mastodon, story=story, text=CAPTION)
    bare["posts"][0]["content_warning"] = "Ovne"
    check = (await sharer.client.post("/shares/check", json=bare)).json()["posts"][0]
    without = (await sharer.check(mastodon, story=story, text=CAPTION))[0]
    assert check["used"] == without["used"] + len("Reklame · Ovne")


async def test_the_suggestion_word_for_word_is_refused_where_copies_are_forbidden(
    sharer: Sharer, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    story, x = await add_story(owner_engine, nord), await add_profile(owner_engine, nord, "x")
    there, elsewhere = await sharer.check(x, mastodon, story=story, text=CAPTION)
    assert kinds(there)["caption-unedited"] == "error"
    assert kinds(elsewhere)["caption-unedited"] == "warning"


async def test_each_network_measures_by_its_own_rules(
    sharer: Sharer, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    x, mail = await add_profile(owner_engine, nord, "x"), await add_profile(owner_engine, nord, "email")
    on_mastodon, on_x, by_mail = await sharer.check(mastodon, x, mail, text="æ" * 400)
    assert kinds(on_mastodon) == {}
    assert kinds(on_x) == {"text-too-long": "error"}
    assert on_x["issues"][0]["field"] == "posts.1.text"
    assert on_x["issues"][0]["values"] == {"used": on_x["used"], "limit": 280}
    assert on_x["remaining"] < 0
    assert (by_mail["max"], by_mail["remaining"]) == (None, None)


async def test_a_servers_own_limit_counts(sharer: Sharer, nord: Place, owner_engine: AsyncEngine) -> None:
    limits = {"max_text": 5000}
    roomy = await add_profile(owner_engine, nord)
    async with transaction_on(owner_engine) as session:
        roomy.limits = roomy.limits | limits
        session.add(roomy)
    check = (await sharer.check(roomy, text="a" * 4000))[0]
    assert (check["max"], check["issues"]) == (5000, [])


async def test_a_picture_comes_along_where_it_can_and_is_said_to_stay_behind_elsewhere(
    sharer: Sharer, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    story, mail = await add_story(owner_engine, nord), await add_profile(owner_engine, nord, "email")
    with_it, without = await sharer.check(mastodon, mail, story=story, pictures=[of_story(story)])
    assert with_it["rendered"]["images"] == [
        {"url": f"/api/v1/assets/{story.asset_id}/image", "alt": "Et vindue set fra gaden"}
    ]
    assert without["rendered"]["images"] == []
    assert kinds(without) == {"picture-left-out": "warning"}


async def test_a_link_alone_and_shouting_are_remarked_on(sharer: Sharer, mastodon: Profile) -> None:
    assert kinds((await sharer.check(mastodon, text="https://nordlys.example/a"))[0]) == {"link-only": "advice"}
    shout = (await sharer.check(mastodon, text="DET HER ER DET BEDSTE JEG HAR SET"))[0]
    assert kinds(shout) == {"shouting": "advice"}


async def test_what_is_shown_has_another_digest_for_any_other_words_link_picture_or_profile(
    sharer: Sharer, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    story = await add_story(owner_engine, nord)
    other = await add_profile(owner_engine, nord)
    checks = [
        *(await sharer.check(mastodon, other, story=story)),
        *(await sharer.check(mastodon, story=story, text=WORDS + "!")),
        *(await sharer.check(mastodon, story=story, with_link=False)),
        *(await sharer.check(mastodon, story=story, pictures=[of_story(story)])),
        *(await sharer.check(mastodon, story=story, language="en")),
    ]
    assert len({check["shown"] for check in checks}) == len(checks)
    assert (await sharer.check(mastodon, story=story))[0] == checks[0]


async def test_ones_own_link_is_tracked_only_where_the_programme_lists_its_domain(
    sharer: Sharer, nord: Place, mastodon: Profile, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        nord.programme.link_domains = ["nordlys.example"]
        session.add(nord.programme)
    for link, shown in (
        ("https://www.nordlys.example/a", PLACEHOLDER),
        ("https://elsewhere.example/a", "https://elsewhere.example/a"),
        ("https://nordlys.example.evil.example/", "https://nordlys.example.evil.example/"),
    ):
        assert (await sharer.check(mastodon, link=link))[0]["rendered"]["text"].endswith(f"\n\n{shown}")


@pytest.mark.parametrize(
    ("change", "type_", "field"),
    [
        ({"link": "javascript:alert(1)"}, "invalid", "link"),
        ({"link": "https://nordlys.example@evil.example/"}, "invalid", "link"),
        ({"link": "https://evil.example\\@nordlys.example/"}, "invalid", "link"),
        (
            {"pictures": [{"asset_id": "01a20e20-0d4f-7566-83e4-e3d5ce352f36"}]},
            "picture-unknown",
            "pictures.0.asset_id",
        ),
        ({"language": "de"}, "invalid", "language"),
        ({"posts": []}, "invalid", "posts"),
        ({"reward": 5}, "invalid", "reward"),
        ({"with_link": None}, "invalid", "with_link"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_its_field(
    sharer: Sharer, mastodon: Profile, change: dict[str, Any], type_: str, field: str
) -> None:
    answer = await sharer.client.post("/shares/check", json=sharer.wish(mastodon) | change)
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == f"/problems/{type_}"
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "x" * 65_537, 5, None, ["x"]])
async def test_words_that_no_network_takes_are_refused(sharer: Sharer, mastodon: Profile, text: Any) -> None:
    answer = await sharer.client.post("/shares/check", json=sharer.wish(mastodon, text=text))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "posts.0.text"


async def test_profiles_are_ones_own_and_each_gets_one_post(
    api: Api, sharer: Sharer, mastodon: Profile, syd: Place, nord: Place, owner_engine: AsyncEngine
) -> None:
    theirs = await add_profile(owner_engine, nord, role="curator")
    foreign = await add_profile(owner_engine, syd)
    for profiles, type_ in (
        ((mastodon, theirs), "profile-unusable"),
        ((mastodon, foreign), "profile-unusable"),
        ((mastodon, mastodon), "twice-on-one-profile"),
    ):
        answer = await sharer.client.post("/shares/check", json=sharer.wish(*profiles))
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{type_}")
        assert answer.json()["errors"][0]["field"] == "posts.1.profile_id"


async def test_a_profile_that_must_be_connected_again_is_named(
    sharer: Sharer, nord: Place, owner_engine: AsyncEngine
) -> None:
    lost = await add_profile(owner_engine, nord, state="needs_reconnect")
    check = (await sharer.check(lost))[0]
    assert check["issues"][0]["type"] == "profile-unusable"
    assert check["issues"][0]["field"] == "posts.0.profile_id"
    body: dict[str, Any] = sharer.wish(lost) | {"when": {"kind": "now"}, "confirmed": True}
    body["posts"][0]["shown"] = check["shown"]
    answer = await sharer.send(body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/profile-unusable")
