"""The log over HTTP."""

from fastapi import APIRouter

from api.auth.actor import CurrentActor
from api.features.audit import service
from api.features.audit.schemas import Event
from api.web.pagination import Cursor, CursorUnknown, Limit, Page
from api.web.problems import problems
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, Unauthenticated

router = APIRouter(tags=["audit"], route_class=Route)


@router.get("/audit", responses=problems(Unauthenticated, Forbidden, CursorUnknown))
async def list_events(session: Tx, actor: CurrentActor, limit: Limit = 50, cursor: Cursor = None) -> Page[Event]:
    """What was done in the programmes that the caller administers, newest first."""
    return await service.list_events(session, actor, limit=limit, cursor=cursor)


@router.get("/me/audit", responses=problems(Unauthenticated, CursorUnknown))
async def list_my_events(session: Tx, actor: CurrentActor, limit: Limit = 50, cursor: Cursor = None) -> Page[Event]:
    """Who changed or looked at the caller's own data, newest first."""
    return await service.list_my_events(session, actor, limit=limit, cursor=cursor)
