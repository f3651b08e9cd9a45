"""One's own figures over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.auth.actor import CurrentActor
from api.features.impact import service
from api.features.impact.schemas import Impact
from api.web.problems import problems
from api.web.transaction import Route, Tx
from kernel.kit.errors import Unauthenticated

router = APIRouter(tags=["impact"], route_class=Route)
Days = Annotated[int, Query(ge=1, le=366, description="How many days, today included")]


@router.get("/impact", responses=problems(Unauthenticated))
async def read_impact(session: Tx, actor: CurrentActor, days: Days = 28) -> Impact:
    """The caller's own clicks, visitors and reactions, live; nobody else sees them."""
    return await service.read_impact(session, actor, days=days)
