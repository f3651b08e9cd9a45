"""Every statement about budgets. Times are the database's, as everywhere among publishers."""

import json
from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.ids import new_id
from publisher.features.budgets.schemas import Left, Noted, Purse

_NOTE = text(
    "INSERT INTO budget (organisation_id, id, network, instance, profile_id, span, remaining, most, unit, each, resets_at)"
    " SELECT :organisation, r.id, r.network, r.instance, r.profile, r.span, r.remaining, r.most, r.unit, r.each,"
    " clock_timestamp() + make_interval(secs => r.wait)"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(id uuid, network text, instance text, profile uuid, span text,"
    " remaining int, most int, unit text, each int, wait float8)"
    " LEFT JOIN profile f ON f.organisation_id = :organisation AND f.id = r.profile"
    " WHERE r.profile IS NULL OR f.id IS NOT NULL ORDER BY r.network, r.instance, r.profile, r.span"
    " ON CONFLICT (organisation_id, network, instance, COALESCE(profile_id, organisation_id), span) DO UPDATE SET"
    " remaining = EXCLUDED.remaining, most = EXCLUDED.most, unit = EXCLUDED.unit, each = EXCLUDED.each,"
    " resets_at = EXCLUDED.resets_at, updated_at = clock_timestamp()"
)
_STANDING = text(
    "SELECT organisation_id, network, instance, profile_id, span, remaining, most, unit, each,"
    " EXTRACT(EPOCH FROM resets_at - clock_timestamp())::float AS wait FROM budget WHERE resets_at > clock_timestamp()"
)
_FORGET = text("DELETE FROM budget WHERE resets_at < clock_timestamp() - interval '1 day'")


async def note_budgets(session: AsyncSession, organisation_id: UUID, notes: Sequence[Noted]) -> None:
    """Tell the others, within the organisation; profiles that are gone meanwhile are passed over."""
    rows = [
        {
            "id": str(new_id()),
            "network": note.purse.network,
            "instance": note.purse.instance,
            "profile": str(note.purse.profile_id) if note.purse.profile_id else None,
            "span": note.span,
            "remaining": note.left.left,
            "most": note.left.most,
            "unit": note.left.unit,
            "each": note.left.each,
            "wait": note.wait,
        }
        for note in notes
    ]
    await session.execute(_NOTE, {"organisation": organisation_id, "rows": json.dumps(rows)})


async def budgets(session: AsyncSession, *, at: float) -> Iterator[tuple[Purse, str, Left]]:
    """What all publishers know, of every organisation; `at` is this machine's steady clock now."""
    rows = await session.execute(_STANDING)
    return (
        (
            Purse(row.organisation_id, row.network, row.instance, row.profile_id),
            row.span,
            Left(row.remaining, row.most, row.unit, row.each, at + row.wait),
        )
        for row in rows
    )


async def forget_old(session: AsyncSession) -> None:
    """Delete what began anew long ago."""
    await session.execute(_FORGET)
