"""Ids as they come in from outside: text that may be anything."""

LARGEST = 2**63 - 1
"""SQLite's largest whole number."""


def to_id(text: str | None) -> int | None:
    """The id a text spells; None when it spells none."""
    if not text or not text.isascii() or not text.isdigit():
        return None
    number = int(text[:20])
    return number if number <= LARGEST else None
