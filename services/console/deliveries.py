"""Stopping what goes out, letting it go again, and beginning anew after a restore: the operator's side of deliveries."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import typer
from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from console.owner import as_owner
from kernel.tables.audit import append_event
from kernel.tables.deliveries import Hold, Standstill, release_posts
from kernel.tables.organisations import Organisation
from networks.registry import NETWORKS

Result = TypeVar("Result")
BEFORE = timedelta(minutes=10)
"""How much earlier than the last sign of a publisher posts are doubted after a restore."""
STANDSTILL, HOLD = SQLModel.metadata.tables["standstill"], SQLModel.metadata.tables["hold"]
WHY_RESTORED = "The database was put back to an earlier time: what may have gone out since is being looked for."
DOUBTED = "Fortaler's database was put back to an earlier time; this post may have gone out since."
_LAST_SEEN = text("SELECT max(seen_at) FROM generation")
_DOUBT = text(
    "UPDATE post p SET state = 'unknown', reason_type = 'restored', reason = :words, epoch = p.epoch + 1, checks = 0,"
    " empty_reads = 0, turn_at = clock_timestamp(), lease_until = NULL, claimed_by = NULL, updated_at = clock_timestamp()"
    " FROM (SELECT DISTINCT ON (organisation_id, share_id, profile_id) organisation_id, id FROM post w"
    " WHERE mode = 'api' AND state IN ('scheduled', 'retry_wait', 'claimed', 'sending', 'needs_reconnect', 'held')"
    " AND due_at >= :since AND NOT EXISTS (SELECT FROM post l WHERE l.organisation_id = w.organisation_id"
    " AND l.share_id = w.share_id AND l.profile_id = w.profile_id AND l.id <> w.id"
    " AND l.state IN ('unknown', 'ask_person', 'published')) ORDER BY organisation_id, share_id, profile_id, id) d"
    " WHERE p.organisation_id = d.organisation_id AND p.id = d.id RETURNING p.organisation_id"
)
_NEXT_LIFE = text(
    "INSERT INTO generation (number, seen_at) SELECT COALESCE(max(number), 0) + 1, clock_timestamp() FROM generation"
    " RETURNING number"
)


class NoSuchOrganisation(Exception):
    """Nobody here has that name in their addresses."""


class NeverSeen(Exception):
    """No publisher has ever written that it was at work: only the operator knows since when to doubt."""


@dataclass(frozen=True, slots=True)
class NewLife:
    """What `fortaler restored` did: the life it began, since when posts are doubted, and how many those are."""

    number: int
    since: datetime
    doubted: int


async def place_hold(session: AsyncSession, *, organisation: str | None, network: str, because: str) -> None:
    """Stop a network or everything, of one organisation (by its slug) or of all. Repeatable: new words replace old ones.

    Raises NoSuchOrganisation.
    """
    words = {"because": because, "updated_at": func.clock_timestamp()}
    if organisation is None:
        row = insert(STANDSTILL).values(kind="switch", network=network, because=because, placed_by=getpass.getuser())
        await session.execute(row.on_conflict_do_update(index_elements=["kind", "network"], set_=words))
        return
    here = await _organisation(session, organisation)
    scope = "network" if network else "organisation"
    await session.execute(_hold_of(here, scope, network))
    session.add(Hold(organisation_id=here, scope=scope, kind="switch", network=network, because=because))
    await session.flush()
    await _tell(session, here, "deliveries.held", scope=scope, network=network)


async def lift_holds(session: AsyncSession, *, organisation: str | None, network: str, send_late: bool) -> int:
    """Lift what was placed for this scope, pauses of the organisation's network and a restore's standstill included.

    Returns how many posts go out again. Raises NoSuchOrganisation.
    """
    if organisation is None:
        await session.execute(delete(Standstill).where(col(Standstill.network) == network))
        return await release_posts(session, None, network=network, send_late=send_late)
    here = await _organisation(session, organisation)
    scope = "network" if network else "organisation"
    await session.execute(
        delete(Hold).where(col(Hold.organisation_id) == here, col(Hold.scope) == scope, col(Hold.network) == network)
    )
    posts = await release_posts(session, here, network=network, send_late=send_late)
    await _tell(session, here, "deliveries.released", scope=scope, network=network, posts=posts)
    return posts


async def begin_life(session: AsyncSession, *, since: datetime | None) -> NewLife:
    """Begin the database's next life after a restore: everything stands still, and what may be out there is unknown.

    `since` is when the copy was made; else when a publisher last wrote that it was at work. Raises NeverSeen.
    """
    seen = since or await session.scalar(_LAST_SEEN)
    if seen is None:
        raise NeverSeen
    values = {"kind": "restore", "network": "", "because": WHY_RESTORED, "placed_by": getpass.getuser()}
    row = insert(STANDSTILL).values(**values)
    words = {"because": WHY_RESTORED, "placed_by": values["placed_by"]}
    await session.execute(row.on_conflict_do_update(index_elements=["kind", "network"], set_=words))
    doubted = list(await session.scalars(_DOUBT, {"words": DOUBTED, "since": seen - BEFORE}))
    number = (await session.execute(_NEXT_LIFE)).scalar_one()
    for here in sorted(set(doubted)):
        await _tell(session, here, "deliveries.restored", posts=doubted.count(here))
    return NewLife(number, seen - BEFORE, len(doubted))


def _hold_of(organisation_id: UUID, scope: str, network: str) -> Any:
    return delete(Hold).where(
        col(Hold.organisation_id) == organisation_id,
        col(Hold.kind) == "switch",
        col(Hold.scope) == scope,
        col(Hold.network) == network,
        col(Hold.instance) == "",
    )


async def _organisation(session: AsyncSession, slug: str) -> UUID:
    found = await session.scalar(select(col(Organisation.id)).where(col(Organisation.slug) == slug))
    if found is None:
        raise NoSuchOrganisation(slug)
    return found


async def _tell(session: AsyncSession, organisation_id: UUID, verb: str, **detail: Any) -> None:
    await append_event(
        session, organisation_id, verb, subject_kind="organisation", subject_id=organisation_id, detail=detail
    )


def _do(work: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    """Do it as the owner; say what cannot be, and end with 1."""

    async def run() -> Result:
        async with as_owner() as session:
            return await work(session)

    try:
        return asyncio.run(run())
    except NoSuchOrganisation as error:
        typer.echo(f"No organisation is called {error} in its addresses.", err=True)
    except NeverSeen:
        typer.echo("No publisher has ever worked on this database. Say when the copy was made: --since TIME", err=True)
    raise typer.Exit(1)


def _network(name: str | None) -> str:
    if name is not None and name not in NETWORKS:
        typer.echo(f"There is no network {name}; there are {', '.join(sorted(NETWORKS))}.", err=True)
        raise typer.Exit(1)
    return name or ""


def say_hold(*, network: str | None, organisation: str | None, because: str) -> None:
    """Place the hold and say what it does."""
    if not because.strip():
        typer.echo("Say why: people read it beside their posts.", err=True)
        raise typer.Exit(1)
    chosen = _network(network)
    _do(lambda session: place_hold(session, organisation=organisation, network=chosen, because=because.strip()))
    typer.echo("Held. Publishers stop within five seconds; what falls due waits, and says why.")


def say_release(*, network: str | None, organisation: str | None, send_late: bool) -> None:
    """Lift the hold and say what becomes of what waited."""
    chosen = _network(network)
    posts = _do(lambda s: lift_holds(s, organisation=organisation, network=chosen, send_late=send_late))
    late = "however late" if send_late else "unless it is too late by now: that is said to be missed"
    typer.echo(f"Released. {posts} posts go out, {late}.")


def say_restored(*, since: datetime | None) -> None:
    """Begin the next life and say what comes next."""
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    life = _do(lambda session: begin_life(session, since=since))
    typer.echo(
        f"Life {life.number} of the database begins. {life.doubted} posts due since {life.since:%Y-%m-%d %H:%M} UTC may"
        " have gone out: they are being looked for, and their people are asked where that cannot be seen."
    )
    typer.echo("Nothing is sent until you say: fortaler release")
