"""Who is asking: resolved once per request, with what they may in each programme."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.cookies import session_token
from api.auth.scopes import ALL, OWNER_RANK, RANKS, Scope, scopes_of
from api.auth.sessions import OF_AMBASSADOR, Span, span_of
from api.web.idempotency import begin
from api.web.transaction import Tx
from kernel.kit.db import be, bear, enter, transaction_on
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated
from kernel.kit.secrets import digest

_SESSION = text(
    "SELECT id, person_id, organisation_id, clock_timestamp() - seen_at AS idle, clock_timestamp() - created_at AS age"
    " FROM session WHERE token_hash = :hash AND ends_at > clock_timestamp()"
    " AND seen_at + make_interval(secs => idle_seconds) > clock_timestamp()"
)
_SEEN = text("UPDATE session SET seen_at = clock_timestamp() WHERE id = :id")
_SEEN_EVERY = timedelta(minutes=1)
_MEMBERSHIPS = text(
    "SELECT a.id, a.programme_id, a.roles, a.state"
    " FROM ambassador a WHERE a.organisation_id = :organisation AND a.person_id = :person"
    " AND a.state IN ('applied', 'active', 'paused') ORDER BY a.created_at"
)
_OWNER = text("SELECT count(*) FROM organisation_role WHERE organisation_id = :organisation AND person_id = :person")

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Membership:
    """The person as an ambassador of one programme."""

    ambassador_id: UUID
    programme_id: UUID
    roles: tuple[str, ...]
    state: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person at work in one organisation."""

    person_id: UUID
    organisation_id: UUID
    session_id: UUID
    owner: bool
    memberships: tuple[Membership, ...]

    def scopes_in(self, programme_id: UUID) -> frozenset[str]:
        """What the person may in this programme; an owner may everything in every one."""
        if self.owner:
            return ALL
        return next((m.scopes for m in self.memberships if m.programme_id == programme_id), NOTHING)

    def may(self, scope: Scope, programme_id: UUID) -> bool:
        """Whether the person has this right there."""
        return scope in self.scopes_in(programme_id)

    def need(self, scope: Scope, programme_id: UUID) -> None:
        """Raise NotFound for a programme the person is not in, Forbidden without the right."""
        scopes = self.scopes_in(programme_id)
        if scope in scopes:
            return
        if not scopes and all(m.programme_id != programme_id for m in self.memberships):
            raise NotFound
        raise Forbidden

    def programmes_with(self, scope: Scope) -> tuple[UUID, ...]:
        """The programmes of which the person is a member and in which they have this right."""
        return tuple(m.programme_id for m in self.memberships if scope in m.scopes)

    def membership(self, programme_id: UUID) -> Membership:
        """The person's own membership there. Raises NotFound."""
        found = next((m for m in self.memberships if m.programme_id == programme_id), None)
        if found is None:
            raise NotFound
        return found

    def rank_in(self, programme_id: UUID) -> int:
        """How high the person stands in this programme, by their highest role; an owner stands above all."""
        roles = [role for m in self.memberships if m.programme_id == programme_id for role in m.roles]
        return OWNER_RANK if self.owner else max((RANKS[role] for role in roles), default=0)

    @property
    def span(self) -> Span:
        """How long a session of theirs may last, by what they may today rather than when they signed in."""
        roles = {role for m in self.memberships if m.state == "active" for role in m.roles}
        return span_of(roles, owner=self.owner)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session. `actor` is empty for a person who belongs to no organisation (any more)."""

    session_id: UUID
    person_id: UUID
    actor: Actor | None


async def find_session(session: AsyncSession, token: str) -> SignedIn | None:
    """The live session behind a cookie, or None. The transaction then acts as its person, in its organisation."""
    if not token:
        return None
    hashed = digest(token)
    await bear(session, hashed.hex())
    row = (await session.execute(_SESSION, {"hash": hashed})).one_or_none()
    if row is None:
        return None
    await be(session, row.person_id)
    actor = await load_actor(session, row.person_id, row.organisation_id, row.id) if row.organisation_id else None
    if not (actor.span if actor else OF_AMBASSADOR).covers(row.idle, row.age):
        return None
    if row.idle > _SEEN_EVERY:
        await session.execute(_SEEN, {"id": row.id})
    return SignedIn(row.id, row.person_id, actor)


async def load_actor(session: AsyncSession, person_id: UUID, organisation_id: UUID, session_id: UUID) -> Actor | None:
    """The person at work in the organisation, which the transaction enters; None where they have no part in it."""
    await enter(session, organisation_id)
    where = {"organisation": organisation_id, "person": person_id}
    rows = (await session.execute(_MEMBERSHIPS, where)).all()
    owner = bool((await session.execute(_OWNER, where)).scalar_one())
    if not rows and not owner:
        return None
    memberships = tuple(
        Membership(
            row.id,
            row.programme_id,
            tuple(row.roles),
            row.state,
            ALL if owner else scopes_of(row.roles, row.state),
        )
        for row in rows
    )
    return Actor(person_id, organisation_id, session_id, owner, memberships)


async def maybe_signed_in(request: Request, session: Tx) -> SignedIn | None:
    """The session, where there is one: for the few routes that also serve strangers."""
    return await find_session(session, session_token(request))


async def person_signed_in(request: Request, session: Tx) -> SignedIn:
    """The session of a route about the person alone. Raises Unauthenticated."""
    found = await find_session(session, session_token(request))
    if found is None:
        raise Unauthenticated
    if found.actor is not None:
        await begin(session, request, found.actor.organisation_id, found.person_id)
    return found


CurrentPerson = Annotated[SignedIn, Depends(person_signed_in, scope="function")]


async def signed_in(found: CurrentPerson) -> Actor:
    """The actor of a route that needs one. Raises Unauthenticated. A repeated request has been seen to."""
    if found.actor is None:
        raise Unauthenticated
    return found.actor


CurrentActor = Annotated[Actor, Depends(signed_in, scope="function")]


@dataclass(frozen=True, slots=True)
class Beforehand:
    """A transaction that is over before the request's own begins.

    For a route that has to know who asks before it waits for others, and must not hold a connection meanwhile: what waits
    is a dependency that stands before `Tx` in the route. The route itself asks for `CurrentActor` again.
    """

    request: Request

    @asynccontextmanager
    async def acting(self) -> AsyncGenerator[tuple[AsyncSession, Actor]]:
        """The session and the actor. Raises Unauthenticated."""
        async with transaction_on(self.request.app.state.engine) as session:
            found = await find_session(session, session_token(self.request))
            if found is None or found.actor is None:
                raise Unauthenticated
            yield session, found.actor


def beforehand(request: Request) -> Beforehand:
    """The request's."""
    return Beforehand(request)


ActingBefore = Annotated[Beforehand, Depends(beforehand)]
MaybeSignedIn = Annotated[SignedIn | None, Depends(maybe_signed_in, scope="function")]
