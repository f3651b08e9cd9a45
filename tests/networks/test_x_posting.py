"""Posts on X: what is weighed and charged, why a lost answer is looked for, and what each refusal means."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kernel.kit.clock import now
from kernel.kit.egress import Answer
from network_posts import LINK, PICTURE, Post, connect
from networks.contract import Found, NotFound
from networks.drafts import Card, Draft
from networks.errors import Kind, NetworkError
from networks.rules import LIMITS
from networks.text import find_weighed_links
from networks.x.client import Purpose, classify
from networks.x.network import X
from simulators.x.door import Orders
from x_rig import XRig

NETWORK, RULES = X(), LIMITS["x"]
OURS = "https://nordlys.example/l/Zx81kQ"
CARD = Card("A bridge", "Over the fjord")
PROBLEMS = "https://api.twitter.com/2/problems/"


def issues_of(draft: Draft) -> dict[str, str]:
    return {issue.code: issue.severity for issue in NETWORK.measure(draft, RULES).issues}


async def lost(rig: XRig, post: Post) -> None:
    """Post, and lose the answer."""
    rig.lie("store_then_drop")
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.UNCERTAIN


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Læs https://nordlys.example/å?x=1, tak", ["https://nordlys.example/å?x=1"]),
        ("Se nordlys.dk og www.blåbær.dk/nyt.", ["nordlys.dk", "www.blåbær.dk/nyt"]),
        ("Kun 7 kr.Nu!", ["kr.Nu"]),
        ("node.js, bo@nordlys.dk, @bo.dk, #bo.dk og 3.14", []),
        ("http://127.0.0.1:8080/l/Zx81kQ", []),
    ],
)
def test_what_x_makes_a_link_of_is_known_before_it_is_charged(text: str, links: list[str]) -> None:
    assert find_weighed_links(text) == links
    assert NETWORK.render(Draft(text), RULES).payload["links"] == links


def test_what_x_has_no_place_for_is_said_beforehand() -> None:
    assert issues_of(Draft("Words", content_warning="bridges")) == {"no-content-warnings": "warning"}
    assert issues_of(Draft("Words", visibility="unlisted")) == {"always-public": "warning"}
    assert issues_of(Draft("Words", visibility="private")) == {"always-public": "error"}
    assert issues_of(Draft("$NORD is up")) == {}
    assert issues_of(Draft("$NORD and $BRK.A, 5 $ each")) == {"too-many-cashtags": "error"}
    assert issues_of(Draft("Words", link=LINK)) == {"link-not-clickable": "warning"}
    assert issues_of(Draft("Words", link=OURS, card=CARD)) == {}
    assert issues_of(Draft("Words", link=OURS, card=CARD, pictures=(PICTURE,))) == {
        "card-hidden-by-pictures": "warning"
    }
    moving = replace(PICTURE, media_type="image/gif")
    assert issues_of(Draft("Words", pictures=(moving,))) == {}
    assert issues_of(Draft("Words", pictures=(PICTURE, moving))) == {"picture-type": "error"}
    assert issues_of(Draft("Words", pictures=(PICTURE,) * 5)) == {"too-many-pictures": "error"}


def test_a_link_weighs_23_and_an_emoji_2() -> None:
    assert NETWORK.measure(Draft("Words", link=OURS), RULES).used == len("Words") + 2 + 23
    assert NETWORK.measure(Draft("👨‍👩‍👧‍👦" * 140), RULES).allowed
    assert issues_of(Draft("👨‍👩‍👧‍👦" * 141)) == {"too-long": "error"}


def test_the_card_is_shown_where_x_makes_one() -> None:
    assert NETWORK.render(Draft("Words", link=OURS, card=CARD), RULES).card == CARD
    assert NETWORK.render(Draft("Words", link=LINK, card=CARD), RULES).card is None
    assert NETWORK.render(Draft("Words", link=OURS, card=CARD, pictures=(PICTURE,)), RULES).card is None


def test_by_hand_words_and_link_are_filled_in_as_ever() -> None:
    intent = NETWORK.share_intent(Draft("Hej & #tak", link=OURS))
    assert intent.url == (
        "https://x.com/intent/tweet?text=Hej%20%26%20%23tak%0A%0Ahttps%3A%2F%2Fnordlys.example%2Fl%2FZx81kQ"
    )


async def test_pictures_go_along_with_their_descriptions(x: XRig) -> None:
    _, connection = await connect(x)
    assert await Post(x, connection, Draft("Words.", pictures=(PICTURE, replace(PICTURE, alt=" ")))).run()
    (made,) = x.world.posts.values()
    assert [medium.alt for medium in made.media] == [PICTURE.alt, ""]


async def test_pictures_that_x_has_cleared_away_are_sent_again(x: XRig) -> None:
    _, connection = await connect(x)
    post = Post(x, connection, Draft("A bridge.", pictures=(PICTURE,)))
    await post.run("UPLOAD")
    x.pass_time(timedelta(hours=1))
    x.order(Orders(forget_media=True))
    assert await post.run("CREATE")
    assert len(x.posts()) == 1


async def test_a_post_that_is_called_an_advertisement_is_marked_as_one(x: XRig) -> None:
    _, connection = await connect(x)
    assert await Post(x, connection, Draft("Reklame. Words.", advertisement=True)).run()
    assert await Post(x, connection, Draft("Other words.")).run()
    assert [post.paid_partnership for post in x.world.posts.values()] == [True, False]


async def test_a_post_is_seen_where_its_address_says(x: XRig) -> None:
    _, connection = await connect(x)
    ref = await Post(x, connection).run()
    assert ref is not None
    assert ref.url == f"{x.world.web}/asta/status/{ref.id}"


async def test_a_lost_post_is_found_by_its_link_though_x_shows_another(x: XRig) -> None:
    _, connection = await connect(x)
    post = Post(x, connection, Draft("Bro & vej <3", link=OURS))
    await lost(x, post)
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert (found.matched, found.copies) == ("link", ())


@pytest.mark.parametrize(
    "draft",
    [
        Draft("Bro & vej <3 «æøå»\n\ncafe\u0301"),
        Draft("Se nordlys.dk og https://other.example/a?b=1&c=2"),
        Draft("A bridge.", pictures=(PICTURE, PICTURE)),
        Draft("Words", link=LINK),
    ],
)
async def test_without_a_link_of_its_own_a_lost_post_is_found_by_its_words(x: XRig, draft: Draft) -> None:
    _, connection = await connect(x)
    post = Post(x, connection, draft)
    await lost(x, post)
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert found.matched == ("link" if draft.link else "text")


async def test_the_same_words_from_before_are_not_taken_for_the_post(x: XRig) -> None:
    _, connection = await connect(x)
    await Post(x, connection, Draft("The same words.")).run()
    x.pass_time(timedelta(hours=1))
    second = Post(x, connection, Draft("The same words."))
    with pytest.raises(NetworkError) as caught:
        await second.run()
    assert caught.value.kind is Kind.DUPLICATE
    assert caught.value.existing is None
    assert await second.reconcile() == NotFound(replayable=False)


async def test_a_duplicate_refusal_after_a_lost_answer_is_evidence_of_the_first(x: XRig) -> None:
    _, connection = await connect(x)
    x.hide_new_posts()
    post = Post(x, connection, Draft("Words.", link=OURS))
    await lost(x, post)
    assert await post.reconcile() == NotFound(replayable=False)
    with pytest.raises(NetworkError) as caught:
        await post.run("CREATE")
    assert caught.value.kind is Kind.DUPLICATE
    assert "duplicate content" in caught.value.reason
    x.stop_lying()
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert len(x.posts()) == 1


async def test_a_busy_persons_post_is_found_behind_newer_ones_and_only_posts_since_the_try_are_paid_for(
    x: XRig,
) -> None:
    _, connection = await connect(x)
    for number in range(8):
        await Post(x, connection, Draft(f"Before {number}")).run()
    x.pass_time(timedelta(hours=1))
    post = Post(x, connection, Draft("Words.", link=OURS))
    await lost(x, post)
    for number in range(7):
        await Post(x, connection, Draft(f"After {number}")).run()
    x.world.bill.clear()
    assert isinstance(await post.reconcile(), Found)
    assert x.world.bill["post_read"] == 8 * 5


async def test_two_copies_are_both_told_the_eldest_first(x: XRig) -> None:
    _, connection = await connect(x)
    post = Post(x, connection, Draft("Words.", link=OURS))
    first = await post.run()
    second = await Post(x, connection, Draft("Words, again.", link=OURS)).run()
    found = await post.reconcile()
    assert isinstance(found, Found)
    assert (found.post, found.copies) == (first, (second,))


async def test_used_up_credits_pause_the_network_and_are_no_fault_of_the_post(x: XRig) -> None:
    _, connection = await connect(x)
    x.order(Orders(credits=0))
    with pytest.raises(NetworkError) as caught:
        await Post(x, connection).run()
    assert (caught.value.kind, caught.value.retry_class) == (Kind.QUOTA_BILLING, "PAUSE")
    assert "credits" in caught.value.reason


async def test_the_networks_own_limit_says_when_its_window_ends(x: XRig) -> None:
    _, connection = await connect(x)
    x.order(Orders(limits={"create": 1}))
    assert await Post(x, connection).run()
    second = Post(x, connection, Draft("Other words."))
    with pytest.raises(NetworkError) as caught:
        await second.run()
    assert caught.value.kind is Kind.RATE
    assert caught.value.retry_at is not None
    assert timedelta(minutes=14) < caught.value.retry_at - x.now < timedelta(minutes=16)


def problem(status: int, kind: str = "", **more: Any) -> tuple[int, dict[str, Any]]:
    return status, ({"type": PROBLEMS + kind} if kind else {"type": "about:blank"}) | {"status": status} | more


DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
REFUSALS: list[tuple[Purpose, tuple[int, dict[str, Any]], Kind]] = [
    ("create", problem(400, "invalid-request", detail="text is too long"), Kind.CONTENT),
    ("upload", problem(400, "invalid-request", detail="not valid"), Kind.MEDIA),
    ("create", problem(401, title="Unauthorized"), Kind.REAUTH),
    ("create", problem(403, "unsupported-authentication", detail="Application-Only is forbidden"), Kind.REAUTH),
    ("create", problem(402, title="CreditsDepleted", detail="no credits"), Kind.QUOTA_BILLING),
    ("create", problem(403, "credits", detail="does not have any credits"), Kind.QUOTA_BILLING),
    ("create", problem(403, detail=DUPLICATE), Kind.DUPLICATE),
    ("create", (403, {"errors": [{"code": 187, "message": "Status is a duplicate."}]}), Kind.DUPLICATE),
    ("create", (403, {"errors": [{"code": 326, "message": "To protect our users"}]}), Kind.REAUTH),
    ("create", (403, {"errors": [{"code": 186, "message": "needs to be a bit shorter"}]}), Kind.CONTENT),
    ("create", problem(403, "client-forbidden", detail="attached to a Project"), Kind.CONFIG),
    ("create", problem(403, detail="Your client app is not configured with the appropriate access."), Kind.CONFIG),
    ("create", problem(403, detail="You have been blocked from replying."), Kind.CONTENT),
    ("create", problem(403, detail="You may not post more than one cashtag."), Kind.CONTENT),
    ("create", problem(403, "user-suspended", detail="suspended"), Kind.REAUTH),
    ("create", problem(403, detail="this account is temporarily locked."), Kind.REAUTH),
    ("read", problem(403, detail="You are not permitted to perform this action."), Kind.SCOPE),
    ("read", problem(404, "resource-not-found"), Kind.GONE),
    ("create", problem(429, "rate-limit-exceeded"), Kind.RATE),
    ("create", problem(429, "usage-capped", detail="Usage cap exceeded: Monthly product cap"), Kind.QUOTA_BILLING),
    ("create", problem(500), Kind.UNCERTAIN),
    ("create", problem(503), Kind.UNCERTAIN),
    ("create", problem(504), Kind.UNCERTAIN),
    ("read", problem(503), Kind.TRANSIENT),
    ("create", (200, {"errors": [{"title": "Something", "detail": "went wrong"}]}), Kind.UNCERTAIN),
    ("create", (200, {"errors": [{"code": 187, "message": "Status is a duplicate."}]}), Kind.DUPLICATE),
    ("read", (200, {"errors": [{"type": f"{PROBLEMS}resource-not-found"}]}), Kind.GONE),
    ("read", (200, {"errors": [{"type": f"{PROBLEMS}client-forbidden"}]}), Kind.CONFIG),
]


@pytest.mark.parametrize(("purpose", "refusal", "kind"), REFUSALS)
def test_each_refusal_has_its_meaning(purpose: Purpose, refusal: tuple[int, dict[str, Any]], kind: Kind) -> None:
    status, body = refusal
    answer = Answer(
        status, {"content-type": "application/json"}, json.dumps(body).encode(), "https://api.x.com/2/tweets"
    )
    error = classify(answer, purpose, now())
    assert error.kind is kind
    assert error.reason
    assert "{" not in error.reason


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "+900"}, 900),
        ({"x-rate-limit-reset": "+900"}, 900),
        (
            {
                "x-rate-limit-remaining": "7",
                "x-rate-limit-reset": "+60",
                "x-user-limit-24hour-remaining": "0",
                "x-user-limit-24hour-reset": "+7200",
            },
            7200,
        ),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "99999999999999999999"}, None),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "soon", "retry-after": "5"}, 5),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "+9999999"}, 86_400),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "-900"}, 0),
    ],
)
def test_the_end_of_a_pause_is_of_the_window_that_is_used_up(headers: dict[str, str], seconds: int | None) -> None:
    at = now().replace(microsecond=0)
    start = int(at.timestamp())
    said = {name: str(start + int(value)) if value[0] in "+-" else value for name, value in headers.items()}
    retry_at = classify(Answer(429, said, b"{}", ""), "create", at).retry_at
    assert retry_at == (None if seconds is None else at + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"\xff", b'{"errors": 3, "detail": ["x"], "type": {}}', b'{"errors": [3, {}]}']
)
def test_a_senseless_refusal_is_understood_by_its_status(body: bytes) -> None:
    for status, kind in ((400, Kind.CONTENT), (401, Kind.REAUTH), (403, Kind.CONTENT), (500, Kind.UNCERTAIN)):
        assert classify(Answer(status, {}, body, ""), "create", now()).kind is kind


def test_a_token_that_an_answer_echoes_is_told_to_nobody() -> None:
    answer = Answer(400, {}, json.dumps({"detail": "bad token s3cret"}).encode(), "")
    error = classify(answer, "create", now(), "s3cret")
    assert "s3cret" not in f"{error} {error.excerpt} {error.reason}"
