"""Making, showing and taking back codes; and what whoever joins does with one."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NoReturn
from uuid import UUID
from zoneinfo import ZoneInfo

import segno
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.audit.service import record
from api.features.invitations import policy, queries
from api.features.invitations.errors import JoinCodeExpired, JoinCodeRevoked, JoinCodeUnknown, JoinCodeUsedUp
from api.features.invitations.schemas import (
    Invitation,
    InvitationState,
    JoinOffer,
    JoinOrganisation,
    JoinProgramme,
    NewInvitation,
)
from api.web.pagination import Page, from_cursor, to_cursor
from kernel.kit.clock import now
from kernel.kit.db import bear, enter
from kernel.kit.errors import NotFound
from kernel.kit.ids import new_id
from kernel.tables.invitations import Invitation as InvitationRow
from kernel.tables.organisations import Organisation
from kernel.tables.programmes import Programme

__all__ = ["new_code", "shown_code"]
new_code, shown_code = policy.new_code, policy.shown_code

GUESSES_PER_NETWORK = Limit("unknown join codes from a network", 60)
QR_BORDER = 4
"""Modules of light around the code, which ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that somebody holds, and where it leads."""

    invitation: InvitationRow
    programme: Programme
    organisation: Organisation

    @property
    def needs_application(self) -> bool:
        """Whether somebody must accept those who come by it."""
        return policy.needs_application(self.invitation.role, self.programme)


async def read_offer(session: AsyncSession, attempts: Attempts, *, code: str) -> JoinOffer:
    """What the holder of the code is offered. Raises as find_offer and check_open do."""
    offer = await find_offer(session, attempts, code=code)
    check_open(offer)
    asks = offer.needs_application
    return JoinOffer.model_validate(
        {
            "organisation": JoinOrganisation.model_validate(offer.organisation),
            "programme": JoinProgramme.model_validate(offer.programme),
            "role": offer.invitation.role,
            "needs_application": asks,
            "question": (offer.programme.question or None) if asks else None,
        }
    )


async def find_offer(session: AsyncSession, attempts: Attempts, *, code: str) -> Offer:
    """What the code leads to, whether it still lets anybody in or not. The transaction enters its organisation.

    A wrong guess counts against the network it came from. Raises JoinCodeUnknown, or TooMany.
    """
    await attempts.spend(GUESSES_PER_NETWORK)
    kept = policy.kept_code(code)
    if not kept:
        raise JoinCodeUnknown
    await bear(session, kept.encode().hex())
    invitation = await queries.by_code(session, kept)
    if invitation is None:
        raise JoinCodeUnknown
    await attempts.forgive(GUESSES_PER_NETWORK)
    await enter(session, invitation.organisation_id)
    programme = await _programme(session, invitation.organisation_id, invitation.programme_id)
    return Offer(invitation, programme, await queries.organisation(session, invitation.organisation_id))


def check_open(offer: Offer) -> None:
    """Raise JoinCodeRevoked, JoinCodeExpired or JoinCodeUsedUp where the code lets nobody in any more."""
    state = _state(offer.invitation, offer.programme, offer.organisation, now())
    if state != "open":
        _refuse(state)


def _refuse(state: InvitationState) -> NoReturn:
    raise {"revoked": JoinCodeRevoked, "expired": JoinCodeExpired, "used_up": JoinCodeUsedUp}[state]


async def take_place(session: AsyncSession, offer: Offer) -> None:
    """Count somebody who joins by the code, under its row's lock. Raises as check_open does."""
    found = await queries.invitation_for_update(session, offer.invitation.organisation_id, offer.invitation.id)
    assert found is not None
    check_open(Offer(found, offer.programme, offer.organisation))
    found.used += 1
    await session.flush()


async def list_invitations(
    session: AsyncSession, actor: Actor, *, programme_id: UUID, public_url: str, limit: int, cursor: str | None
) -> Page[Invitation]:
    """The programme's codes, newest first. Raises NotFound, Forbidden or CursorUnknown."""
    actor.need("invitations:write", programme_id)
    programme = await _programme(session, actor.organisation_id, programme_id)
    organisation = await queries.organisation(session, actor.organisation_id)
    before = from_cursor(cursor, UUID)[0] if cursor else None
    rows = await queries.invitations(session, actor.organisation_id, programme_id, before, limit + 1)
    items = [_shown(row, programme, organisation, public_url) for row in rows[:limit]]
    return Page[Invitation](items=items, next=to_cursor(items[-1].id) if len(rows) > limit else None)


async def create_invitation(
    session: AsyncSession, actor: Actor, *, programme_id: UUID, new: NewInvitation, public_url: str
) -> Invitation:
    """Give out a code. Raises NotFound, Forbidden, RoleTooHigh, RoleNeedsLimits or EndsInThePast."""
    actor.need("invitations:write", programme_id)
    programme = await _programme(session, actor.organisation_id, programme_id)
    cap, expires_at = policy.check_invitation(actor.rank_in(programme_id), new, now())
    invitation = InvitationRow(
        organisation_id=actor.organisation_id,
        id=new_id(),
        programme_id=programme_id,
        label=new.label,
        code=policy.new_code(),
        role=new.role,
        cap=cap,
        expires_at=expires_at,
        made_by=actor.person_id,
    )
    session.add(invitation)
    await session.flush()
    await _note(session, actor, "invitation.created", invitation, role=new.role, cap=cap)
    organisation = await queries.organisation(session, actor.organisation_id)
    return _shown(invitation, programme, organisation, public_url)


async def read_invitation(session: AsyncSession, actor: Actor, *, invitation_id: UUID, public_url: str) -> Invitation:
    """One code. Raises NotFound or Forbidden."""
    invitation = await _invitation(session, actor, invitation_id)
    programme = await _programme(session, actor.organisation_id, invitation.programme_id)
    return _shown(invitation, programme, await queries.organisation(session, actor.organisation_id), public_url)


async def revoke_invitation(session: AsyncSession, actor: Actor, *, invitation_id: UUID, public_url: str) -> Invitation:
    """Take a code back; whoever joined by it stays. Doing it again changes nothing. Raises NotFound or Forbidden."""
    await _invitation(session, actor, invitation_id)
    invitation = await queries.invitation_for_update(session, actor.organisation_id, invitation_id)
    assert invitation is not None
    if invitation.revoked_at is None:
        invitation.revoked_at = now()
        await session.flush()
        await _note(session, actor, "invitation.revoked", invitation, used=invitation.used)
    return await read_invitation(session, actor, invitation_id=invitation_id, public_url=public_url)


async def draw_qr(session: AsyncSession, actor: Actor, *, invitation_id: UUID, public_url: str) -> bytes:
    """The code's address as a QR code, SVG without a size of its own. Raises NotFound or Forbidden.

    Error correction Q (25 %): a poster in a canteen gets scratched.
    """
    invitation = await _invitation(session, actor, invitation_id)
    drawn = BytesIO()
    qr = segno.make(_address(public_url, invitation), error="q", micro=False)
    qr.save(drawn, kind="svg", border=QR_BORDER, omitsize=True, xmldecl=False, light="#fff", dark="#000")
    return drawn.getvalue()


async def _invitation(session: AsyncSession, actor: Actor, invitation_id: UUID) -> InvitationRow:
    invitation = await queries.invitation(session, actor.organisation_id, invitation_id)
    if invitation is None:
        raise NotFound
    actor.need("invitations:write", invitation.programme_id)
    return invitation


async def _programme(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> Programme:
    programme = await queries.programme(session, organisation_id, programme_id)
    if programme is None:
        raise NotFound
    return programme


def _state(
    invitation: InvitationRow, programme: Programme, organisation: Organisation, at: datetime
) -> InvitationState:
    return policy.state_of(invitation, programme, at, at.astimezone(ZoneInfo(organisation.time_zone)).date())


def _address(public_url: str, invitation: InvitationRow) -> str:
    return f"{public_url}/join/{policy.shown_code(invitation.code)}"


def _shown(invitation: InvitationRow, programme: Programme, organisation: Organisation, public_url: str) -> Invitation:
    return Invitation.model_validate(
        {
            **invitation.model_dump(),
            "code": policy.shown_code(invitation.code),
            "url": _address(public_url, invitation),
            "state": _state(invitation, programme, organisation, now()),
        }
    )


async def _note(
    session: AsyncSession, actor: Actor, verb: str, invitation: InvitationRow, **detail: str | int | None
) -> None:
    await record(
        session,
        actor,
        verb,
        subject_kind="invitation",
        subject_id=invitation.id,
        programme_id=invitation.programme_id,
        detail=detail,
    )
