"""Invitations over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.auth.actor import CurrentActor
from api.auth.throttle import CountedAttempts
from api.features.invitations import service
from api.features.invitations.errors import (
    EndsInThePast,
    JoinCodeExpired,
    JoinCodeRevoked,
    JoinCodeUnknown,
    JoinCodeUsedUp,
    RoleNeedsLimits,
    RoleTooHigh,
)
from api.features.invitations.schemas import Invitation, JoinOffer, NewInvitation
from api.web.pagination import Cursor, CursorUnknown, Limit, Page
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, TooMany, Unauthenticated

router = APIRouter(tags=["invitations"], route_class=Route)


@router.get(
    "/join/{code}", responses=problems(JoinCodeUnknown, JoinCodeUsedUp, JoinCodeExpired, JoinCodeRevoked, TooMany)
)
async def read_offer(session: Tx, attempts: CountedAttempts, code: str) -> JoinOffer:
    """What the holder of a code is offered. Guesses are counted."""
    return await service.read_offer(session, attempts, code=code)


@router.get(
    "/programmes/{programme_id}/invitations", responses=problems(Unauthenticated, Forbidden, NotFound, CursorUnknown)
)
async def list_invitations(
    session: Tx, actor: CurrentActor, tools: Toolbox, programme_id: UUID, limit: Limit = 50, cursor: Cursor = None
) -> Page[Invitation]:
    """The programme's codes, newest first."""
    return await service.list_invitations(
        session, actor, programme_id=programme_id, public_url=tools.public_url, limit=limit, cursor=cursor
    )


@router.post(
    "/programmes/{programme_id}/invitations",
    status_code=201,
    responses=problems(Unauthenticated, Forbidden, NotFound, RoleTooHigh, RoleNeedsLimits, EndsInThePast),
)
async def create_invitation(
    session: Tx, actor: CurrentActor, tools: Toolbox, programme_id: UUID, body: NewInvitation
) -> Invitation:
    """Give out a code, for a role up to the caller's own."""
    return await service.create_invitation(
        session, actor, programme_id=programme_id, new=body, public_url=tools.public_url
    )


@router.get("/invitations/{invitation_id}", responses=problems(Unauthenticated, Forbidden, NotFound))
async def read_invitation(session: Tx, actor: CurrentActor, tools: Toolbox, invitation_id: UUID) -> Invitation:
    """One code."""
    return await service.read_invitation(session, actor, invitation_id=invitation_id, public_url=tools.public_url)


@router.post("/invitations/{invitation_id}/revoke", responses=problems(Unauthenticated, Forbidden, NotFound))
async def revoke_invitation(session: Tx, actor: CurrentActor, tools: Toolbox, invitation_id: UUID) -> Invitation:
    """Take a code back; whoever joined by it stays."""
    return await service.revoke_invitation(session, actor, invitation_id=invitation_id, public_url=tools.public_url)


@router.get(
    "/invitations/{invitation_id}/qr",
    response_class=Response,
    responses=problems(Unauthenticated, Forbidden, NotFound) | {200: {"content": {"image/svg+xml": {}}}},
)
async def read_qr(session: Tx, actor: CurrentActor, tools: Toolbox, invitation_id: UUID) -> Response:
    """The code's address as a QR code to print: SVG."""
    drawn = await service.draw_qr(session, actor, invitation_id=invitation_id, public_url=tools.public_url)
    return Response(drawn, media_type="image/svg+xml")
