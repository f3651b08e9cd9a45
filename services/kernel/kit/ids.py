"""Identifiers: UUIDv7, so that keys sort by the time they were made (RFC 9562 §5.7)."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()
