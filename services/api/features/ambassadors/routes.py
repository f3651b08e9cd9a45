"""Members of programmes over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.auth.actor import CurrentActor, MaybeSignedIn
from api.auth.cookies import give_cookie
from api.auth.here import AtPresent
from api.auth.throttle import CountedAttempts
from api.features.ambassadors import service
from api.features.ambassadors.errors import AlreadyAMember, ApplicationNeeded, KeyTooShort
from api.features.ambassadors.schemas import Ambassador, AmbassadorPatch, JoinIn, Reason, Tags
from api.features.invitations.errors import (
    JoinCodeExpired,
    JoinCodeRevoked,
    JoinCodeUnknown,
    JoinCodeUsedUp,
    RoleTooHigh,
)
from api.web.idempotency import KeyInFlight, KeyReused, Replay, begin
from api.web.pagination import Cursor, CursorUnknown, Limit, Page
from api.web.problems import problems
from api.web.transaction import Route, Tx
from api.web.versions import IfMatch
from kernel.kit.errors import Forbidden, NotFound, PreconditionFailed, PreconditionRequired, TooMany, Unauthenticated
from kernel.lifecycles.moves import MoveRefused
from kernel.tables.ambassadors import AmbassadorState, Role

router = APIRouter(tags=["ambassadors"], route_class=Route)
MOVES = problems(Unauthenticated, Forbidden, NotFound, MoveRefused)
State = Annotated[AmbassadorState | None, Query(description="Left out: all who are in it or want to be")]
Words = Annotated[str | None, Query(max_length=100, description="Part of the name")]


@router.post(
    "/join/{code}",
    status_code=201,
    responses=problems(
        JoinCodeUnknown, JoinCodeUsedUp, JoinCodeExpired, JoinCodeRevoked, AlreadyAMember, KeyInFlight,
        ApplicationNeeded, KeyReused, KeyTooShort, TooMany,
    ),
)  # fmt: skip
async def join_programme(
    request: Request,
    response: Response,
    session: Tx,
    signed_in: MaybeSignedIn,
    attempts: CountedAttempts,
    present: AtPresent,
    code: str,
    body: JoinIn,
) -> service.Session:
    """Join, or apply where the programme asks for it; a name is all that a stranger needs. Signs in.

    The same Idempotency-Key again, as after an answer that was lost, is the same joining and signs in again.
    """
    service.check_key(request.headers.get("idempotency-key", ""))
    offer = await service.find_offer(session, attempts, code=code)
    try:
        await begin(session, request, offer.invitation.organisation_id, offer.invitation.id)
    except Replay as replay:
        earlier = bytes(replay.response.body)
        started = await service.join_again(session, signed_in, offer=offer, earlier=earlier, here=present)
    else:
        started = await service.join_programme(session, signed_in, attempts, offer=offer, joining=body, here=present)
    give_cookie(request, response, started.token, started.seconds)
    return started.session


@router.get(
    "/programmes/{programme_id}/ambassadors", responses=problems(Unauthenticated, Forbidden, NotFound, CursorUnknown)
)
async def list_ambassadors(
    session: Tx,
    actor: CurrentActor,
    programme_id: UUID,
    state: State = None,
    q: Words = None,
    role: Role | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Ambassador]:
    """The programme's members by name, for those who run it. They can see that it was looked at."""
    return await service.list_ambassadors(
        session, actor, programme_id=programme_id, state=state, role=role, words=q, limit=limit, cursor=cursor
    )


@router.get("/programmes/{programme_id}/tags", responses=problems(Unauthenticated, Forbidden, NotFound))
async def list_tags(session: Tx, actor: CurrentActor, programme_id: UUID) -> Tags:
    """The tags in use, for those who choose an audience or run the programme."""
    return Tags(tags=await service.list_tags(session, actor, programme_id=programme_id))


@router.patch(
    "/ambassadors/{ambassador_id}",
    responses=problems(Unauthenticated, Forbidden, NotFound, RoleTooHigh, PreconditionFailed, PreconditionRequired),
)
async def update_ambassador(
    session: Tx,
    actor: CurrentActor,
    response: Response,
    ambassador_id: UUID,
    patch: AmbassadorPatch,
    if_match: IfMatch = None,
) -> Ambassador:
    """Change a member's roles, tags or languages; roles up to the caller's own."""
    ambassador = await service.update_ambassador(
        session, actor, ambassador_id=ambassador_id, patch=patch, if_match=if_match
    )
    response.headers["ETag"] = ambassador.etag
    return ambassador


@router.post("/ambassadors/{ambassador_id}/accept", responses=MOVES)
async def accept_ambassador(session: Tx, actor: CurrentActor, ambassador_id: UUID) -> Ambassador:
    """Let in somebody who applied."""
    return await service.accept_ambassador(session, actor, ambassador_id=ambassador_id)


@router.post("/ambassadors/{ambassador_id}/decline", responses=MOVES)
async def decline_ambassador(session: Tx, actor: CurrentActor, ambassador_id: UUID, body: Reason) -> Ambassador:
    """Say no to somebody who applied."""
    return await service.decline_ambassador(session, actor, ambassador_id=ambassador_id, reason=body.reason)


@router.post("/ambassadors/{ambassador_id}/pause", responses=MOVES)
async def pause_ambassador(session: Tx, actor: CurrentActor, ambassador_id: UUID) -> Ambassador:
    """Take a break, or send a member on one."""
    return await service.pause_ambassador(session, actor, ambassador_id=ambassador_id)


@router.post("/ambassadors/{ambassador_id}/resume", responses=MOVES)
async def resume_ambassador(session: Tx, actor: CurrentActor, ambassador_id: UUID) -> Ambassador:
    """End a break."""
    return await service.resume_ambassador(session, actor, ambassador_id=ambassador_id)


@router.post("/ambassadors/{ambassador_id}/leave", responses=MOVES)
async def leave_programme(session: Tx, actor: CurrentActor, ambassador_id: UUID) -> Ambassador:
    """Leave, or have a member leave: what is planned is cancelled, profiles are given back."""
    return await service.leave_programme(session, actor, ambassador_id=ambassador_id)
