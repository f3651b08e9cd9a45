"""Joining, being let in, pausing, changing and leaving."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor, SignedIn
from api.auth.here import Here
from api.auth.throttle import Attempts, Limit
from api.features.ambassadors import policy, queries
from api.features.ambassadors.errors import AlreadyAMember, ApplicationNeeded, KeyTooShort
from api.features.ambassadors.schemas import Ambassador, AmbassadorPatch, JoinIn
from api.features.audit.service import Doer, record, record_view
from api.features.invitations.service import Offer, find_offer, take_place
from api.features.people.service import Session, Started, add_person, end_present, start
from api.web.idempotency import KeyReused
from api.web.pagination import Page, from_cursor, to_cursor
from api.web.versions import check_version, etag_of, version_at
from kernel.jobs.connections import RevokeProfile
from kernel.jobs.enqueue import enqueue, remind
from kernel.kit.clock import now
from kernel.kit.db import be
from kernel.kit.errors import NotFound
from kernel.kit.ids import new_id
from kernel.lifecycles.ambassadors import ambassadors as lifecycle
from kernel.lifecycles.moves import MoveRefused
from kernel.lifecycles.profiles import profiles as profile_lifecycle
from kernel.tables.ambassadors import Ambassador as AmbassadorRow
from kernel.tables.programmes import Programme

__all__ = ["Offer", "Session", "find_offer"]

JOININGS_PER_NETWORK = Limit("joinings from a network", 300)
"""As many as a works canteen behind one address may bring in a quarter of an hour."""


def check_key(key: str) -> None:
    """Raise KeyTooShort for an Idempotency-Key that could be guessed: it brings back the session of who joined with it."""
    if key and len(key) < policy.SHORTEST_KEY:
        raise KeyTooShort(field="Idempotency-Key")


async def join_programme(
    session: AsyncSession, signed_in: SignedIn | None, attempts: Attempts, *, offer: Offer, joining: JoinIn, here: Here
) -> Started:
    """Let whoever holds the code in, or note their application; a stranger becomes a person. Begins a new session.

    Raises AlreadyAMember, ApplicationNeeded, JoinCodeRevoked, JoinCodeExpired, JoinCodeUsedUp or TooMany.
    """
    await attempts.spend(JOININGS_PER_NETWORK)
    await take_place(session, offer)
    if signed_in is None:
        person_id = await add_person(session, name=joining.name, locale=joining.locale, zone=joining.zone)
    else:
        person_id = signed_in.person_id
    ambassador = await _member(session, offer, person_id, joining)
    await end_present(session, here.present)
    await be(session, person_id)
    started = await start(session, person_id, ambassador.organisation_id, here=here)
    doer = Doer(ambassador.organisation_id, person_id)
    done = {"applied": "ambassador.applied"}.get(ambassador.state, "ambassador.joined")
    await _note(session, doer, done, ambassador, roles=ambassador.roles, invitation=str(offer.invitation.id))
    return started


async def join_again(
    session: AsyncSession, signed_in: SignedIn | None, *, offer: Offer, earlier: bytes, here: Here
) -> Started:
    """The same joining once more, its answer having been lost on the way: the same person, and a new session.

    Raises KeyReused where somebody else is signed in by now.
    """
    person = Session.model_validate_json(earlier).person
    if person is None or (signed_in is not None and signed_in.person_id != person.id):
        raise KeyReused(field="Idempotency-Key")
    await end_present(session, here.present)
    await be(session, person.id)
    return await start(session, person.id, offer.programme.organisation_id, here=here)


async def _member(session: AsyncSession, offer: Offer, person_id: UUID, joining: JoinIn) -> AmbassadorRow:
    """The membership that the joining leads to: a new one, the one that was left, or a further role in a present one."""
    role, programme = offer.invitation.role, offer.programme
    held = await queries.membership_for_update(session, programme, person_id)
    if held is not None and held.state in ("active", "paused"):
        if role in held.roles:
            raise AlreadyAMember
        held.roles = [*held.roles, role]
        await session.flush()
        return held
    if offer.needs_application and not joining.application:
        raise ApplicationNeeded(field="application")
    state = "applied" if offer.needs_application or (held is not None and policy.must_be_accepted(held)) else "active"
    said: dict[str, Any] = {
        "invitation_id": offer.invitation.id,
        "roles": [role],
        "application": joining.application,
        "accepted_guidelines_at": now(),
        "joined_at": now() if state == "active" else None,
    }
    if held is None:
        key = {"organisation_id": programme.organisation_id, "programme_id": programme.id, "person_id": person_id}
        row = AmbassadorRow(id=new_id(), state=state, languages=[joining.locale], **key, **said)
        if not await queries.add_ambassador(session, row):
            raise AlreadyAMember
        return row
    if held.state == "applied" and state == "applied":
        raise AlreadyAMember
    lifecycle.move(held, state)
    for name, value in (said | {"left_at": None, "state_reason": None}).items():
        setattr(held, name, value)
    await session.flush()
    return held


async def list_ambassadors(
    session: AsyncSession,
    actor: Actor,
    *,
    programme_id: UUID,
    state: str | None,
    role: str | None,
    words: str | None,
    limit: int,
    cursor: str | None,
) -> Page[Ambassador]:
    """The programme's members by name; without a state those who are in it or want to be. The look is noted.

    Raises NotFound, Forbidden or CursorUnknown.
    """
    programme = await _programme(session, actor, programme_id)
    actor.need("ambassadors:read", programme_id)
    after = from_cursor(cursor, str, UUID) if cursor else None
    states = [state] if state else queries.HERE_OR_WAITING
    rows = await queries.ambassadors(
        session, programme, states=states, role=role, words=words, after=after, limit=limit + 1
    )
    items = [_shown(row, name) for row, name, _ in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    await record_view(session, actor, "ambassadors.viewed", programme_id)
    return Page[Ambassador](items=items, next=to_cursor(last[2], last[0].id) if last else None)


async def list_tags(session: AsyncSession, actor: Actor, *, programme_id: UUID) -> list[str]:
    """The tags in use. Raises NotFound or Forbidden."""
    programme = await _programme(session, actor, programme_id)
    policy.need_tags(actor, programme_id)
    return await queries.tags(session, programme)


async def update_ambassador(
    session: AsyncSession, actor: Actor, *, ambassador_id: UUID, patch: AmbassadorPatch, if_match: str | None
) -> Ambassador:
    """Change a member's roles, tags or languages.

    Raises NotFound, Forbidden, RoleTooHigh, PreconditionRequired or, for another version, PreconditionFailed.
    """
    ambassador = await _managed(session, actor, ambassador_id)
    check_version(if_match, version_at(ambassador.updated_at))
    if "roles" in patch.model_fields_set:
        policy.check_roles(actor, ambassador.programme_id, cast("list[str]", patch.roles))
    changed = patch.apply_to(ambassador)
    if not changed:
        return _shown(ambassador, await queries.name_of(session, ambassador.person_id))
    return await _done(session, actor, "ambassador.changed", ambassador, fields=changed, roles=ambassador.roles)


async def accept_ambassador(session: AsyncSession, actor: Actor, *, ambassador_id: UUID) -> Ambassador:
    """Let in somebody who applied, was called, or was declined before. Raises NotFound, Forbidden or MoveRefused."""
    ambassador = await _managed(session, actor, ambassador_id)
    _move(ambassador, "active", out_of=("applied", "invited", "declined"))
    ambassador.joined_at = now()
    return await _done(session, actor, "ambassador.accepted", ambassador)


async def decline_ambassador(session: AsyncSession, actor: Actor, *, ambassador_id: UUID, reason: str) -> Ambassador:
    """Say no to an application; the reason is for those who run the programme. Raises NotFound, Forbidden, MoveRefused."""
    ambassador = await _managed(session, actor, ambassador_id)
    _move(ambassador, "declined", reason=reason)
    return await _done(session, actor, "ambassador.declined", ambassador)


async def pause_ambassador(session: AsyncSession, actor: Actor, *, ambassador_id: UUID) -> Ambassador:
    """Take a break, or send somebody on one. What is planned stays planned. Raises NotFound, Forbidden or MoveRefused."""
    ambassador = await _ambassador(session, actor, ambassador_id)
    _move(ambassador, "paused", reason=None if policy.is_own(actor, ambassador) else policy.BY_MANAGER)
    return await _done(session, actor, "ambassador.paused", ambassador)


async def resume_ambassador(session: AsyncSession, actor: Actor, *, ambassador_id: UUID) -> Ambassador:
    """End a break, and let what fell due in it go on. Raises NotFound, Forbidden (another's to end) or MoveRefused."""
    ambassador = await _ambassador(session, actor, ambassador_id)
    policy.check_resume(actor, ambassador)
    _move(ambassador, "active", out_of=("paused",))
    await session.flush()
    resumed = await queries.resume_posts(session, ambassador)
    if resumed:
        remind(session, "publisher")
    return await _done(session, actor, "ambassador.resumed", ambassador, posts=resumed)


async def leave_programme(session: AsyncSession, actor: Actor, *, ambassador_id: UUID) -> Ambassador:
    """Leave, or have somebody leave. Raises NotFound, Forbidden or MoveRefused.

    What they planned is cancelled; profiles that no other programme of the organisation needs are given back; totals stay.
    """
    memberships = await queries.memberships_for_update(session, actor.organisation_id, ambassador_id)
    ambassador = next((one for one in memberships if one.id == ambassador_id), None)
    if ambassador is None:
        raise NotFound
    _move(ambassador, "left", reason=None if policy.is_own(actor, ambassador) else policy.BY_MANAGER)
    ambassador.left_at = now()
    await session.flush()
    stopped = await queries.stop_posts(session, ambassador)
    given_back = 0
    if all(one.state not in queries.HERE_OR_WAITING for one in memberships):
        given_back = await _give_profiles_back(session, ambassador)
    return await _done(session, actor, "ambassador.left", ambassador, posts=stopped, profiles=given_back)


async def _give_profiles_back(session: AsyncSession, ambassador: AmbassadorRow) -> int:
    profiles = await queries.profiles_of(session, ambassador)
    for profile in profiles:
        connected = profile.state != "declared"
        profile_lifecycle.move(profile, "revoked")
        profile.disconnected_at = now()
        if connected:
            await enqueue(session, profile.organisation_id, RevokeProfile(profile_id=profile.id), key=str(profile.id))
    await session.flush()
    return len(profiles)


def _move(
    ambassador: AmbassadorRow, to: str, *, reason: str | None = None, out_of: tuple[str, ...] | None = None
) -> None:
    if out_of is not None and ambassador.state not in out_of:
        raise MoveRefused(f"It is {ambassador.state}, which this does not change")
    lifecycle.move(ambassador, to)
    ambassador.state_reason = reason


async def _ambassador(session: AsyncSession, actor: Actor, ambassador_id: UUID) -> AmbassadorRow:
    found = await queries.ambassador_for_update(session, actor.organisation_id, ambassador_id)
    if found is None:
        raise NotFound
    return found


async def _managed(session: AsyncSession, actor: Actor, ambassador_id: UUID) -> AmbassadorRow:
    ambassador = await _ambassador(session, actor, ambassador_id)
    policy.need_rank(actor, ambassador)
    return ambassador


async def _programme(session: AsyncSession, actor: Actor, programme_id: UUID) -> Programme:
    found = await queries.programme(session, actor.organisation_id, programme_id)
    if found is None:
        raise NotFound
    return found


async def _done(
    session: AsyncSession, actor: Actor, verb: str, ambassador: AmbassadorRow, **detail: int | list[str]
) -> Ambassador:
    await session.flush()
    shown = _shown(ambassador, await queries.name_of(session, ambassador.person_id))
    await _note(session, actor, verb, ambassador, **detail)
    return shown


def _shown(ambassador: AmbassadorRow, name: str) -> Ambassador:
    etag = etag_of(version_at(ambassador.updated_at))
    return Ambassador.model_validate({**ambassador.model_dump(), "name": name, "etag": etag})


async def _note(
    session: AsyncSession, doer: Actor | Doer, verb: str, ambassador: AmbassadorRow, **detail: str | int | list[str]
) -> None:
    await record(
        session,
        doer,
        verb,
        subject_kind="ambassador",
        subject_id=ambassador.id,
        about_person_id=ambassador.person_id,
        programme_id=ambassador.programme_id,
        detail=detail,
    )
