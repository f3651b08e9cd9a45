import pytest

from practice.text import count_characters, hashtags, mentioned, pieces, to_html

LINK = "https://nordhavn.example/historier/natholdet?fra=mette"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Rødgrød med fløde", 17),
        ("cafe\N{COMBINING ACUTE ACCENT}", 4),
        ("👨‍👩‍👧‍👦", 1),
        ("🇩🇰🇸🇪", 2),
        ("1️⃣2️⃣", 2),
        ("漢字かな", 4),
        ("שלום", 4),
        (LINK, 23),
        ("http://a.dk", 23),
        (f"Læs {LINK}.", 28),
        (f"({LINK})", 25),
        ("https://da.wikipedia.example/wiki/Esbjerg_(by)", 23),
        ("https://bücher.example/ä", 23),
        ("https://example.com.", 24),
        ("http://127.0.0.1:8080/l/7fKq2mXa", 23),
        (f"{LINK}, {LINK}", 48),
        ("example.com", 11),
        ("xhttps://example.com", 20),
        ("@mette", 6),
        ("@mette@nordhavn.social hej", 10),
        ("mette@nordhavn.example", 22),
        ("https://nordhavn.example/@mette@a.social", 23),
        ("a\r\nb", 3),
    ],
)
def test_characters_are_counted_as_mastodon_counts_them(text: str, length: int) -> None:
    assert count_characters(text) == length


def test_the_content_warning_counts_with_the_text_and_its_links_count_whole() -> None:
    assert count_characters("fem..", "advarsel") == 13
    assert count_characters("", "https://example.com/a-long-address") == 34


@pytest.mark.parametrize("text", [f"A {LINK}; b @mette@x.dk #c\n\nd", "@a#b", "#1 #a1 ##", "http:// https://?", "@@"])
def test_the_pieces_of_a_text_make_the_text_again(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


def test_mentions_and_hashtags_are_found_once_and_in_order() -> None:
    text = "@mette og @jonas@andet.social om #Grøn #omstilling, #Grøn og #2026 i https://a.dk/#del"
    assert mentioned(text) == ["mette"]
    assert hashtags(text) == ["Grøn", "omstilling"]


def test_a_post_becomes_html_with_nothing_of_its_own() -> None:
    html = to_html('<script>"&\n\n@mette @ukendt #Vind', "http://p", lambda name: name == "mette")
    assert html == (
        "<p>&lt;script&gt;&quot;&amp;</p><p>"
        '<span class="h-card" translate="no"><a href="http://p/@mette" class="u-url mention">@<span>mette</span></a></span>'
        ' @ukendt <a href="http://p/tags/Vind" class="mention hashtag" rel="tag">#<span>Vind</span></a></p>'
    )


def test_a_link_leads_to_its_whole_address_and_shows_a_part_of_it() -> None:
    html = to_html(f"{LINK}&x=%22", "http://p", lambda _: False)
    assert f'href="{LINK}&amp;x=%22" target="_blank" rel="nofollow noopener noreferrer"' in html
    assert '<span class="ellipsis">nordhavn.example/historier/nat</span>' in html
