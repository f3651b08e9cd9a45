"""What people were promised, held against what the network really stored."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MARK = re.compile(r"\[(\d+)\]")
NEVER_SENT = frozenset({"cancelled", "missed", "refused"})
"""Final states in which nothing may be on the network."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """`duplicates` are copies too many. `lost`: nowhere though promised, or in a state that says otherwise or no end."""

    posts: int
    duplicates: int
    lost: int
    wrong: Sequence[str]

    def line(self, kills: int) -> str:
        return f"{kills} kills, {self.posts} posts, {self.duplicates} duplicates, {self.lost} lost"


def reckon(promised: Collection[int], rows: Sequence[Mapping[str, Any]], ledger: Sequence[str]) -> Reckoning:
    """`promised` are the marks of posts whose creation was answered; `rows` their rows; `ledger` all stored words."""
    stored = Counter(mark_of(words) for words in ledger)
    states = {mark_of(row["text"]): row["state"] for row in rows}
    wrong: list[str] = []
    duplicates = lost = 0
    for mark in sorted({*promised, *stored, *states}):
        state, copies = states.get(mark, "no row"), stored[mark]
        wanted = 0 if state in NEVER_SENT else 1
        duplicates += max(0, copies - wanted)
        missing = copies < wanted or state not in NEVER_SENT | {"published"}
        lost += missing
        if missing or copies != wanted:
            wrong.append(f"[{mark}] {state}, {copies} stored")
    return Reckoning(len(promised), duplicates, lost, wrong)


def mark_of(words: str) -> int:
    """The number that a post carries in its words."""
    found = MARK.search(words)
    assert found is not None, words
    return int(found[1])
