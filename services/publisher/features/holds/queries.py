"""Every statement of the publisher's about what stops posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.ids import new_id
from kernel.tables.deliveries import STANDING
from publisher.features.holds.schemas import Standing

_STANDING = text(
    "SELECT NULL AS organisation_id, network, '' AS instance, NULL AS profile_id, false AS pause FROM standstill"
    " UNION ALL SELECT organisation_id, network, instance, profile_id, kind = 'pause' FROM hold"
)
_DUE_ANYWHERE = text(
    "SELECT DISTINCT organisation_id FROM post WHERE state IN ('scheduled', 'retry_wait')"
    " AND turn_at <= statement_timestamp()"
)
_HOLD_DUE = text(
    "UPDATE post p SET state = 'held', reason = h.because, updated_at = clock_timestamp(),"  # noqa: S608
    " reason_type = CASE h.kind WHEN 'pause' THEN 'network-paused' ELSE 'stopped' END"
    f" FROM profile f CROSS JOIN LATERAL ({STANDING}) h"
    " WHERE p.organisation_id = :organisation AND f.organisation_id = p.organisation_id AND f.id = p.profile_id"
    " AND p.state IN ('scheduled', 'retry_wait') AND p.turn_at <= statement_timestamp()"
)
_PAUSE = text(
    "INSERT INTO hold (organisation_id, id, scope, kind, network, instance, because, app_hash)"
    " SELECT f.organisation_id, :id, 'network', 'pause', f.network, f.instance, :because, sha256(a.sealed)"
    " FROM profile f LEFT JOIN network_app a ON a.organisation_id = f.organisation_id AND a.network = f.network"
    " AND a.instance = f.instance WHERE f.organisation_id = :organisation AND f.id = :profile"
    " ON CONFLICT DO NOTHING RETURNING id"
)
_END_PAUSES = text(
    "DELETE FROM hold h USING network_app a WHERE h.organisation_id = :organisation AND h.kind = 'pause'"
    " AND a.organisation_id = h.organisation_id AND a.network = h.network AND a.instance = h.instance"
    " AND h.app_hash IS DISTINCT FROM sha256(a.sealed) RETURNING h.id, h.network, h.instance"
)
_FORGOTTEN = text("SELECT seen_at < CAST(:remembered AS timestamptz) FROM generation ORDER BY number DESC LIMIT 1")
_BEGIN_LIFE = text("INSERT INTO generation (number) VALUES (1) ON CONFLICT DO NOTHING")
_BE_SEEN = text(
    "UPDATE generation SET seen_at = GREATEST(seen_at, clock_timestamp()), updated_at = clock_timestamp()"
    " WHERE number = (SELECT max(number) FROM generation) RETURNING number, seen_at"
)
_STAND_STILL = text(
    "INSERT INTO standstill (kind, network, because) VALUES ('restore', '', :because) ON CONFLICT DO NOTHING RETURNING kind"
)


async def standing(session: AsyncSession) -> tuple[Standing, ...]:
    """Every hold of every organisation, and those over all of them."""
    return tuple(Standing(**row) for row in (await session.execute(_STANDING)).mappings())


async def organisations_with_due_posts(session: AsyncSession) -> Sequence[UUID]:
    """Where something is due now."""
    return (await session.scalars(_DUE_ANYWHERE)).all()


async def hold_due_posts(session: AsyncSession, organisation_id: UUID) -> None:
    """Hold what is due and may not be sent, in the words of the hold that has stood longest over it."""
    await session.execute(_HOLD_DUE, {"organisation": organisation_id})


async def pause_network(session: AsyncSession, organisation_id: UUID, profile_id: UUID, because: str) -> UUID | None:
    """Pause the network of this profile for the organisation; None where it is paused already."""
    values = {"organisation": organisation_id, "profile": profile_id, "because": because, "id": new_id()}
    return await session.scalar(_PAUSE, values)


async def end_pauses(session: AsyncSession, organisation_id: UUID) -> Sequence[Row[Any]]:
    """Delete pauses whose app is no longer the one that was refused; `id`, `network` and `instance` of each."""
    return (await session.execute(_END_PAUSES, {"organisation": organisation_id})).all()


async def is_forgotten(session: AsyncSession, remembered: datetime | None) -> bool:
    """Whether this database knows of no publisher so late; one in which no publisher has ever been is a new one.

    Compared within the statement: what is remembered was committed before it began, whoever writes meanwhile.
    """
    return remembered is not None and await session.scalar(_FORGOTTEN, {"remembered": remembered}) is True


async def be_seen(session: AsyncSession) -> tuple[int, datetime]:
    """Write that a publisher is at work now, in which life and when; the first one of all begins the first life.

    Never earlier than before: a clock that is set back is no restore.
    """
    await session.execute(_BEGIN_LIFE)
    row = (await session.execute(_BE_SEEN)).one()
    return row.number, row.seen_at


async def stand_still(session: AsyncSession, because: str) -> bool:
    """Stop everything everywhere after a restore nobody told of. False where that stands already."""
    return await session.scalar(_STAND_STILL, {"because": because}) is not None
