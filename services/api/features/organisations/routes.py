"""The organisation over HTTP."""

from fastapi import APIRouter, Response

from api.auth.actor import CurrentActor
from api.features.organisations import service
from api.features.organisations.schemas import Organisation, OrganisationPatch
from api.web.problems import problems
from api.web.transaction import Route, Tx
from api.web.versions import IfMatch
from kernel.kit.errors import Forbidden, PreconditionFailed, PreconditionRequired, Unauthenticated

router = APIRouter(tags=["organisations"], route_class=Route)


@router.get("/organisation", responses=problems(Unauthenticated))
async def read_organisation(session: Tx, actor: CurrentActor, response: Response) -> Organisation:
    """The organisation that the caller is at work in."""
    organisation, response.headers["ETag"] = await service.read_organisation(session, actor)
    return organisation


@router.patch("/organisation", responses=problems(Unauthenticated, Forbidden, PreconditionFailed, PreconditionRequired))
async def update_organisation(
    session: Tx, actor: CurrentActor, patch: OrganisationPatch, response: Response, if_match: IfMatch = None
) -> Organisation:
    """Change the organisation; its owners may."""
    organisation, response.headers["ETag"] = await service.update_organisation(
        session, actor, patch=patch, if_match=if_match
    )
    return organisation
