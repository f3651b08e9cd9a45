"""The delivery page over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from api.auth.actor import CurrentActor
from api.features.deliveries import service
from api.features.deliveries.schemas import Deliveries, Hold, HoldOrder, Released, ReleaseOrder
from api.web.problems import problems
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated, Unprocessable

router = APIRouter(tags=["deliveries"], route_class=Route)


@router.get("/deliveries", responses=problems(Unauthenticated, Forbidden))
async def read_deliveries(session: Tx, actor: CurrentActor) -> Deliveries:
    """What goes out by network and what stops it, for those who run a programme."""
    return await service.read_deliveries(session, actor)


@router.post(
    "/deliveries/holds", status_code=201, responses=problems(Unauthenticated, Forbidden, NotFound, Unprocessable)
)
async def place_hold(session: Tx, actor: CurrentActor, body: HoldOrder) -> Hold:
    """Stop a profile, a network, or everything of the organisation. What falls due meanwhile is held, and says why."""
    return await service.place_hold(session, actor, order=body)


@router.post("/deliveries/holds/{hold_id}/release", responses=problems(Unauthenticated, Forbidden, NotFound))
async def release_hold(session: Tx, actor: CurrentActor, hold_id: UUID, body: ReleaseOrder) -> Released:
    """Lift a hold. Posts keep their times: what is too late by now is said to be missed, unless it is to be sent."""
    return await service.release_hold(session, actor, hold_id=hold_id, send_late=body.send_late)
