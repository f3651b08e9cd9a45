"""The delivery page, and the switch on it."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.audit.service import record
from api.features.deliveries import queries
from api.features.deliveries.policy import hold_of, profiles_spent, scarcest
from api.features.deliveries.schemas import (
    Breaker,
    Budget,
    Deliveries,
    HeldProfile,
    Hold,
    HoldOrder,
    NetworkDeliveries,
    Released,
    Standstill,
)
from kernel.jobs.enqueue import remind
from kernel.kit.errors import Forbidden, NotFound, Unprocessable
from kernel.tables.deliveries import BudgetUnit, release_posts
from networks.registry import API_NETWORKS


async def read_deliveries(session: AsyncSession, actor: Actor) -> Deliveries:
    """What goes out, and what stops it. Raises Forbidden for whoever runs no programme."""
    programmes = _seen_by(actor)
    _need(actor)
    return Deliveries(
        at=await queries.moment(session),
        standstills=[
            Standstill.model_validate(
                {
                    "kind": s.kind,
                    "network": s.network or None,
                    "because": s.because,
                    "by": s.placed_by,
                    "since": s.created_at,
                }
            )
            for s in await queries.standstills(session)
        ],
        holds=[_shown(one) for one in await queries.holds(session, actor.organisation_id, programmes)],
        breakers=[
            Breaker.model_validate(
                {
                    "network": b.network,
                    "instance": b.instance or None,
                    "state": b.state,
                    "because": b.because,
                    "since": b.created_at,
                    "next_try_at": b.until,
                }
            )
            for b in await queries.breakers(session, actor.organisation_id)
        ],
        networks=await _networks(session, actor.organisation_id),
    )


async def _networks(session: AsyncSession, organisation_id: UUID) -> list[NetworkDeliveries]:
    budgets = await queries.budgets(session, organisation_id)
    shown = list[NetworkDeliveries]()
    for row in await queries.counts(session, organisation_id):
        theirs = [one for one in budgets if one.network == row["network"]]
        app = scarcest(theirs)
        budget = app and Budget(
            instance=app.instance or None,
            remaining=app.remaining,
            most=app.most,
            unit=cast("BudgetUnit", app.unit),
            resets_at=app.resets_at,
            as_of=app.updated_at,
        )
        more = {"budget": budget, "profiles_spent": profiles_spent(theirs)}
        shown.append(NetworkDeliveries.model_validate({**row, **more}))
    return shown


async def place_hold(session: AsyncSession, actor: Actor, *, order: HoldOrder) -> Hold:
    """Stop something; new words replace those of a switch over the same. Publishers heed it within five seconds.

    Raises NotFound for a profile of nobody in the actor's programmes, Forbidden, Unprocessable for an unknown network.
    """
    where, programmes, profile = actor.organisation_id, _seen_by(actor), None
    if order.profile_id is not None:
        profile = await queries.profile(session, where, programmes, order.profile_id)
        if profile is None:
            raise NotFound
    _need(actor)
    if order.network is not None and order.network not in API_NETWORKS:
        raise Unprocessable("Fortaler does not post to a network of that name", field="network")
    hold = hold_of(where, actor.person_id, order, profile)
    await queries.forget_switch(session, hold)
    session.add(hold)
    await session.flush()
    shown = await queries.hold(session, where, programmes, hold.id)
    if shown is None:
        raise NotFound
    await _note(session, actor, "deliveries.held", shown)
    return _shown(shown)


async def release_hold(session: AsyncSession, actor: Actor, *, hold_id: UUID, send_late: bool) -> Released:
    """Lift a hold, a pause included, and let its posts go on. Raises NotFound, Forbidden."""
    found = await queries.hold(session, actor.organisation_id, _seen_by(actor), hold_id)
    if found is None:
        raise NotFound
    _need(actor)
    hold = found.hold
    await session.delete(hold)
    await session.flush()
    posts = await release_posts(
        session, actor.organisation_id, network=hold.network, instance=hold.instance, profile_id=hold.profile_id,
        send_late=send_late,
    )  # fmt: skip
    remind(session, "publisher")
    await _note(session, actor, "deliveries.released", found, posts=posts, send_late=send_late)
    return Released(posts=posts)


def _seen_by(actor: Actor) -> Sequence[UUID] | None:
    """The programmes whose people's profiles the actor may see stopped; None for all of them."""
    return None if actor.owner else actor.programmes_with("deliveries:write")


def _need(actor: Actor) -> None:
    if not actor.owner and not actor.programmes_with("deliveries:write"):
        raise Forbidden


async def _note(
    session: AsyncSession, actor: Actor, verb: str, shown: queries.Shown, **detail: str | int | bool | None
) -> None:
    hold, about = shown.hold, shown.profile.person_id if shown.profile else None
    said = {"scope": hold.scope, "network": hold.network, "kind": hold.kind} | detail
    await record(session, actor, verb, subject_kind="hold", subject_id=hold.id, about_person_id=about, detail=said)


def _shown(shown: queries.Shown) -> Hold:
    hold, profile = shown.hold, None
    if shown.profile is not None:
        at = shown.profile
        profile = HeldProfile(id=at.id, network=at.network, handle=at.handle, person=shown.person or "")
    return Hold(
        id=hold.id,
        scope=hold.scope,  # pyright: ignore[reportArgumentType]
        kind=hold.kind,  # pyright: ignore[reportArgumentType]
        network=hold.network or None,
        instance=hold.instance or None,
        profile=profile,
        because=hold.because,
        by=shown.by,
        since=hold.created_at,
    )
