"""How much of a text is another's: normalised words, and fingerprints of every run of three of them.

A fingerprint is compared without the other text being read. Runs (w-shingling: Broder 1997, "On the resemblance and
containment of documents") rather than one digest per text, because a changed word, another order of sentences or a
sentence of one's own leaves the rest of what was copied as it was. Every run is kept, none sampled: posts are short.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, islice, pairwise
from operator import itemgetter

import regex

from networks.text import LINK

RUN = 3
"""Words in a run. Two are a turn of phrase; of four, a single changed word in a short sentence would hide most."""
MOST_WORDS = 1_000
"""Of a longer text only so many first words are compared: a network with longer posts has none of one story."""
LONGEST_PASSAGE = 160
PIECE = regex.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word, and where in the text it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of a text's words are another's, 0 to 1, and the longest passage of it that is."""

    share: float
    passage: str


def words_of(text: str) -> list[str]:
    """The words of a text, whatever their case, signs and invisible characters."""
    plain = regex.sub(r"\p{Cf}", "", unicodedata.normalize("NFKC", text).casefold())
    return regex.findall(r"\w+", plain)


def copied(text: str, captions: Iterable[str]) -> float:
    """Which share of the text's word pairs stands in the suggestion that it is most like, 0 to 1."""
    own = words_of(text)
    pairs = Counter(pairwise(own))
    if not pairs:
        return float(any(own and own == words_of(caption) for caption in captions))
    known = (words_of(caption) for caption in captions)
    kept = ((pairs & Counter(pairwise(words))).total() for words in known)
    return max(kept, default=0) / pairs.total()


def fingerprints(network: str, text: str) -> list[int]:
    """One number of 64 bits for each run of words, in order; they are alike only on the same network.

    Links are left out. A text without words, of a link or an emoji, is one word as it stands; one shorter than a run is
    one run.
    """
    return [_fingerprint(network, run) for run in _runs([word.word for word in _words(text)])]


def likeness(network: str, text: str, known: Collection[int]) -> Likeness:
    """How much of `text` is covered by runs whose fingerprints are known from one other text."""
    words = _words(text)
    same = [False] * len(words)
    for number, run in enumerate(_runs([word.word for word in words])):
        if _fingerprint(network, run) in known:
            same[number : number + len(run)] = [True] * len(run)
    if not any(same):
        return Likeness(0.0, "")
    stretches = [list(group) for alike, group in groupby(zip(same, words, strict=True), itemgetter(0)) if alike]
    longest = max(stretches, key=len)
    return Likeness(sum(same) / len(same), _quote(text, longest[0][1].start, longest[-1][1].end))


def most_alike(network: str, text: str, others: Iterable[Collection[int]]) -> Likeness:
    """The likeness to that of several other texts which it is most like."""
    found = (likeness(network, text, known) for known in others)
    return max(found, key=lambda one: one.share, default=Likeness(0.0, ""))


def _words(text: str) -> list[Word]:
    bare = LINK.sub(lambda link: " " * len(link.group()), text)
    words = list(islice(_pieces(bare), MOST_WORDS))
    signs = unicodedata.normalize("NFKC", "".join(text.split()))
    return words or ([Word(signs, 0, len(text))] if signs else [])


def _pieces(text: str) -> Iterator[Word]:
    for piece in PIECE.finditer(text):
        for word in words_of(piece.group()):
            yield Word(word, piece.start(), piece.end())


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + RUN]) for at in range(max(len(words) - RUN, 0) + 1)] if words else []


def _fingerprint(network: str, run: Sequence[str]) -> int:
    digest = blake2b("\x1f".join((network, *run)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _quote(text: str, start: int, end: int) -> str:
    passage = " ".join(text[start:end].split())
    return passage if len(passage) <= LONGEST_PASSAGE else passage[: LONGEST_PASSAGE - 1].rstrip() + "…"
