"""A click as it travels from the redirect to the database."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from kernel.tables.base import values_of
from kernel.tables.links import ClickKind, DeviceClass, RefererClass

KINDS = frozenset(values_of(ClickKind))
REFERRERS = frozenset(values_of(RefererClass))
DEVICES = frozenset(values_of(DeviceClass))


class Click(NamedTuple):
    """One visit: classes, and a hash that ends with the day. Ids and hash in hex; `at` is Unix time in milliseconds."""

    organisation: str
    link: str
    at: int
    kind: str
    referrer: str
    device: str
    visitor: str

    @property
    def organisation_id(self) -> UUID:
        """As the database has it."""
        return UUID(hex=self.organisation)

    @property
    def link_id(self) -> UUID:
        """As the database has it."""
        return UUID(hex=self.link)


def encode(clicks: Iterable[Click]) -> bytes:
    """A batch as lines of comma-separated words: none of them can hold either sign."""
    return "\n".join([f"{c[0]},{c[1]},{c[2]},{c[3]},{c[4]},{c[5]},{c[6]}" for c in clicks]).encode("ascii")


def decode(batch: bytes) -> list[Click]:
    """The way back. Raises ValueError for anything else."""
    return [_click(line) for line in batch.decode("ascii").split("\n")]


def _click(line: str) -> Click:
    organisation, link, at, kind, referrer, device, visitor = line.split(",")
    bytes.fromhex(visitor)
    if kind not in KINDS or referrer not in REFERRERS or device not in DEVICES:
        raise ValueError(kind)
    return Click(UUID(hex=organisation).hex, UUID(hex=link).hex, int(at), kind, referrer, device, visitor)
