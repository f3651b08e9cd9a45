"""Every statement about posts on their way. All times are the database's: no publisher's own clock decides anything."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.db import enter
from kernel.kit.ids import new_id
from kernel.tables.deliveries import STANDING
from kernel.tables.shares import LIVE_STATES
from publisher.features.deliveries.schemas import Claimed, Facts, Intent


def _lapse(which: str, faults: int) -> TextClause:
    return text(
        f"WITH lapsed AS (SELECT organisation_id, id FROM post WHERE state IN ('claimed', 'sending') AND {which}"  # noqa: S608
        " LIMIT 500 FOR UPDATE SKIP LOCKED)"
        " UPDATE post p SET state = CASE p.state WHEN 'sending' THEN 'unknown' ELSE 'scheduled' END,"
        " reason_type = CASE p.state WHEN 'sending' THEN 'answer-lost' END, reason = NULL, epoch = p.epoch + 1,"
        f" faults = p.faults + CASE p.state WHEN 'claimed' THEN {faults} ELSE 0 END, checks = 0, empty_reads = 0,"
        " turn_at = clock_timestamp() + make_interval(secs => CASE p.state WHEN 'sending' THEN :look ELSE 0 END),"
        " lease_until = NULL, claimed_by = NULL, updated_at = clock_timestamp()"
        " FROM lapsed WHERE p.organisation_id = lapsed.organisation_id AND p.id = lapsed.id RETURNING p.id"
    )


_LAPSE, _ABANDON = _lapse("turn_at <= statement_timestamp()", 1), _lapse("claimed_by = :by", 0)
# OFFSET 0 keeps the planner from reading every waiting post at once: it looks a profile up for each post that is due.
_DUE = (
    "SELECT organisation_id, id FROM post p"
    " WHERE state IN ('scheduled', 'retry_wait') AND turn_at <= statement_timestamp()"
    " AND NOT EXISTS (SELECT FROM post o WHERE o.organisation_id = p.organisation_id AND o.profile_id = p.profile_id"
    " AND (o.state IN ('claimed', 'sending')"
    " OR o.state IN ('scheduled', 'retry_wait') AND (o.turn_at, o.id) < (p.turn_at, p.id)) OFFSET 0)"
)
_TAKE = (
    " UPDATE post p SET state = 'claimed', epoch = epoch + 1, claimed_by = :by, updated_at = clock_timestamp(),"
    " lease_until = clock_timestamp() + make_interval(secs => :lease),"
    " turn_at = clock_timestamp() + make_interval(secs => :lease)"
    " FROM due WHERE p.organisation_id = due.organisation_id AND p.id = due.id"
    " RETURNING p.organisation_id, p.id, p.epoch, p.profile_id, p.network, p.payload, p.payload_hash,"
    " COALESCE(p.idempotency_key, p.id::text) AS key, p.tries, p.faults"
)
_CLAIM = text(f"WITH due AS ({_DUE} ORDER BY turn_at LIMIT :most FOR UPDATE SKIP LOCKED){_TAKE}")
_CLAIM_OF = text(
    "WITH due AS (SELECT d.organisation_id, d.id FROM unnest(CAST(:organisations AS uuid[])) w(id) CROSS JOIN LATERAL"  # noqa: S608
    f" ({_DUE} AND p.organisation_id = w.id ORDER BY turn_at LIMIT :each FOR UPDATE SKIP LOCKED) d){_TAKE}"
)
# One look in the index per organisation with anything planned, however much that is.
_WAITING = text(
    "WITH RECURSIVE o(id) AS ((SELECT organisation_id FROM post WHERE state IN ('scheduled', 'retry_wait')"
    " ORDER BY organisation_id LIMIT 1) UNION ALL SELECT (SELECT organisation_id FROM post"
    " WHERE state IN ('scheduled', 'retry_wait') AND organisation_id > o.id ORDER BY organisation_id LIMIT 1)"
    " FROM o WHERE o.id IS NOT NULL)"
    " SELECT o.id FROM o WHERE o.id <> ALL(CAST(:busy AS uuid[])) AND (SELECT true FROM post p"
    " WHERE p.organisation_id = o.id AND p.state IN ('scheduled', 'retry_wait')"
    " AND p.turn_at <= statement_timestamp() LIMIT 1) ORDER BY random() LIMIT :most"
)
_DETAILS = text(
    "SELECT p.id, p.due_at, f.instance, t.sealed, g.lateness_minutes * 60 AS lateness, a.step,"
    " COALESCE(a.number, 0) AS number, EXISTS (SELECT FROM attempt u WHERE u.organisation_id = p.organisation_id"
    " AND u.post_id = p.id AND COALESCE(u.outcome, 'unknown') = 'unknown') AS uncertain FROM post p"
    " JOIN profile f ON f.organisation_id = p.organisation_id AND f.id = p.profile_id"
    " JOIN share s ON s.organisation_id = p.organisation_id AND s.id = p.share_id"
    " JOIN programme g ON g.organisation_id = s.organisation_id AND g.id = s.programme_id"
    " LEFT JOIN profile_token t ON t.organisation_id = p.organisation_id AND t.profile_id = p.profile_id"
    " LEFT JOIN LATERAL (SELECT number, CASE WHEN payload_hash = p.payload_hash THEN step END AS step FROM attempt"
    " WHERE organisation_id = p.organisation_id AND post_id = p.id ORDER BY number DESC LIMIT 1) a ON true"
    " WHERE p.organisation_id = :organisation AND p.id = ANY(:posts)"
)
_NEXT_TURN = text(
    "SELECT EXTRACT(EPOCH FROM min(turn_at) - clock_timestamp())::float FROM post"
    " WHERE state IN ('scheduled', 'retry_wait', 'claimed', 'sending') AND turn_at > statement_timestamp()"
)
_RENEW_LEASE = text(
    "UPDATE post SET lease_until = clock_timestamp() + make_interval(secs => :lease),"
    " turn_at = clock_timestamp() + make_interval(secs => :lease)"
    " WHERE organisation_id = :organisation AND id = :post AND epoch = :epoch AND state = 'claimed' RETURNING id"
)
_FACTS = text(
    "SELECT p.id AS post_id, s.consent_id, m.person_id, s.programme_id, c.withdrawn_at IS NOT NULL AS consent_withdrawn,"  # noqa: S608
    " y.state AS story_state, m.state AS ambassador_state, f.state AS profile_state,"
    " COALESCE(g.ends_on < (statement_timestamp() AT TIME ZONE o.time_zone)::date, false) AS programme_over,"
    " EXISTS (SELECT FROM post l WHERE l.organisation_id = p.organisation_id AND l.share_id = p.share_id"
    f" AND l.profile_id = p.profile_id AND l.id <> p.id AND l.state IN {LIVE_STATES}) AS live_elsewhere,"
    " h.because AS stopped, COALESCE(h.kind = 'pause', false) AS paused,"
    " clock_timestamp() > p.due_at + make_interval(mins => g.lateness_minutes) AS late FROM post p"
    " JOIN organisation o ON o.id = p.organisation_id"
    " JOIN share s ON s.organisation_id = p.organisation_id AND s.id = p.share_id"
    " JOIN consent c ON c.organisation_id = s.organisation_id AND c.id = s.consent_id"
    " JOIN ambassador m ON m.organisation_id = s.organisation_id AND m.id = s.ambassador_id"
    " JOIN programme g ON g.organisation_id = s.organisation_id AND g.id = s.programme_id"
    " JOIN profile f ON f.organisation_id = p.organisation_id AND f.id = p.profile_id"
    " LEFT JOIN story y ON y.organisation_id = s.organisation_id AND y.id = s.story_id"
    f" LEFT JOIN LATERAL ({STANDING}) h ON true"
    " WHERE p.organisation_id = :organisation AND p.id = ANY(:posts)"
)
_BEGIN = text(
    "WITH r AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(attempt uuid, post uuid, epoch int,"
    " held text, number int, consent uuid, step jsonb)),"
    " moved AS (UPDATE post p SET state = 'sending', reason_type = NULL, reason = NULL, claimed_by = :by,"
    " lease_until = clock_timestamp() + make_interval(secs => :lease),"
    " turn_at = clock_timestamp() + make_interval(secs => :lease), updated_at = clock_timestamp() FROM r"
    " WHERE p.organisation_id = :organisation AND p.id = r.post AND p.epoch = r.epoch AND p.state = r.held"
    " RETURNING p.id, p.payload_hash)"
    " INSERT INTO attempt (organisation_id, id, post_id, number, epoch, consent_id, payload_hash, step, started_at)"
    " SELECT :organisation, r.attempt, r.post, r.number, r.epoch, r.consent, moved.payload_hash, r.step,"
    " clock_timestamp() FROM r JOIN moved ON moved.id = r.post RETURNING post_id"
)


async def lapse_leases(session: AsyncSession, *, look: float) -> None:
    """Take posts from publishers whose lease is over: what was being sent is unknown, the rest is scheduled again."""
    await session.execute(_LAPSE, {"look": look})


async def abandon_posts(session: AsyncSession, *, by: str, look: float) -> int:
    """Give up what this publisher holds: what was being sent is unknown, the rest is scheduled again. How many."""
    return len((await session.scalars(_ABANDON, {"by": by, "look": look})).all())


async def claim_posts(session: AsyncSession, *, most: int, by: str, lease: float) -> list[Claimed]:
    """Take due posts of any organisation, the one that is due longest first, one per profile."""
    return await _claimed(session, (await session.execute(_CLAIM, {"most": most, "by": by, "lease": lease})).mappings())


async def claim_posts_of(
    session: AsyncSession, organisations: Sequence[UUID], *, each: int, by: str, lease: float
) -> list[Claimed]:
    """Take up to `each` due posts of each of these organisations."""
    values = {"organisations": list(organisations), "each": each, "by": by, "lease": lease}
    return await _claimed(session, (await session.execute(_CLAIM_OF, values)).mappings())


async def organisations_waiting(session: AsyncSession, *, busy: Sequence[UUID], most: int) -> Sequence[UUID]:
    """Organisations other than the `busy` ones of which something is due; a random few where they are many."""
    return (await session.scalars(_WAITING, {"busy": list(busy), "most": most})).all()


async def _claimed(session: AsyncSession, rows: Iterable[RowMapping]) -> list[Claimed]:
    groups: dict[UUID, list[RowMapping]] = defaultdict(list)
    for row in rows:
        groups[row["organisation_id"]].append(row)
    claimed: list[Claimed] = []
    for organisation_id, group in groups.items():
        await enter(session, organisation_id)
        ids = {"organisation": organisation_id, "posts": [row["id"] for row in group]}
        details = {row["id"]: row for row in (await session.execute(_DETAILS, ids)).mappings()}
        claimed += [Claimed(**{**row, **details[row["id"]]}) for row in group]
    return claimed


async def seconds_to_next_turn(session: AsyncSession) -> float | None:
    """How long until a post is due or a lease is over; None when nothing waits."""
    return await session.scalar(_NEXT_TURN)


async def renew_lease(session: AsyncSession, post: Claimed, *, lease: float) -> bool:
    """Hold the post for longer. False when it is no longer ours."""
    ids = {"organisation": post.organisation_id, "post": post.id, "epoch": post.epoch, "lease": lease}
    return await session.scalar(_RENEW_LEASE, ids) is not None


async def facts_of(session: AsyncSession, organisation_id: UUID, posts: Sequence[UUID]) -> dict[UUID, Facts]:
    """What stands for or against sending these posts, now."""
    rows = await session.execute(_FACTS, {"organisation": organisation_id, "posts": list(posts)})
    return {row["post_id"]: Facts(**row) for row in rows.mappings()}


async def begin_attempts(
    session: AsyncSession, organisation_id: UUID, intents: Mapping[UUID, tuple[Intent, Facts]], *, by: str, lease: float
) -> set[UUID]:
    """Write the attempts and move their posts to sending. The posts for which that was done: they were still ours."""
    rows = [
        {
            "attempt": new_id(),
            "post": post_id,
            "epoch": intent.post.epoch,
            "held": intent.held,
            "number": intent.post.number + 1,
            "consent": facts.consent_id,
            "step": intent.state,
        }
        for post_id, (intent, facts) in intents.items()
    ]
    found = await session.scalars(
        _BEGIN, {"organisation": organisation_id, "rows": _json(rows), "by": by, "lease": lease}
    )
    return set(found)


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, default=str)
