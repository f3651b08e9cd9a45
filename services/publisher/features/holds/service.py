"""Heeding holds, and noticing that the database was put back to an earlier time."""

import asyncio
import json
import logging
import os
import threading
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.jobs.enqueue import remind
from kernel.kit.db import enter, transaction_on
from kernel.tables.audit import append_event
from kernel.tables.deliveries import release_posts
from publisher.features.holds import queries
from publisher.features.holds.schemas import Standing

log = logging.getLogger(__name__)

NAME = "generation.json"
"""The file beside the blobs: what the publishers remember of the database."""
RESTORED = (
    "The database has been put back to an earlier time. Posts may have gone out since that it knows nothing of:"
    " run `fortaler restored`, which finds out."
)


class Holds:
    """What stands, as of the last look. `memory` is the folder that is not restored together with the database."""

    def __init__(self, engine: AsyncEngine, memory: Path | None = None) -> None:
        self._engine, self._file = engine, memory / NAME if memory else None
        self._standing: tuple[Standing, ...] = ()
        self._seen: datetime | None = None
        self._started = False

    def stop(self, organisation_id: UUID, network: str, instance: str, profile_id: UUID) -> bool:
        """Whether a hold is known that covers this profile."""
        return any(one.covers(organisation_id, network, instance, profile_id) for one in self._standing)

    async def heed(self) -> None:
        """Look once: hold what is due and may not be sent, end pauses whose app was changed, say that we are here."""
        await self._remember()
        async with transaction_on(self._engine) as session:
            standing = await queries.standing(session)
            for organisation_id in sorted(
                {one.organisation_id for one in standing if one.organisation_id and one.pause}
            ):
                await enter(session, organisation_id)
                await _end_pauses(session, organisation_id)
            self._standing = await queries.standing(session) if standing else ()
            everywhere = any(one.organisation_id is None for one in self._standing)
            due = set(await queries.organisations_with_due_posts(session)) if everywhere else set[UUID]()
            held = {one.organisation_id for one in self._standing if one.organisation_id is not None}
            for organisation_id in sorted(due | held):
                await enter(session, organisation_id)
                await queries.hold_due_posts(session, organisation_id)

    async def may_claim(self, session: AsyncSession) -> bool:
        """Whether this database is the one we know, no older, and nothing stops everything."""
        if not self._started:
            await self.heed()
        if await queries.is_forgotten(session, self._seen):
            await self._stand_still()
            return False
        return not any(one.organisation_id is None and not one.network for one in self._standing)

    async def _remember(self) -> None:
        """Write down, in the database and then outside it, that a publisher is at work; unless it has forgotten that."""
        if not self._started and self._file is not None:
            self._seen = await asyncio.to_thread(_read, self._file)
        async with transaction_on(self._engine) as session:
            forgotten = await queries.is_forgotten(session, self._seen)
            number, seen = (0, None) if forgotten else await queries.be_seen(session)
        if seen is None:
            await self._stand_still()
        else:
            self._seen = seen
            if self._file is not None:
                await asyncio.to_thread(_write, self._file, number, seen)
        self._started = True

    async def _stand_still(self) -> None:
        async with transaction_on(self._engine) as session:
            new = await queries.stand_still(session, RESTORED)
            self._standing = await queries.standing(session)
        if new:
            log.error("the database was put back to an earlier time: nothing is sent until that is settled")


async def pause_network(session: AsyncSession, organisation_id: UUID, profile_id: UUID, because: str) -> None:
    """A network refuses the organisation's app: send it nothing more until somebody has seen to that. Told once."""
    hold_id = await queries.pause_network(session, organisation_id, profile_id, because)
    if hold_id is not None:
        await append_event(session, organisation_id, "network.paused", subject_kind="hold", subject_id=hold_id)


async def _end_pauses(session: AsyncSession, organisation_id: UUID) -> None:
    for pause in await queries.end_pauses(session, organisation_id):
        posts = await release_posts(session, organisation_id, network=pause.network, instance=pause.instance)
        remind(session, "publisher")
        detail = {"network": pause.network, "posts": posts}
        await append_event(
            session, organisation_id, "network.resumed", subject_kind="hold", subject_id=pause.id, detail=detail
        )


def _read(file: Path) -> datetime | None:
    """When a publisher was last seen, as the file has it; None where there is none. Raises for one that is no memory."""
    try:
        return datetime.fromisoformat(json.loads(file.read_text())["seen_at"])
    except FileNotFoundError:
        return None


def _write(file: Path, number: int, seen: datetime) -> None:
    """Replace the file, so that whoever reads it finds a whole one. A folder that takes no file stops no publisher."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps({"number": number, "seen_at": seen.isoformat()}))
        draft.replace(file)
    except OSError as error:
        log.error("a restore would not be noticed: %s cannot be written (%s)", file.name, type(error).__name__)  # noqa: TRY400
