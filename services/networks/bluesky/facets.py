"""What in a text is a link, a tag or a mention. The network does not look for them itself: it is told, by UTF-8 bytes."""

import regex

from networks.drafts import State
from networks.text import HASHTAG, count_graphemes, link_spans

MENTION = regex.compile(
    r"(?<![\w@./=&-])@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\w@-])",
    regex.IGNORECASE,
)
LONGEST_TAG = 64
LINK, TAG, NAME = (f"app.bsky.richtext.facet#{kind}" for kind in ("link", "tag", "mention"))


def find_facets(text: str) -> list[State]:
    """Links and tags, in the order of the text."""
    links = link_spans(text)
    facets = [facet(text, start, end, {"$type": LINK, "uri": text[start:end]}) for start, end in links]
    for found in HASHTAG.finditer(text):
        tag = found.group()[1:]
        if not _inside(links, found.start()) and count_graphemes(tag) <= LONGEST_TAG:
            facets.append(facet(text, found.start(), found.end(), {"$type": TAG, "tag": tag}))
    return sorted(facets, key=lambda item: item["index"]["byteStart"])


def find_mentions(text: str) -> list[State]:
    """The handles that a text mentions, still without the accounts behind them."""
    links = link_spans(text)
    return [
        {"handle": found.group(1).lower(), "index": _index(text, found.start(), found.end())}
        for found in MENTION.finditer(text)
        if not _inside(links, found.start())
    ]


def mention_facet(mention: State, did: str) -> State:
    """A mention whose account was found."""
    return {"index": mention["index"], "features": [{"$type": NAME, "did": did}]}


def facet(text: str, start: int, end: int, feature: State) -> State:
    """Say what the text is from code point `start` to before `end`."""
    return {"index": _index(text, start, end), "features": [feature]}


def _index(text: str, start: int, end: int) -> dict[str, int]:
    return {"byteStart": len(text[:start].encode()), "byteEnd": len(text[:end].encode())}


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)
