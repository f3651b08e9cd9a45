"""The server's half of the counting rules; the browser's half reads the same vectors."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from networks.measuring import count_units
from networks.rules import LIMITS
from networks.text import (
    COUNTRIES,
    GENERIC,
    LIGHT,
    escape_little_text,
    find_hashtags,
    find_links,
    fold_text,
    with_link,
)

BOOK: dict[str, Any] = json.loads((Path(__file__).parent / "text_vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", BOOK["vectors"], ids=lambda vector: f"{vector['network']}: {vector['why']}")
def test_a_text_is_counted_as_its_network_counts_it(vector: dict[str, Any]) -> None:
    limits = LIMITS[vector["network"]]
    if "url_units" in vector:
        limits = replace(limits, url_units=vector["url_units"])
    used = count_units(vector["network"], vector["text"], limits, vector.get("content_warning", ""))
    assert (used, limits.unit) == (vector["used"], vector["unit"])
    if "bytes" in vector:
        assert len(vector["text"].encode()) == vector["bytes"]


@pytest.mark.parametrize("fold", BOOK["folds"], ids=lambda fold: fold["shown"])
def test_a_text_is_folded_at_a_word(fold: dict[str, Any]) -> None:
    shown, hidden = fold_text(fold["text"], fold["fold"])
    assert shown == fold["shown"]
    assert shown + hidden == fold["text"]


def test_every_network_has_vectors_and_the_rules_that_the_browser_reads_are_the_servers() -> None:
    assert {vector["network"] for vector in BOOK["vectors"]} == set(LIMITS)
    for key, limits in LIMITS.items():
        written = BOOK["rules"][key]
        assert written["checked"] == limits.checked.isoformat()
        assert {name: getattr(limits, name) for name in written if name != "checked"} == {
            name: value for name, value in written.items() if name != "checked"
        }
    assert BOOK["x"] == {"light": [list(pair) for pair in LIGHT], "countries": COUNTRIES, "generic": GENERIC}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Read https://a.example/b, then http://c.example.", ["https://a.example/b", "http://c.example"]),
        ("(https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("“https://a.example/q?x=1&y=2”", ["https://a.example/q?x=1&y=2"]),
        ("ftp://a.example and a.example", []),
        ("https://[::1]:8080/x", ["https://[::1]:8080/x"]),
    ],
)
def test_links_end_before_the_punctuation_of_their_sentence(text: str, links: list[str]) -> None:
    assert find_links(text) == links


@pytest.mark.parametrize(
    ("text", "hashtags"),
    [
        ("#Grøn energi, #2030plan og #2030", ["#Grøn", "#2030plan"]),
        ("a#b https://x.example/#c &#d", []),
        ("＃日本", ["＃日本"]),
    ],
)
def test_hashtags_have_a_letter_and_stand_at_a_words_beginning(text: str, hashtags: list[str]) -> None:
    assert find_hashtags(text) == hashtags


def test_a_link_is_added_once() -> None:
    assert with_link(" Words. ", "https://a.example/l/1") == "Words.\n\nhttps://a.example/l/1"
    assert with_link("Words: https://a.example/l/1.", "https://a.example/l/1") == "Words: https://a.example/l/1."
    assert with_link("https://a.example/l/12", "https://a.example/l/1").endswith("\n\nhttps://a.example/l/1")
    assert with_link("", "https://a.example/l/1") == "https://a.example/l/1"
    assert with_link("Words.", None) == "Words."


def test_little_text_is_escaped_but_for_its_hashtags() -> None:
    assert escape_little_text(r"a\b (c) #Ord_to #1") == r"a\\b \(c\) #Ord_to \#1"
