"""How X weighs a text and what it makes a link of: written after twitter-text's configuration 3, apart from our own rules."""

import re
import unicodedata

import regex

HEAVIEST, SCALE, LINK = 280, 100, 23
RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
# Enough of the top levels for tests.
TOP_LEVELS = "com|org|net|dk|se|no|de|io|example|social|app|dev"
DOMAIN = rf"(?:[\w-]+\.)+(?:{TOP_LEVELS})(?![\w@-])"
URL = re.compile(
    rf"(?<![\w@/.#$-])(?:https?://)?{DOMAIN}(?::\d+)?(?:/[\w\-./%#?=&+~:@!$*',;()]*[\w\-/#=&+])?", re.IGNORECASE
)
WITH_SCHEME = re.compile(r"https?://", re.IGNORECASE)
# `example` is no top level of the world's; only with http:// does X take whatever comes.
BARE_IS_NONE = re.compile(r"\.example\b", re.IGNORECASE)
CASHTAG = re.compile(r"(?:^|\s)\$[A-Za-z]{1,6}\b")


def weigh(text: str) -> int:
    """The weighted length."""
    text = unicodedata.normalize("NFC", text)
    links = links_in(text)
    for link in links:
        text = text.replace(link, "", 1)
    total = 0
    for cluster in regex.findall(r"\X", text):
        if regex.search(
            r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\u20E3|\p{Regional_Indicator}", cluster
        ):
            total += 2 * SCALE
        else:
            total += sum(SCALE if any(low <= ord(c) <= high for low, high in RANGES) else 2 * SCALE for c in cluster)
    return total // SCALE + LINK * len(links)


def links_in(text: str) -> list[str]:
    """What becomes a t.co link."""
    found = (match.group() for match in URL.finditer(text))
    return [link for link in found if WITH_SCHEME.match(link) or not BARE_IS_NONE.search(link)]


def cashtags_in(text: str) -> int:
    return len(CASHTAG.findall(text))


def same(one: str, other: str) -> bool:
    """Whether X takes two texts for the same."""
    return unicodedata.normalize("NFC", one).split() == unicodedata.normalize("NFC", other).split()
