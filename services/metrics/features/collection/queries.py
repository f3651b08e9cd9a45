"""What is read and written of posts, profiles and their readings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.ids import new_id
from kernel.tables.readings import PostReading, ProfileReading


@dataclass(frozen=True, slots=True)
class Published:
    """A post that is out there."""

    profile_id: UUID
    network: str
    external_id: str
    external_url: str | None
    published_at: datetime


_PUBLISHED = text(
    "SELECT profile_id, network, external_id, external_url, published_at FROM post"
    " WHERE organisation_id = :organisation AND id = :post AND state = 'published' AND mode = 'api'"
    " AND external_id IS NOT NULL AND published_at IS NOT NULL"
)
_CONNECTED = text(
    "SELECT network FROM profile WHERE organisation_id = :organisation AND id = :profile"
    " AND state IN ('connected', 'expiring')"
)


async def published_post(session: AsyncSession, organisation_id: UUID, post_id: UUID) -> Published | None:
    """The post, if it was published through an API."""
    row = (await session.execute(_PUBLISHED, {"organisation": organisation_id, "post": post_id})).one_or_none()
    return None if row is None else Published(*row)


async def connected_network(session: AsyncSession, organisation_id: UUID, profile_id: UUID) -> str | None:
    """The network of a profile that is connected, else None."""
    return await session.scalar(_CONNECTED, {"organisation": organisation_id, "profile": profile_id})


def add_post_readings(
    session: AsyncSession, organisation_id: UUID, post_id: UUID, counts: Mapping[str, int | None], as_of: datetime
) -> None:
    """Write what the network said of a post."""
    session.add_all(
        PostReading(
            organisation_id=organisation_id,
            id=new_id(),
            post_id=post_id,
            metric=metric,
            value=value,
            source="network",
            as_of=as_of,
            definition=f"{metric}-1",
        )
        for metric, value in counts.items()
    )


def add_profile_reading(
    session: AsyncSession, organisation_id: UUID, profile_id: UUID, followers: int | None, as_of: datetime
) -> None:
    """Write how many follow a profile."""
    session.add(
        ProfileReading(
            organisation_id=organisation_id,
            profile_id=profile_id,
            metric="followers",
            value=followers,
            source="network",
            as_of=as_of,
            definition="followers-1",
        )
    )
