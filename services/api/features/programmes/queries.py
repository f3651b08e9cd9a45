"""Every SQL statement about programmes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.programmes import Programme


async def programmes(
    session: AsyncSession,
    organisation_id: UUID,
    ids: Sequence[UUID] | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Sequence[Programme]:
    """The organisation's programmes by name; only those with the given ids, where there are any given.

    `after` is the name and id of the one before.
    """
    wanted = select(Programme).where(col(Programme.organisation_id) == organisation_id)
    if ids is not None:
        wanted = wanted.where(col(Programme.id).in_(ids))
    if after is not None:
        wanted = wanted.where(tuple_(col(Programme.name), col(Programme.id)) > after)
    return (await session.scalars(wanted.order_by(col(Programme.name), col(Programme.id)).limit(limit))).all()


async def programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme | None:
    """One of the organisation's programmes."""
    return await session.get(Programme, (organisation_id, programme_id))


async def programme_for_update(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme | None:
    """The programme, locked until the transaction ends."""
    return await session.get(Programme, (organisation_id, programme_id), with_for_update=True, populate_existing=True)
