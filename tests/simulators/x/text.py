"""How X weighs a text and what it makes a link of: written after twitter-text's configuration 3, apart from our own rules."""

import re
import unicodedata

import regex

HEAVIEST, SCALE, LINK = 280, 100, 23
RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
# Enough of the top levels for tests; behind http:// X takes whatever there may be.
TOP_LEVELS = "com|org|net|dk|se|no|nu|de|io|social|app|dev"
REST = r"(?![\w@-])(?::\d+)?(?:/[\w\-./%#?=&+~:@!$*',;()]*[\w\-/#=&+])?(?:\?[\w=&]+)?"
URL = re.compile(
    rf"(?<![\w@/.#$-])(?:https?://(?:[\w-]+\.)+[^\W\d_]{{2,}}|(?:[\w-]+\.)+(?:{TOP_LEVELS})){REST}", re.IGNORECASE
)
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
    return [match.group() for match in URL.finditer(text)]


def cashtags_in(text: str) -> int:
    return len(CASHTAG.findall(text))


def same(one: str, other: str) -> bool:
    """Whether X takes two texts for the same."""
    return unicodedata.normalize("NFC", one).split() == unicodedata.normalize("NFC", other).split()
