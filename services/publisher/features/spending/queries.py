"""What a month's calls were, from what is stored of them anyway."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.tables.profiles import NetworkApp
from publisher.features.spending.schemas import Calls

# What was certainly not taken is not billed; what is being sent, or was lost, may be.
_CALLS = text(
    "WITH sent AS (SELECT p.payload -> 'payload' AS payload FROM attempt a"
    " JOIN post p ON p.organisation_id = a.organisation_id AND p.id = a.post_id"
    " JOIN profile f ON f.organisation_id = p.organisation_id AND f.id = p.profile_id"
    " WHERE a.organisation_id = :organisation AND f.network = :network AND a.started_at >= :month"
    " AND a.outcome IS DISTINCT FROM 'not_sent'),"
    " ours AS (SELECT p.id, p.checks, p.updated_at FROM post p"
    " JOIN profile f ON f.organisation_id = p.organisation_id AND f.id = p.profile_id"
    " WHERE p.organisation_id = :organisation AND f.network = :network AND p.mode = 'api')"
    " SELECT (SELECT count(*) FROM sent WHERE COALESCE(jsonb_array_length(payload -> 'links'), 0) > 0) AS linked,"
    " (SELECT count(*) FROM sent WHERE COALESCE(jsonb_array_length(payload -> 'links'), 0) = 0) AS plain,"
    " (SELECT count(*) FROM sent, jsonb_array_elements(COALESCE(payload -> 'pictures', '[]')) picture"
    " WHERE btrim(picture ->> 'alt') <> '') AS described,"
    " (SELECT COALESCE(sum(checks), 0) FROM ours WHERE updated_at >= :month) AS looks,"
    " (SELECT count(DISTINCT (r.post_id, r.as_of)) FROM post_reading r JOIN ours ON ours.id = r.post_id"
    " WHERE r.organisation_id = :organisation AND r.source = 'api' AND r.as_of >= :month) AS readings,"
    " (SELECT COALESCE(sum(ceil(extract(epoch FROM CAST(:at AS timestamptz) - GREATEST(created_at, :month)) / 86400)), 0)"
    " FROM profile WHERE organisation_id = :organisation AND network = :network"
    " AND state IN ('connected', 'expiring') AND created_at < :at) AS profile_days"
)


async def app_of(session: AsyncSession, organisation_id: UUID, network: str) -> Mapping[str, Any]:
    """What is kept of the organisation's app beside its secrets; nothing where there is none."""
    query = select(NetworkApp).where(
        col(NetworkApp.organisation_id) == organisation_id,
        col(NetworkApp.network) == network,
        col(NetworkApp.instance) == "",
    )
    app = await session.scalar(query)
    return app.metadata_ if app else {}


async def take_turns(session: AsyncSession, organisation_id: UUID, network: str) -> None:
    """Wait until nobody else is about to spend on this network for this organisation, until the transaction ends."""
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
    await session.execute(lock, {"name": f"spending|{organisation_id}|{network}"})


async def calls_since(
    session: AsyncSession, organisation_id: UUID, network: str, *, month: datetime, at: datetime
) -> Calls:
    """What was called since the month's beginning."""
    found = await session.execute(
        _CALLS, {"organisation": organisation_id, "network": network, "month": month, "at": at}
    )
    return Calls(**{name: int(value) for name, value in found.mappings().one().items()})
