"""What a redirect needs to know of a link."""

from typing import NamedTuple
from uuid import UUID


class Target(NamedTuple):
    """Where a link leads, and whose click it is."""

    organisation_id: UUID
    link_id: UUID
    destination: bytes
