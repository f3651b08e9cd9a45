"""Making tracked links."""

import secrets
import string
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.features.links.policy import may_track
from kernel.tables.links import Link

LETTERS = string.ascii_letters + string.digits
LENGTH = 12
"""Letters of a code: 12 × log2(62) = 71 bits, past guessing."""


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def address_of(public_url: str, code: str) -> str:
    """The link as it stands in a post."""
    return f"{public_url}/l/{code}"


def placeholder(public_url: str) -> str:
    """An address exactly as long as a tracked link: what is shown and measured before the link is made."""
    return address_of(public_url, "x" * LENGTH)


def is_tracked(destination: str, domains: list[str]) -> bool:
    """Whether an ambassador's own destination gets a tracked link."""
    return may_track(destination, domains)


def add_link(
    session: AsyncSession, *, organisation_id: UUID, programme_id: UUID, ambassador_id: UUID, story_id: UUID | None,
    post_id: UUID, network: str, destination: str, code: str,
) -> None:  # fmt: skip
    """Write the post's link."""
    session.add(
        Link(
            organisation_id=organisation_id,
            programme_id=programme_id,
            ambassador_id=ambassador_id,
            story_id=story_id,
            post_id=post_id,
            network=network,
            destination=destination,
            code=code,
        )
    )
