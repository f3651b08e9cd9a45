"""The one statement that writes what became of posts. Its times are the database's."""

import json
from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from publisher.features.endings.schemas import Outcome

_END = text(
    "WITH r AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(post_id uuid, epoch int, held text,"
    " state text, reason_type text, reason text, wait float8, lateness int, tries int, checks int, empty_reads int,"
    " faults int, number int, outcome text, error_kind text, excerpt text, step jsonb, external_id text,"
    " external_url text, published_at timestamptz)),"
    " moved AS (UPDATE post p SET state = r.state, reason_type = r.reason_type, reason = r.reason,"
    " turn_at = CASE WHEN r.wait IS NULL THEN p.turn_at ELSE LEAST(clock_timestamp() + make_interval(secs => r.wait),"
    " p.due_at + make_interval(secs => r.lateness + 1)) END, lease_until = NULL, claimed_by = NULL,"
    " tries = p.tries + r.tries, faults = p.faults + r.faults,"
    " checks = CASE WHEN r.held = 'unknown' THEN p.checks + r.checks ELSE 0 END,"
    " empty_reads = CASE WHEN r.held = 'unknown' THEN p.empty_reads + r.empty_reads ELSE 0 END,"
    " external_id = COALESCE(r.external_id, p.external_id), external_url = COALESCE(r.external_url, p.external_url),"
    " evidence = CASE WHEN r.state = 'published' THEN 'confirmed' ELSE p.evidence END,"
    " published_at = CASE WHEN r.state = 'published' THEN COALESCE(r.published_at, clock_timestamp()) END,"
    " updated_at = clock_timestamp() FROM r"
    " WHERE p.organisation_id = :organisation AND p.id = r.post_id AND p.epoch = r.epoch AND p.state = r.held"
    " RETURNING p.id, p.share_id),"
    " tried AS (UPDATE attempt a SET finished_at = clock_timestamp(), outcome = r.outcome, error_kind = r.error_kind,"
    " excerpt = r.excerpt, step = COALESCE(r.step, a.step) FROM r JOIN moved ON moved.id = r.post_id"
    " WHERE a.organisation_id = :organisation AND a.post_id = r.post_id AND a.number = r.number)"
    " SELECT moved.id, s.programme_id, m.person_id FROM moved"
    " JOIN share s ON s.organisation_id = :organisation AND s.id = moved.share_id"
    " JOIN ambassador m ON m.organisation_id = :organisation AND m.id = s.ambassador_id"
)
_OUTCOME = tuple(one.name for one in fields(Outcome))


async def end_attempts(
    session: AsyncSession, organisation_id: UUID, outcomes: Sequence[Outcome]
) -> dict[UUID, tuple[UUID, UUID]]:
    """Write what became of posts that are still ours: (programme, person) by post."""
    rows = [{name: getattr(outcome, name) for name in _OUTCOME} for outcome in outcomes]
    found = await session.execute(_END, {"organisation": organisation_id, "rows": json.dumps(rows, default=str)})
    return {row.id: (row.programme_id, row.person_id) for row in found}
