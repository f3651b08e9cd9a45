"""Posts on LinkedIn: how words are escaped, what goes with them, where pictures go, and what refusals mean."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kernel.kit.egress import Answer
from linkedin_rig import LinkedInRig
from network_posts import LINK, PICTURE, Post, connect
from networks.contract import Found, NotFound, Unknown
from networks.drafts import Card, Draft
from networks.errors import Kind, NetworkError
from networks.linkedin.network import LinkedIn
from networks.linkedin.refusals import classify
from networks.rules import LIMITS
from simulators.linkedin.door import Orders
from simulators.linkedin.little import words_of

NETWORK, RULES = LinkedIn(), LIMITS["linkedin"]
CARD = Card("A bridge", "Over the fjord", PICTURE)
AT = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


def issues_of(draft: Draft) -> dict[str, str]:
    return {issue.code: issue.severity for issue in NETWORK.measure(draft, RULES).issues}


def body_in(rig: LinkedInRig) -> dict[str, Any]:
    (post,) = rig.world.standing()
    return post.body


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Plain words, nothing else: 100 % & more!", "Plain words, nothing else: 100 % & more!"),
        (r"\|{}@[]()<>#*_~", r"\\\|\{\}\@\[\]\(\)\<\>\#\*\_\~"),
        ("Vi er #Nordlys og #grøn2030, ikke #2030", r"Vi er #Nordlys og #grøn2030, ikke \#2030"),
        ("a_b@c.dk (se #her)", r"a\_b\@c.dk \(se #her\)"),
        ("https://a.example/x_(y)z#w", r"https://a.example/x\_\(y\)z\#w"),
        ("@[Bo](urn:li:person:1) {hashtag|#|X}", r"\@\[Bo\]\(urn:li:person:1\) \{hashtag\|\#\|X\}"),
        ("5 < 6 > 4 ~ 3 * 2", r"5 \< 6 \> 4 \~ 3 \* 2"),
        ("👨‍👩‍👧‍👦 שלום #עולם", "👨‍👩‍👧‍👦 שלום #עולם"),
    ],
)
def test_every_reserved_letter_is_escaped_and_hashtags_stay_tags(text: str, sent: str) -> None:
    assert NETWORK.render(Draft(text), RULES).payload["commentary"] == sent
    assert words_of(sent) == text


def test_the_escaped_words_are_counted_in_utf_16_units() -> None:
    assert NETWORK.measure(Draft("👍(#tag)"), RULES).used == 2 + 2 + 4 + 2
    assert NETWORK.measure(Draft("(" * 1500), RULES).allowed
    assert issues_of(Draft("(" * 1501)) == {"too-long": "error"}
    assert NETWORK.measure(Draft("👍" * 1500), RULES).allowed
    assert issues_of(Draft("👍" * 1501)) == {"too-long": "error"}


def test_what_linkedin_has_no_place_for_is_said() -> None:
    assert issues_of(Draft("Words.", content_warning="bridges")) == {"no-content-warnings": "warning"}
    assert issues_of(Draft("Words.", visibility="unlisted")) == {"always-public": "warning"}
    assert issues_of(Draft("Words.", visibility="private")) == {"always-public": "error"}
    assert issues_of(Draft("Words.", link=LINK, card=CARD, pictures=(PICTURE,))) == {
        "card-hidden-by-pictures": "warning"
    }
    assert issues_of(Draft("Words.", pictures=(PICTURE,) * 21)) == {"too-many-pictures": "error"}


async def test_a_link_with_a_card_becomes_an_article_with_our_own_picture(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    post = Post(linkedin, connection, Draft("We built it.", link=LINK, card=CARD))
    ref = await post.run()
    assert ref is not None
    assert ref.url == f"https://www.linkedin.com/feed/update/{ref.id}"
    article = body_in(linkedin)["content"]["article"]
    assert (article["source"], article["title"], article["description"]) == (LINK, "A bridge", "Over the fjord")
    assert linkedin.world.images[article["thumbnail"]].owner == connection.subject
    assert linkedin.posts() == ["We built it."]
    assert post.rendered.card == CARD


async def test_a_card_without_a_picture_needs_no_upload(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    post = Post(linkedin, connection, Draft("We built it.", link=LINK, card=Card("", "d" * 300)))
    assert [step.kind for step in post.plan] == ["CREATE"]
    await post.run()
    assert body_in(linkedin)["content"]["article"] == {"source": LINK, "title": LINK, "description": "d" * 256}


async def test_one_picture_is_a_medium_and_several_are_a_multi_image(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    await Post(linkedin, connection, Draft("One.", pictures=(PICTURE,))).run()
    await Post(linkedin, connection, Draft("Two.", pictures=(PICTURE, replace(PICTURE, alt="")))).run()
    one, two = (post.body["content"] for post in linkedin.world.standing())
    assert one["media"]["altText"] == PICTURE.alt
    assert [image.get("altText") for image in two["multiImage"]["images"]] == [PICTURE.alt, None]


async def test_pictures_are_uploaded_once_and_given_a_moment(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    post = Post(linkedin, connection, Draft("One.", pictures=(PICTURE,)))
    await post.run("UPLOAD")
    await post.run()
    assert len(linkedin.world.images) == 1
    assert post.polls == 1


async def test_a_picture_that_takes_longer_puts_the_post_off_and_nothing_is_posted(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    linkedin.order(Orders(media_seconds=60))
    post = Post(linkedin, connection, Draft("One.", pictures=(PICTURE,)))
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert (caught.value.kind, caught.value.retry_class) == (Kind.TRANSIENT, "A")
    assert caught.value.retry_at is not None
    assert linkedin.posts() == []
    linkedin.pass_time(timedelta(seconds=60))
    assert await post.run()
    assert len(linkedin.world.images) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://pictures.example/put",
        "https://linkedin.com.example/put",
        "http://10.0.0.1/put",
        "http://[::1]:1/put",
        "not an address",
    ],
)
async def test_a_picture_and_the_persons_token_go_to_linkedin_and_nowhere_else(
    linkedin: LinkedInRig, address: str
) -> None:
    _, connection = await connect(linkedin)
    linkedin.world.upload_to = address
    before = len(linkedin.urls)
    with pytest.raises(NetworkError) as caught:
        await Post(linkedin, connection, Draft("One.", pictures=(PICTURE,))).run()
    assert caught.value.kind is Kind.TRANSIENT
    assert len(linkedin.urls) == before + 1


async def test_an_upload_address_on_linkedins_host_but_inside_our_network_is_not_called(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    linkedin.world.upload_to = "http://127.0.0.1:9/put"
    with pytest.raises(NetworkError) as caught:
        await Post(linkedin, connection, Draft("One.", pictures=(PICTURE,))).run()
    assert caught.value.kind is Kind.GONE
    assert linkedin.posts() == []


async def test_what_is_no_picture_is_the_pictures_fault(linkedin: LinkedInRig) -> None:
    class Garbage:
        async def read(self, ref: str) -> bytes:
            return ref.encode()

        def address(self, ref: str, media_type: str) -> str:
            raise NetworkError(Kind.MEDIA, f"{ref} {media_type}")

    _, connection = await connect(linkedin)
    post = Post(linkedin, connection, Draft("One.", pictures=(PICTURE,)))
    post.media = Garbage()
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.MEDIA


async def test_the_same_words_again_are_refused_with_the_post_that_has_them(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    first = await Post(linkedin, connection).run()
    assert first is not None
    with pytest.raises(NetworkError) as caught:
        await Post(linkedin, connection).run()
    assert (caught.value.kind, caught.value.existing) == (Kind.DUPLICATE, first.id)
    assert len(linkedin.posts()) == 1


async def test_only_the_person_can_tell_whether_a_lost_post_is_there(
    linkedin: LinkedInRig, counted: LinkedInRig
) -> None:
    for rig in (linkedin, counted):
        _, connection = await connect(rig)
        seen = await Post(rig, connection).reconcile()
        assert isinstance(seen, Unknown)
        assert "https://www.linkedin.com/in/me/" in seen.reason


async def test_a_pages_post_is_found_by_its_link_else_by_its_words_since_the_attempt(company: LinkedInRig) -> None:
    _, connection = await connect(company)
    carded = Post(company, connection, Draft("(Same) #words", link=LINK, card=CARD))
    ref = await carded.run()
    found = await carded.reconcile()
    assert isinstance(found, Found)
    assert ref is not None
    assert (found.post.id, found.matched) == (ref.id, "link")
    plain = Post(company, connection, Draft("(Other) #words_here"))
    await plain.run()
    found = await plain.reconcile()
    assert isinstance(found, Found)
    assert found.matched == "text"
    company.order(Orders(knows_duplicates=False))
    await plain.run("CREATE")
    found = await plain.reconcile()
    assert isinstance(found, Found)
    assert len(found.copies) == 1
    later = Post(company, connection, Draft("(Other) #words_here"))
    later.state["at"] = AT.replace(year=2030).isoformat()
    assert await later.reconcile() == NotFound(replayable=False)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"serviceErrorCode": 65602, "message": "expired"}, Kind.REAUTH),
        (403, {"code": "ACCESS_DENIED", "message": "Not enough permissions"}, Kind.SCOPE),
        (400, {"message": "x", "errorDetails": {"inputErrors": [{"code": "FIELD_LENGTH_TOO_LONG"}]}}, Kind.CONTENT),
        (400, {"code": "MISSING_FIELD", "message": "author is required"}, Kind.CONTENT),
        (400, {"code": "MEDIA_ASSET_WAITING_UPLOAD", "message": "x"}, Kind.TRANSIENT),
        (400, {"code": "MEDIA_ASSET_PROCESSING_FAILED", "message": "x"}, Kind.MEDIA),
        (409, {"message": "CONFLICT"}, Kind.TRANSIENT),
        (409, {"message": "Content is a duplicate of urn:li:ugcPost:12"}, Kind.DUPLICATE),
        (400, {"message": "Error: Content is a duplicate of urn:li:share:12"}, Kind.DUPLICATE),
        (422, {"message": "Content is a duplicate of something"}, Kind.CONTENT),
        (422, "", Kind.CONTENT),
        (426, {"code": "NONEXISTENT_VERSION", "message": "x"}, Kind.CONFIG),
        (404, {"message": "x"}, Kind.GONE),
        (429, {"message": "throttle"}, Kind.RATE),
        (408, "", Kind.UNCERTAIN),
        (500, [], Kind.UNCERTAIN),
        (502, "<html>", Kind.UNCERTAIN),
        (504, {"code": {"code": ["code"]}}, Kind.UNCERTAIN),
        (302, "", Kind.GONE),
    ],
)
def test_refusals_of_a_create_mean_what_the_table_says(status: int, body: object, kind: Kind) -> None:
    answer = Answer(status, {"x-li-uuid": "a-trace"}, json.dumps(body).encode(), "https://api.linkedin.com/rest/posts")
    error = classify(answer, "create", AT, "secret")
    assert error.kind is kind
    assert error.reason
    assert error.excerpt.startswith("x-li-uuid=a-trace")
    assert (error.retry_at is not None) is (kind in (Kind.RATE, Kind.TRANSIENT))


@pytest.mark.parametrize(
    ("at", "again"),
    [("10:00", "10:15"), ("23:49", "00:04"), ("23:59", "00:05"), ("00:01", "00:05"), ("00:05", "00:20")],
)
def test_a_used_up_day_is_tried_again_in_a_quarter_of_an_hour_or_with_the_new_day(at: str, again: str) -> None:
    when = datetime.fromisoformat(f"2026-11-24T{at}:00+00:00")
    retry = classify(Answer(429, {}, b"", ""), "create", when).retry_at
    assert retry is not None
    assert retry > when
    assert f"{retry:%H:%M}" == again


def test_secrets_stand_neither_in_reason_nor_in_excerpt() -> None:
    body = json.dumps({"message": "the token AQsecret is no good"}).encode()
    error = classify(Answer(400, {}, body, ""), "create", AT, "AQsecret")
    assert "AQsecret" not in error.reason + error.excerpt


async def test_a_used_up_quota_and_an_ended_version_stop_before_anything_is_posted(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    post = Post(linkedin, connection)
    linkedin.order(Orders(calls_a_day=0))
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert (caught.value.kind, caught.value.retry_class) == (Kind.RATE, "A")
    linkedin.order(Orders(clear=True, end_versions=("202608",)))
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert (caught.value.kind, caught.value.retry_class) == (Kind.CONFIG, "PAUSE")
    assert "FORTALER_LINKEDIN_VERSION" in caught.value.reason
    assert linkedin.posts() == []
