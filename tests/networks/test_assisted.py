"""Networks that are shared to by hand: the right door, and the truth about what is filled in."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from network_posts import LINK, PICTURE
from networks.assisted.email import LONGEST_ADDRESS
from networks.drafts import Card, Draft, Intent
from networks.registry import ASSISTED
from networks.rules import LIMITS

WORDS = "Reklame. Vi byggede en bro & en sti: 100 % #Grøn 👨‍👩‍👧‍👦"
DRAFT = Draft(WORDS, link=LINK, card=Card("A bridge", "Over the fjord"))
BARE, PICTURED = Draft(WORDS), Draft(WORDS, link=LINK, pictures=(PICTURE,))
BOTH = f"{WORDS}\n\n{LINK}"


def intent_of(key: str, draft: Draft = DRAFT) -> Intent:
    return ASSISTED[key].share_intent(draft)


def query_of(intent: Intent) -> dict[str, list[str]]:
    return parse_qs(urlsplit(intent.url or "").query, strict_parsing=True)


def codes(key: str, draft: Draft) -> dict[str, str]:
    measure = ASSISTED[key].measure(draft, LIMITS[key])
    return {issue.code: issue.severity for issue in measure.issues}


@pytest.mark.parametrize(
    ("key", "door", "query", "fills_text", "fills_link"),
    [
        ("linkedin", "https://www.linkedin.com/sharing/share-offsite/", {"url": [LINK]}, False, True),
        ("facebook", "https://www.facebook.com/sharer/sharer.php", {"u": [LINK]}, False, True),
        ("x", "https://x.com/intent/tweet", {"text": [BOTH]}, True, True),
        ("threads", "https://www.threads.com/intent/post", {"text": [BOTH]}, True, True),
        ("whatsapp", "https://wa.me/", {"text": [BOTH]}, True, True),
    ],
)
def test_a_door_is_opened_with_exactly_what_it_takes(
    key: str, door: str, query: dict[str, list[str]], fills_text: bool, fills_link: bool
) -> None:
    intent = intent_of(key)
    assert (intent.url or "").partition("?")[0] == door
    assert query_of(intent) == query
    assert (intent.fills_text, intent.fills_link) == (fills_text, fills_link)
    assert (intent.needs_share_sheet, intent.media) == (False, "none")


@pytest.mark.parametrize("key", ["linkedin", "facebook"])
def test_where_a_door_takes_a_link_alone_pictures_and_bare_words_open_the_network_itself(key: str) -> None:
    for draft in (BARE, PICTURED):
        intent = intent_of(key, draft)
        assert "?" not in (intent.url or "?")
        assert (intent.fills_text, intent.fills_link) == (False, False)
    assert intent_of(key, PICTURED).media == "attach"


def test_instagram_has_no_door_but_the_phones_share_sheet_and_needs_a_picture() -> None:
    intent = intent_of("instagram")
    assert (intent.fills_text, intent.fills_link, intent.needs_share_sheet, intent.media) == (
        False, False, True, "required",
    )  # fmt: skip
    assert codes("instagram", DRAFT) == {"picture-required": "error", "link-not-clickable": "warning"}


def test_email_opens_with_subject_and_body_and_what_is_too_long_is_pasted() -> None:
    intent = intent_of("email")
    head, _, body = (intent.url or "").partition("&body=")
    assert head == "mailto:?subject=A%20bridge"
    assert unquote(body) == BOTH.replace("\n", "\r\n")
    assert (intent.fills_text, intent.fills_link) == (True, True)
    long = Draft("ø" * LONGEST_ADDRESS, link=LINK)
    assert intent_of("email", long).url == "mailto:?subject="
    assert (intent_of("email", long).fills_text, intent_of("email", long).fills_link) == (False, False)
    assert codes("email", long) == {"has-to-be-pasted": "warning"}


@pytest.mark.parametrize("key", list(ASSISTED))
def test_whatever_is_filled_in_words_and_link_are_there_to_be_copied(key: str) -> None:
    assert intent_of(key).copy_text == BOTH
    assert intent_of(key, BARE).copy_text == WORDS
    assert intent_of(key, BARE).fills_link is False
    assert ASSISTED[key].render(DRAFT, LIMITS[key]).text == BOTH
    hostile = Draft('"><script>&subject=x\r\nBcc: a@b.example', link="javascript:alert(1)")
    url = intent_of(key, hostile).url or ""
    assert url.startswith(("https://", "mailto:?subject="))
    assert not set(url) & set('<>" \r\n')
    assert "bcc:" not in url.lower()


@pytest.mark.parametrize("key", list(ASSISTED))
def test_nobody_is_promised_numbers_that_a_network_does_not_give(key: str) -> None:
    caps = ASSISTED[key].caps
    assert (caps.mode, caps.metrics, caps.followers, caps.refresh) == ("assisted", (), False, "none")


def test_networks_whose_rules_forbid_rewards_earn_none() -> None:
    rewarded = {key for key, network in ASSISTED.items() if network.caps.rewards_allowed}
    assert rewarded == {"whatsapp", "email"}


@pytest.mark.parametrize("key", [key for key in ASSISTED if LIMITS[key].max_text is not None])
def test_words_that_are_too_long_are_said_to_be_so_in_the_networks_own_unit(key: str) -> None:
    limit = LIMITS[key].max_text or 0
    longest, over = Draft("a" * limit, pictures=(PICTURE,)), Draft("a" * (limit + 1), pictures=(PICTURE,))
    assert "too-long" not in codes(key, longest)
    assert codes(key, over)["too-long"] == "error"
