"""Posts on Bluesky: what is told about their words, their cards and pictures, and why they appear once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from network_posts import BYTES, LINK, PICTURE, Post, connect
from network_rigs import BlueskyRig
from networks.bluesky.network import Bluesky
from networks.bluesky.records import record_key, record_of
from networks.contract import Found
from networks.drafts import Card, Draft
from networks.errors import Kind, NetworkError
from networks.rules import LIMITS

NETWORK, RULES = Bluesky(), LIMITS["bluesky"]
CARD = Card("A bridge", "Over the fjord", PICTURE)


def facets_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    """What is said about a text: the words, and what they are."""
    found = NETWORK.render(Draft(text), RULES).payload
    marked = [(item["index"], item["features"][0]) for item in found["facets"]]
    marked += [(item["index"], {"handle": item["handle"]}) for item in found["mentions"]]
    return [(text.encode()[index["byteStart"] : index["byteEnd"]].decode(), what) for index, what in marked]


def issues_of(draft: Draft) -> dict[str, str]:
    return {issue.code: issue.severity for issue in NETWORK.measure(draft, RULES).issues}


def record_in(rig: BlueskyRig) -> dict[str, Any]:
    (record,) = rig.sky.records.values()
    return record.value


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Læs https://nordlys.example/å?x=1, tak", ["https://nordlys.example/å?x=1"]),
        ("👨‍👩‍👧‍👦 #Grøn og #2030plan, #2030", ["#Grøn", "#2030plan"]),
        ("🇩🇰 @bo.test og (@Asta.Nordlys.Example)", ["@bo.test", "@Asta.Nordlys.Example"]),
        ("bo@nordlys.example @a@b.social @bo #", []),
        ("https://nordlys.example/@bo.test/#del", ["https://nordlys.example/@bo.test/#del"]),
        ("Før #" + "a" * 65, []),
        ("שלום #עולם https://a.example.", ["#עולם", "https://a.example"]),
    ],
)
def test_links_tags_and_mentions_are_marked_by_their_bytes(text: str, marked: list[str]) -> None:
    assert [words for words, _ in facets_of(text)] == marked


def test_a_mark_says_what_the_words_are() -> None:
    (_, tag), (_, link), (_, mention) = facets_of("#Grøn https://a.example @bo.test")
    assert tag == {"$type": "app.bsky.richtext.facet#tag", "tag": "Grøn"}
    assert link == {"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example"}
    assert mention == {"handle": "bo.test"}


def test_a_record_key_is_the_specifications_and_the_same_at_every_replay() -> None:
    at = datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert record_key("a post", at) == record_key("a post", at)
    # @atproto/common-web, TID.fromTime(1795514400000000, …): the last two letters are the clock's id.
    assert record_key("a post", at)[:11] == "3n32f522m2227"[:11]
    assert record_key("a post", at) != record_key("another", at)
    assert record_key("a post", at) < record_key("a post", at + timedelta(microseconds=1))


def test_the_link_stands_in_its_card_and_without_one_at_the_end_of_the_words() -> None:
    with_card = NETWORK.render(Draft("Words.", link=LINK, card=CARD), RULES)
    assert (with_card.text, with_card.payload["external"]["uri"]) == ("Words.", LINK)
    without = NETWORK.render(Draft("Words.", link=LINK), RULES)
    assert (without.text, without.payload["external"]) == (f"Words.\n\n{LINK}", None)
    pictured = NETWORK.render(Draft("Words.", link=LINK, card=CARD, pictures=(PICTURE,)), RULES)
    assert (pictured.text, pictured.card) == (f"Words.\n\n{LINK}", None)


def test_a_family_counts_one_but_its_bytes_count_too() -> None:
    family = "👨‍👩‍👧‍👦"
    assert NETWORK.measure(Draft(family * 120), RULES).allowed
    assert NETWORK.measure(Draft(family * 120), RULES).used == 120
    assert issues_of(Draft(family * 121)) == {"too-many-bytes": "error"}


def test_four_pictures_have_the_form_that_every_app_knows_and_more_of_them_the_gallerys() -> None:
    def embed(count: int) -> dict[str, Any]:
        payload = NETWORK.render(Draft("Words", pictures=(PICTURE,) * count), RULES).payload
        blobs = {str(number): {"$type": "blob", "number": number} for number in range(count)}
        return record_of(payload, datetime(2026, 11, 24, tzinfo=UTC), [], blobs)["embed"]

    images, gallery = embed(4), embed(5)
    assert (images["$type"], len(images["images"])) == ("app.bsky.embed.images", 4)
    assert gallery["$type"] == "app.bsky.embed.gallery"
    assert [item["image"]["number"] for item in gallery["items"]] == [0, 1, 2, 3, 4]
    assert {item["$type"] for item in gallery["items"]} == {"app.bsky.embed.gallery#image"}
    assert all(item["aspectRatio"] == {"width": 64, "height": 48} for item in gallery["items"])


def test_what_bluesky_has_no_place_for_is_said_beforehand() -> None:
    assert issues_of(Draft("Words", content_warning="bridges")) == {"no-content-warnings": "warning"}
    assert issues_of(Draft("Words", visibility="unlisted")) == {"always-public": "warning"}
    assert issues_of(Draft("Words", visibility="private")) == {"always-public": "error"}
    heavy = replace(CARD, image=replace(PICTURE, size=1_000_001))
    assert issues_of(Draft("Words", link=LINK, card=heavy)) == {"card-picture-too-large": "warning"}
    assert NETWORK.render(Draft("Words", link=LINK, card=heavy), RULES).payload["pictures"] == []
    eleven = Draft("Words", pictures=(PICTURE,) * 11)
    assert issues_of(eleven) == {"too-many-pictures": "error"}


def test_by_hand_words_and_link_are_filled_in_and_pictures_are_not() -> None:
    intent = NETWORK.share_intent(Draft("Hej & #tak", link=LINK, pictures=(PICTURE,)))
    assert intent.url == (
        "https://bsky.app/intent/compose?text=Hej%20%26%20%23tak%0A%0Ahttp%3A%2F%2F127.0.0.1%3A8080%2Fl%2FZx81kQ"
    )
    assert intent.ios_url is not None
    assert intent.ios_url.startswith("bluesky://intent/compose?text=Hej")
    assert (intent.fills_text, intent.fills_link, intent.media) == (True, True, "attach")


async def test_a_card_goes_along_with_its_picture(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    assert await Post(bluesky, connection, Draft("Words.", link=LINK, card=CARD, language="da")).run()
    record = record_in(bluesky)
    external = record["embed"]["external"]
    assert (external["uri"], external["title"], external["description"]) == (LINK, "A bridge", "Over the fjord")
    assert external["thumb"]["size"] == len(BYTES)
    assert record["langs"] == ["da"]


async def test_pictures_go_along_with_their_descriptions_and_shapes(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    bare = replace(PICTURE, alt="", width=None, height=None)
    assert await Post(bluesky, connection, Draft("Words.", pictures=(PICTURE, bare))).run()
    first, second = record_in(bluesky)["embed"]["images"]
    assert (first["alt"], first["aspectRatio"]) == (PICTURE.alt, {"width": 64, "height": 48})
    assert (second["alt"], "aspectRatio" in second) == ("", False)


async def test_a_mention_reaches_the_account_behind_it_and_a_handle_that_is_nobodys_stays_text(
    bluesky: BlueskyRig,
) -> None:
    bo = bluesky.sky.add("bo.test", "Bo Holm")
    _, connection = await connect(bluesky)
    post = Post(bluesky, connection, Draft("Tak @bo.test og @nobody.test!"))
    assert [step.kind for step in post.plan] == ["CONTAINER", "CREATE"]
    assert await post.run()
    (facet,) = record_in(bluesky)["facets"]
    assert facet["features"] == [{"$type": "app.bsky.richtext.facet#mention", "did": bo.did}]


async def test_a_resolver_that_is_down_puts_a_mention_off_instead_of_dropping_it(bluesky: BlueskyRig) -> None:
    bluesky.sky.add("bo.test", "Bo Holm")
    _, connection = await connect(bluesky)
    post = Post(bluesky, connection, Draft("Tak @bo.test"))
    bluesky.sky.silent.add("resolver")
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.TRANSIENT
    assert bluesky.posts() == []


async def test_the_record_is_frozen_before_it_is_put_so_a_replay_changes_nothing(bluesky: BlueskyRig) -> None:
    bluesky.sky.add("bo.test", "Bo Holm")
    _, connection = await connect(bluesky)
    post = Post(bluesky, connection, Draft("Tak @bo.test", pictures=(PICTURE,)))
    bluesky.lie("store_then_drop")
    with pytest.raises(NetworkError):
        await post.run()
    bluesky.sky.accounts.pop(next(did for did, person in bluesky.sky.accounts.items() if person.handle == "bo.test"))
    bluesky.pass_time(timedelta(minutes=30))
    for steps in ("CREATE", None, None):
        assert await post.run(steps)
    assert [change["act"] for change in bluesky.sky.ledger] == ["create"]
    assert bluesky.sky.door.seen["repeated"] == 3
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert found.matched == "id"


async def test_pictures_cleared_away_while_a_post_waited_are_sent_again(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    post = Post(bluesky, connection, Draft("A bridge.", pictures=(PICTURE,)))
    await post.run("UPLOAD")
    await post.run("CONTAINER")
    bluesky.sky.blobs.clear()
    assert await post.run("CREATE")
    assert len(bluesky.posts()) == 1


async def test_the_networks_hourly_limit_says_when_it_ends(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    bluesky.sky.points_an_hour = 3
    assert await Post(bluesky, connection).run()
    second = Post(bluesky, connection)
    with pytest.raises(NetworkError) as caught:
        await second.run()
    assert caught.value.kind is Kind.RATE
    assert caught.value.retry_at is not None
    assert timedelta(minutes=59) < caught.value.retry_at - bluesky.now < timedelta(minutes=61)
    bluesky.pass_time(timedelta(minutes=61))


async def test_counts_are_the_networks_and_a_post_it_has_not_seen_yet_is_not_called_gone(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    bluesky.hide_new_posts()
    ref = await Post(bluesky, connection).run()
    assert ref is not None
    assert await bluesky.network.fetch_post_metrics(bluesky.egress, connection, [ref]) == {}
    bluesky.stop_lying()
    bluesky.sky.records[ref.id].counts.update(likeCount=7, repostCount=2, quoteCount=1)
    reading = (await bluesky.network.fetch_post_metrics(bluesky.egress, connection, [ref]))[ref.id]
    assert reading.counts == {"likes": 7, "reposts": 2, "quotes": 1, "comments": 0, "saves": 0}
    assert await bluesky.network.fetch_account(bluesky.egress, connection) == {
        "followers": 3, "following": 0, "posts": 1,
    }  # fmt: skip


async def test_numbers_are_read_25_at_a_time_and_without_the_persons_token(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    refs = [ref for number in range(26) if (ref := await Post(bluesky, connection, Draft(f"Post {number}")).run())]
    bluesky.revoke_tokens()
    readings = await bluesky.network.fetch_post_metrics(bluesky.egress, connection, refs)
    assert list(readings) == [ref.id for ref in refs[:25]]
    assert bluesky.sky.calls["getPosts"] == 1


def test_the_record_is_made_of_the_post_and_the_time_of_its_first_attempt_alone() -> None:
    at = datetime(2026, 11, 24, 10, 0, 0, 123_456, UTC)
    first, second = (NETWORK.start(NETWORK.render(Draft("Words."), RULES), key="a post", at=at) for _ in range(2))
    assert first == second
    assert first["record"] == {
        "$type": "app.bsky.feed.post", "text": "Words.", "createdAt": "2026-11-24T10:00:00.123Z",
    }  # fmt: skip
