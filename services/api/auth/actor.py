"""Who is asking: resolved once per request, with what they may in each programme."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.scopes import ALL, Scope, scopes_of
from api.web.idempotency import begin
from api.web.transaction import Tx
from kernel.kit.db import be, bear, enter
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated
from kernel.kit.secrets import digest

_SESSION = text(
    "SELECT id, person_id, organisation_id, seen_at < clock_timestamp() - interval '1 minute' AS stale FROM session"
    " WHERE token_hash = :hash AND ends_at > clock_timestamp()"
    " AND seen_at + make_interval(secs => idle_seconds) > clock_timestamp()"
)
_SEEN = text("UPDATE session SET seen_at = clock_timestamp() WHERE id = :id")
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


def cookie_name(public_url: str) -> str:
    """`__Host-` binds the cookie to this host over https; over plain http on this machine browsers refuse the prefix."""
    return "__Host-s" if public_url.startswith("https://") else "s"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session, perhaps not yet at work in any organisation."""

    session_id: UUID
    person_id: UUID
    organisation_id: UUID | None


async def find_session(session: AsyncSession, request: Request) -> SignedIn | None:
    """The session behind the request's cookie, or None. The transaction then acts as its person."""
    token = request.cookies.get(cookie_name(request.app.state.settings.installation.public_url), "")
    if not token:
        return None
    hashed = digest(token)
    await bear(session, hashed.hex())
    row = (await session.execute(_SESSION, {"hash": hashed})).one_or_none()
    if row is None:
        return None
    await be(session, row.person_id)
    if row.stale:
        await session.execute(_SEEN, {"id": row.id})
    if row.organisation_id is not None:
        await enter(session, row.organisation_id)
    return SignedIn(row.id, row.person_id, row.organisation_id)


async def load_actor(session: AsyncSession, signed_in: SignedIn) -> Actor | None:
    """The person at work, or None where they belong to no organisation (any more)."""
    if signed_in.organisation_id is None:
        return None
    where = {"organisation": signed_in.organisation_id, "person": signed_in.person_id}
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
    return Actor(signed_in.person_id, signed_in.organisation_id, signed_in.session_id, owner, memberships)


async def maybe_signed_in(request: Request, session: Tx) -> SignedIn | None:
    """The session, where there is one: for the few routes that also serve strangers."""
    return await find_session(session, request)


async def signed_in(request: Request, session: Tx) -> Actor:
    """The actor of a route that needs one. Raises Unauthenticated. Sees to a repeated request as well."""
    found = await find_session(session, request)
    actor = await load_actor(session, found) if found else None
    if actor is None:
        raise Unauthenticated
    await begin(session, request, actor.organisation_id, actor.person_id)
    return actor


CurrentActor = Annotated[Actor, Depends(signed_in, scope="function")]
MaybeSignedIn = Annotated[SignedIn | None, Depends(maybe_signed_in, scope="function")]
