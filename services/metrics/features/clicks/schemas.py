"""A click as it travels from the redirect to the database: a line of text that Postgres takes apart itself."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from kernel.tables.base import values_of
from kernel.tables.links import ClickKind, DeviceClass, RefererClass

_CLASSES = ",".join(f"(?:{'|'.join(values_of(kind))})" for kind in (ClickKind, RefererClass, DeviceClass))
_LINE = rf"[0-9a-f]{{32}},[0-9a-f]{{32}},[0-9]{{13}},{_CLASSES},(?:[0-9a-f]{{2}}){{1,64}}"
_BATCH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_ORGANISATION_AND_TIME = re.compile(r"^([0-9a-f]{32}),[0-9a-f]{32},([0-9]{13})", re.MULTILINE)
_EPOCH = date(1970, 1, 1)
MILLISECONDS_A_DAY = 86_400_000


class Click(NamedTuple):
    """One visit: classes, and a hash that ends with the day. Ids and hash in hex; `at` is Unix time in milliseconds."""

    organisation: str
    link: str
    at: int
    kind: str
    referrer: str
    device: str
    visitor: str


class Lines(NamedTuple):
    """A batch that was looked at: `text` holds `clicks` clicks, on these UTC days of these organisations."""

    text: str
    clicks: int
    days: set[tuple[UUID, date]]


def encode(clicks: Iterable[Click]) -> bytes:
    """A batch as lines of comma-separated words: none of them can hold either sign."""
    return "\n".join([f"{c[0]},{c[1]},{c[2]},{c[3]},{c[4]},{c[5]},{c[6]}" for c in clicks]).encode("ascii")


def check(batch: bytes) -> Lines:
    """The batch, when every line of it is a click. Raises ValueError for anything else: Redis is not ours alone."""
    lines = batch.decode("ascii")
    if _BATCH.fullmatch(lines) is None:
        raise ValueError("not a batch of clicks")
    found = _ORGANISATION_AND_TIME.findall(lines)
    days = {(organisation, int(at) // MILLISECONDS_A_DAY) for organisation, at in found}
    return Lines(
        lines, len(found), {(UUID(hex=organisation), _EPOCH + timedelta(days=day)) for organisation, day in days}
    )
