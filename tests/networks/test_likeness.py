"""How much of one text is another's."""

import pytest

from networks.likeness import LONGEST_PASSAGE, MOST_WORDS, Likeness, copied, fingerprints, likeness, most_alike

THEIRS = "Vandet er nu så rent, at man kan bade hele året. Jeg glæder mig til at se børnene springe i."


def alike(mine: str, theirs: str = THEIRS) -> Likeness:
    return likeness("x", mine, set(fingerprints("x", theirs)))


@pytest.mark.parametrize(
    "mine",
    [
        THEIRS,
        THEIRS.upper() + "!!! 🌊",
        THEIRS.replace("a", "a\u00ad"),
        THEIRS.replace(" ", "\u00a0\n"),
        "Ｖａｎｄｅｔ" + THEIRS.removeprefix("Vandet"),
        f"{THEIRS} https://nordlys.example/strand",
    ],
)
def test_case_signs_invisible_characters_and_links_make_no_difference(mine: str) -> None:
    assert alike(mine).share == 1
    assert set(fingerprints("x", mine)) == set(fingerprints("x", THEIRS))


def test_what_is_alike_is_told_in_ones_own_words() -> None:
    mine = "Hej! Vandet er nu SÅ rent – at man kan bade hele året. Kom selv og se."
    found = alike(mine)
    assert found.passage == "Vandet er nu SÅ rent – at man kan bade hele året."
    assert found.share == 11 / 16


def test_a_long_passage_is_cut_and_its_lines_are_joined() -> None:
    long = "\n".join(f"ord{number} og så videre" for number in range(40))
    passage = alike(long, long).passage
    assert len(passage) == LONGEST_PASSAGE
    assert passage.startswith("ord0 og så videre ord1 og")
    assert passage.endswith("…")


@pytest.mark.parametrize(
    ("mine", "theirs", "share"),
    [
        ("Tak!", "tak 🙏", 1),
        ("Tak!", THEIRS.replace("Vandet", "Tak"), 0),
        ("🎉 🎉", "🎉🎉", 1),
        ("🎉", "🔥", 0),
        ("https://nordlys.example/a", "https://nordlys.example/a", 1),
        ("https://nordlys.example/a", "https://nordlys.example/b/c/d", 0),
        ("Se her https://nordlys.example/a", "Kom nu https://nordlys.example/a", 0),
        ("", THEIRS, 0),
        (THEIRS, "", 0),
        ("\u200b", "\u200b", 1),
    ],
)
def test_texts_of_a_word_a_sign_or_a_link_are_alike_when_they_are_the_same(mine: str, theirs: str, share: int) -> None:
    assert alike(mine, theirs).share == share


def test_the_same_words_on_another_network_have_other_fingerprints() -> None:
    assert not set(fingerprints("x", THEIRS)) & set(fingerprints("mastodon", THEIRS))


def test_fingerprints_stay_what_they_are_from_one_process_to_the_next() -> None:
    assert fingerprints("x", "Tak for i dag") == [7256889586949419922, 7209130856138786171]


def test_the_most_similar_of_several_counts_and_not_all_of_them_together() -> None:
    half, other = set(fingerprints("x", THEIRS[:48])), set(fingerprints("x", THEIRS[48:]))
    found = most_alike("x", THEIRS, [half, other])
    assert 0 < found.share < 1
    assert most_alike("x", THEIRS, []) == Likeness(0.0, "")


def test_of_the_longest_text_only_the_first_words_are_compared() -> None:
    assert len(fingerprints("x", "a b " * 16_000)) == MOST_WORDS - 2
    assert alike("a b " * 16_000, "a b a b").share == 1


def test_nothing_copied_is_nothing_and_all_of_it_is_one() -> None:
    caption, own = "Vores nye ovn er tændt.", "Sikke en forskel, når man står der selv!"
    assert copied("", (caption,)) == 0
    assert copied(own, ()) == 0
    assert copied(own, (caption,)) == 0
    assert copied(caption, (own, caption)) == 1
    assert copied("Ovn", ("ovn!",)) == 1
    assert copied("Ovn", ("En ovn",)) == 0


def test_a_long_text_is_compared_with_suggestions_in_linear_time() -> None:
    """The longest text against the longest suggestions, thrice: were it quadratic, this would not end."""
    long = "a b " * 16_000
    assert copied(long, (long, long, long)) == 1
