"""Every SQL statement of the audit log."""

from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from kernel.tables.ambassadors import Ambassador
from kernel.tables.audit import Event, EventHead
from kernel.tables.invitations import Invitation
from kernel.tables.organisations import Organisation
from kernel.tables.people import Person
from kernel.tables.programmes import Programme
from kernel.tables.stories import Story, StoryText

VERIFIED_AT_ONCE = 500


async def head(session: AsyncSession, organisation_id: UUID) -> EventHead | None:
    """The end of the chain, not locked."""
    return await session.get(EventHead, organisation_id)


async def chain(session: AsyncSession, organisation_id: UUID) -> AsyncGenerator[Event]:
    """The organisation's events from the first, a few hundred in memory at a time. Close it, if not read to the end."""
    listed = select(Event).where(col(Event.organisation_id) == organisation_id).order_by(col(Event.sequence))
    events = await session.stream_scalars(listed.execution_options(yield_per=VERIFIED_AT_ONCE))
    try:
        async for event in events:
            yield event
    finally:
        await events.close()


async def recently_done(session: AsyncSession, organisation_id: UUID, verb: str, subject_id: UUID, by: UUID) -> bool:
    """Whether this person did the same within the hour."""
    found = await session.execute(
        select(
            exists()
            .where(col(Event.organisation_id) == organisation_id, col(Event.verb) == verb)
            .where(col(Event.subject_id) == subject_id, col(Event.actor_id) == by)
            .where(col(Event.at) > func.clock_timestamp() - text("interval '1 hour'"))
        )
    )
    return found.scalar_one()


def _events(organisation_id: UUID, before: int | None, limit: int) -> Select[Event, str]:
    listed = (
        select(Event, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(Event.actor_id))
        .where(col(Event.organisation_id) == organisation_id)
        .order_by(col(Event.sequence).desc())
        .limit(limit)
    )
    return listed if before is None else listed.where(col(Event.sequence) < before)


async def events(
    session: AsyncSession, organisation_id: UUID, programmes: Sequence[UUID] | None, before: int | None, limit: int
) -> Sequence[Row[Event, str]]:
    """Events with their actor's name, newest first; only those of the given programmes where there are any given."""
    listed = _events(organisation_id, before, limit)
    if programmes is not None:
        listed = listed.where(col(Event.detail)["programme_id"].astext.in_([str(one) for one in programmes]))
    return (await session.execute(listed)).all()


async def events_about(
    session: AsyncSession, organisation_id: UUID, person_id: UUID, viewed: Sequence[str], before: int | None, limit: int
) -> Sequence[Row[Event, str]]:
    """Events about the person, and views of a list they were on at the time, newest first."""
    on_the_list = exists().where(
        col(Ambassador.organisation_id) == organisation_id,
        col(Ambassador.person_id) == person_id,
        col(Ambassador.programme_id) == col(Event.subject_id),
        col(Ambassador.created_at) <= col(Event.at),
        or_(col(Ambassador.left_at).is_(None), col(Ambassador.left_at) >= col(Event.at)),
    )
    about: ColumnElement[bool] = or_(col(Event.about_person_id) == person_id, col(Event.verb).in_(viewed) & on_the_list)
    return (await session.execute(_events(organisation_id, before, limit).where(about))).all()


async def names(session: AsyncSession, organisation_id: UUID, kind: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What things of this kind are called now; nothing for a kind without names."""
    found = _NAMED.get(kind)
    if found is None:
        return {}
    statement, key, owner = found
    rows = await session.execute(statement.where(owner == organisation_id, key.in_(ids)))
    return {row[0]: row[1] for row in rows}


_NAMED = {
    "person": (
        select(col(Person.id), col(Person.name)).join(Ambassador, col(Ambassador.person_id) == col(Person.id)),
        col(Person.id),
        col(Ambassador.organisation_id),
    ),
    "ambassador": (
        select(col(Ambassador.id), col(Person.name)).join(Person, col(Person.id) == col(Ambassador.person_id)),
        col(Ambassador.id),
        col(Ambassador.organisation_id),
    ),
    "organisation": (
        select(col(Organisation.id), col(Organisation.name)),
        col(Organisation.id),
        col(Organisation.id),
    ),
    "programme": (
        select(col(Programme.id), col(Programme.name)),
        col(Programme.id),
        col(Programme.organisation_id),
    ),
    "invitation": (
        select(col(Invitation.id), col(Invitation.label)),
        col(Invitation.id),
        col(Invitation.organisation_id),
    ),
    "story": (
        select(col(Story.id), col(StoryText.title)).join(
            StoryText,
            (col(StoryText.organisation_id) == col(Story.organisation_id))
            & (col(StoryText.story_id) == col(Story.id))
            & (col(StoryText.language) == col(Story.language)),
        ),
        col(Story.id),
        col(Story.organisation_id),
    ),
}
