"""How Mastodon reads a post: what in it is a link, a mention or a hashtag, how long it is, and the HTML it becomes.

Follows StatusLengthValidator and TextFormatter with one difference: a link may go to any host, 127.0.0.1 among them,
because the tracked links of a Fortaler on this machine do.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Literal, NamedTuple, TypeAlias

import regex

MAX_CHARACTERS = 500
CHARACTERS_PER_URL = 23

Kind: TypeAlias = Literal["text", "url", "mention", "hashtag"]

_URL = regex.compile(
    r"(?<![A-Za-z0-9@\uFF20$#\uFF03])https?://[\p{L}\p{N}\[](?:[^\s<>\"\u201C\u201D\u300C\u300D])*", regex.IGNORECASE
)
_MENTION = regex.compile(r"(?<![=/\w])@(?P<user>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?P<host>@[\w.-]+\w)?", regex.IGNORECASE)
_HASHTAG = regex.compile(r"(?<![=/)\w])[#\uFF03](?P<tag>\w*[\p{L}_]\w*)")
_GRAPHEME = regex.compile(r"\X")
_SCHEME = regex.compile(r"https?://(?:www\.)?", regex.IGNORECASE)
_SHOWN_OF_URL = 30
_BRACKETS = {")": "(", "]": "["}


class Piece(NamedTuple):
    """A stretch of a post."""

    kind: Kind
    text: str


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into links, mentions, hashtags and the words between; joined again they are the text."""
    done = 0
    for match in _URL.finditer(text):
        url = _without_trailing_marks(match.group())
        yield from _words(text[done : match.start()])
        yield Piece("url", url)
        done = match.start() + len(url)
    yield from _words(text[done:])


def count_characters(text: str, spoiler_text: str = "") -> int:
    """Characters as Mastodon counts them against its limit.

    They are the graphemes of content warning and text together, with every link as 23 and `@user@host` as `@user`.
    """
    counted = "".join(_countable(piece) for piece in pieces(text))
    return sum(1 for _ in _GRAPHEME.finditer(spoiler_text + counted))


def mentioned(text: str) -> list[str]:
    """The user names a text addresses on this server."""
    return [piece.text[1:] for piece in pieces(text) if piece.kind == "mention" and "@" not in piece.text[1:]]


def hashtags(text: str) -> list[str]:
    """The hashtags of a text without their hash marks, each once."""
    return list(dict.fromkeys(piece.text[1:] for piece in pieces(text) if piece.kind == "hashtag"))


def to_html(text: str, base: str, is_known: Callable[[str], bool]) -> str:
    """A post's `content` as Mastodon's API gives it; `base` is this server's address, `is_known` tells its users."""
    paragraphs = regex.split(r"\n{2,}", text.replace("\r\n", "\n").strip("\n"))
    return "".join(f"<p>{_paragraph(paragraph, base, is_known)}</p>" for paragraph in paragraphs)


def _paragraph(text: str, base: str, is_known: Callable[[str], bool]) -> str:
    return "".join(_to_html(piece, base, is_known) for piece in pieces(text)).replace("\n", "<br />")


def _to_html(piece: Piece, base: str, is_known: Callable[[str], bool]) -> str:
    text, name = escape(piece.text), escape(piece.text[1:])
    if piece.kind == "url":
        return _link(piece.text)
    if piece.kind == "hashtag":
        return f'<a href="{base}/tags/{name}" class="mention hashtag" rel="tag">#<span>{name}</span></a>'
    if piece.kind == "mention" and is_known(piece.text[1:]):
        link = f'<a href="{base}/@{name}" class="u-url mention">@<span>{name}</span></a>'
        return f'<span class="h-card" translate="no">{link}</span>'
    return text


def _link(url: str) -> str:
    scheme = _SCHEME.match(url)
    hidden = scheme.group() if scheme else ""
    shown, rest = url[len(hidden) :][:_SHOWN_OF_URL], url[len(hidden) + _SHOWN_OF_URL :]
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener noreferrer" translate="no">'
        f'<span class="invisible">{escape(hidden)}</span><span class="{"ellipsis" if rest else ""}">{escape(shown)}'
        f'</span><span class="invisible">{escape(rest)}</span></a>'
    )


def _words(text: str) -> Iterator[Piece]:
    done = 0
    for match in regex.finditer(f"{_MENTION.pattern}|{_HASHTAG.pattern}", text, regex.IGNORECASE):
        if match.start() > done:
            yield Piece("text", text[done : match.start()])
        yield Piece("mention" if match.group().startswith("@") else "hashtag", match.group())
        done = match.end()
    if done < len(text):
        yield Piece("text", text[done:])


def _countable(piece: Piece) -> str:
    if piece.kind == "url":
        return "x" * CHARACTERS_PER_URL
    if piece.kind == "mention":
        return "@" + piece.text[1:].split("@")[0]
    return piece.text


def _without_trailing_marks(url: str) -> str:
    """A link ends before the punctuation of the sentence around it, and before a bracket it did not open."""
    while True:
        last = url[-1]
        unopened = last in _BRACKETS and url.count(last) > url.count(_BRACKETS[last])
        ending = ".,;:!?*'$%~|@([" if "?" in url else ".,;:!?*'$%~|@([=&"
        if not unopened and last not in ending:
            return url
        url = url[:-1]
