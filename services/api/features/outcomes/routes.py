"""A programme's figures over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from api.auth.actor import CurrentActor
from api.features.outcomes import service
from api.features.outcomes.schemas import Outcomes
from api.web.problems import problems
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated

router = APIRouter(tags=["outcomes"], route_class=Route)

PERIODS = (7, 28, 90, 365)
"""Days. Only these: from the difference of any two periods one could read a single day, and a single person."""


def _period(days: int) -> int:
    if days not in PERIODS:
        raise PydanticCustomError("period_unknown", "Choose 7, 28, 90 or 365 days")
    return days


Days = Annotated[int, AfterValidator(_period), Query(description="How many closed days: 7, 28, 90 or 365")]


@router.get("/programmes/{programme_id}/outcomes", responses=problems(Unauthenticated, Forbidden, NotFound))
async def read_outcomes(session: Tx, actor: CurrentActor, programme_id: UUID, days: Days = 28) -> Outcomes:
    """What the programme brings, up to and including yesterday; figures about too few people are hidden."""
    return await service.read_outcomes(session, actor, programme_id, days=days)
