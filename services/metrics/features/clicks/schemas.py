"""A click as it travels from the redirect to the database."""

import json
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID


class Click(NamedTuple):
    """One visit: classes, and a hash that ends with the day. `at` is Unix time in milliseconds."""

    organisation_id: UUID
    link_id: UUID
    at: int
    kind: str
    referrer: str
    device: str
    visitor: bytes


def encode(clicks: Iterable[Click]) -> bytes:
    """A batch as JSON."""
    rows = [[c.organisation_id.hex, c.link_id.hex, c.at, c.kind, c.referrer, c.device, c.visitor.hex()] for c in clicks]
    return json.dumps(rows, separators=(",", ":")).encode()


def decode(batch: bytes) -> list[Click]:
    """The way back. Raises ValueError for anything else."""
    return [
        Click(UUID(hex=org), UUID(hex=link), int(at), kind, referrer, device, bytes.fromhex(visitor))
        for org, link, at, kind, referrer, device, visitor in json.loads(batch)
    ]
