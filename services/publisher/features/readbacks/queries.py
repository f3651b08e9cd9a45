"""Every statement about posts whose answer was lost."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.db import enter
from publisher.features.deliveries.service import Claimed
from publisher.features.readbacks.schemas import Doubt

_CLAIM = text(
    "WITH due AS (SELECT organisation_id, id FROM post WHERE state = 'unknown' AND turn_at <= statement_timestamp()"
    " ORDER BY turn_at LIMIT :most FOR UPDATE SKIP LOCKED)"
    " UPDATE post p SET epoch = epoch + 1, claimed_by = :by, updated_at = clock_timestamp(),"
    " lease_until = clock_timestamp() + make_interval(secs => :lease),"
    " turn_at = clock_timestamp() + make_interval(secs => :lease)"
    " FROM due WHERE p.organisation_id = due.organisation_id AND p.id = due.id"
    " RETURNING p.organisation_id, p.id, p.epoch, p.profile_id, p.network, p.payload, p.payload_hash,"
    " COALESCE(p.idempotency_key, p.id::text) AS key, p.tries, p.faults, p.checks, p.empty_reads"
)
_DETAILS = text(
    "SELECT p.id, p.due_at, f.instance, t.sealed, g.lateness_minutes * 60 AS lateness, a.step, a.error_kind,"
    " COALESCE(a.number, 0) AS number, COALESCE(a.started_at, LEAST(p.due_at, clock_timestamp())) AS started_at,"
    " EXTRACT(EPOCH FROM clock_timestamp() - COALESCE(a.started_at, 'epoch'::timestamptz))::float AS age FROM post p"
    " JOIN profile f ON f.organisation_id = p.organisation_id AND f.id = p.profile_id"
    " JOIN share s ON s.organisation_id = p.organisation_id AND s.id = p.share_id"
    " JOIN programme g ON g.organisation_id = s.organisation_id AND g.id = s.programme_id"
    " LEFT JOIN LATERAL (SELECT number, step, started_at, error_kind FROM attempt WHERE organisation_id = p.organisation_id"
    " AND post_id = p.id ORDER BY number DESC LIMIT 1) a ON true"
    " LEFT JOIN profile_token t ON t.organisation_id = p.organisation_id AND t.profile_id = p.profile_id"
    " WHERE p.organisation_id = :organisation AND p.id = ANY(:posts)"
)
_NEXT_TURN = text(
    "SELECT EXTRACT(EPOCH FROM min(turn_at) - clock_timestamp())::float FROM post"
    " WHERE state = 'unknown' AND turn_at > statement_timestamp()"
)
_POST = (
    "organisation_id", "id", "epoch", "profile_id", "network", "payload", "payload_hash", "key", "tries", "faults",
)  # fmt: skip


async def claim_doubts(session: AsyncSession, *, most: int, by: str, lease: float) -> list[Doubt]:
    """Take posts of any organisation that it is time to look for; they stay unknown while that is done."""
    rows = (await session.execute(_CLAIM, {"most": most, "by": by, "lease": lease})).mappings().all()
    groups: dict[UUID, list[RowMapping]] = defaultdict(list)
    for row in rows:
        groups[row["organisation_id"]].append(row)
    doubts: list[Doubt] = []
    for organisation_id, group in groups.items():
        await enter(session, organisation_id)
        ids = {"organisation": organisation_id, "posts": [row["id"] for row in group]}
        details = {row["id"]: row for row in (await session.execute(_DETAILS, ids)).mappings()}
        doubts += [_doubt(row, details[row["id"]]) for row in group]
    return doubts


async def seconds_to_next_look(session: AsyncSession) -> float | None:
    """How long until a post is to be looked for; None when none is."""
    return await session.scalar(_NEXT_TURN)


def _doubt(row: RowMapping, found: RowMapping) -> Doubt:
    post = Claimed(
        **{name: row[name] for name in _POST},
        instance=found["instance"],
        due_at=found["due_at"],
        uncertain=True,
        sealed=found["sealed"],
        step=found["step"],
        number=found["number"],
        lateness=found["lateness"],
    )
    return Doubt(
        post,
        found["step"],
        found["started_at"],
        found["age"],
        row["checks"],
        row["empty_reads"],
        found["error_kind"],
    )
