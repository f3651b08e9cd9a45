"""What a redirect needs to know of a link."""

from typing import NamedTuple


class Target(NamedTuple):
    """Where a link leads, and whose click it is (both ids in hex, as they travel in the stream)."""

    organisation: str
    link: str
    destination: bytes
