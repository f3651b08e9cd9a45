"""What pages say of themselves, however they are written."""

from typing import Any

import pytest

from kernel.kit.webpages import LONGEST_DESCRIPTION, LONGEST_TITLE, WebPage, read_html

HERE = "https://nordlys.example/nyt/ovn?x=1"


def read(html: str) -> WebPage:
    return read_html(html, HERE)


def meta(name: str, content: str, key: str = "property") -> str:
    return f'<meta {key}="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (meta("og:title", "A") + "<title>B</title>", {"title": "A"}),
        ("<title> B\n  b </title>", {"title": "B b"}),
        ("<svg><title>icon</title></svg>", {"title": "icon"}),
        (meta("og:title", "first") + meta("og:title", "second"), {"title": "first"}),
        (meta("OG:Title", "A", "name"), {"title": "A"}),
        (meta("og:title", "R&amp;D &lt;b&gt;"), {"title": "R&D <b>"}),
        (meta("og:title", "a&#0;b\u200b c&#x2028;d"), {"title": "a\ufffdb c d"}),
        (meta("description", "D", "name"), {"description": "D"}),
        (meta("og:image", "/a.png"), {"image_url": "https://nordlys.example/a.png"}),
        (meta("og:image", "//cdn.example/a.png"), {"image_url": "https://cdn.example/a.png"}),
        (meta("twitter:image", "a.png", "name"), {"image_url": "https://nordlys.example/nyt/a.png"}),
        (meta("og:image", "data:image/svg+xml,x"), {"image_url": ""}),
        (meta("og:image", "javascript:alert(1)"), {"image_url": ""}),
        (meta("og:image", "http://[::1"), {"image_url": ""}),
        (meta("og:image", "/" + "x" * 2_000), {"image_url": ""}),
        ('<link rel="alternate canonical" href="/ovn">', {"url": "https://nordlys.example/ovn"}),
        (meta("og:url", "/ovn"), {"url": "https://nordlys.example/ovn"}),
        (meta("og:url", "https://evil.example/"), {"url": HERE}),
        (meta("og:url", "http://nordlys.example/"), {"url": HERE}),
        ('<html lang="da-DK">', {"language": "da"}),
        ('<html lang="EN">', {"language": "en"}),
        ('<html lang="&quot;><script>">', {"language": ""}),
        ("", {"title": "", "description": "", "site_name": "", "language": "", "image_url": "", "url": HERE}),
        ("\0\ufffd<<<>>>&&&", {"title": ""}),
    ],
)
def test_a_page_is_taken_at_its_word_within_bounds(html: str, said: dict[str, Any]) -> None:
    page = read(html)
    assert {name: getattr(page, name) for name in said} == said


def test_long_words_are_cut_with_a_sign() -> None:
    page = read(meta("og:title", "x" * 5_000) + meta("og:description", "y" * 50_000))
    assert (len(page.title), page.title[-1]) == (LONGEST_TITLE, "…")
    assert (len(page.description), page.description[-1]) == (LONGEST_DESCRIPTION, "…")


HARD = {
    "deep": "<div>" * 200_000,
    "many": "<meta content=x>" * 100_000,
    "open": "<a b='" + "c" * 2_000_000,
    "signs": "&amp;" * 400_000,
}


@pytest.mark.parametrize("kind", HARD)
def test_a_page_made_to_be_hard_is_read_all_the_same(kind: str) -> None:
    """The deep one would take a quarter of an hour, were it read whole."""
    assert read(meta("og:title", "A") + HARD[kind]).title == "A"
