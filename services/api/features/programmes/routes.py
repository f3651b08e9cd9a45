"""Programmes over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.auth.actor import CurrentActor
from api.features.programmes import service
from api.features.programmes.errors import EndsBeforeItStarts
from api.features.programmes.schemas import Kind, NewProgramme, Programme, ProgrammePatch
from api.web.pagination import Cursor, CursorUnknown, Limit, Page
from api.web.problems import problems
from api.web.transaction import Route, Tx
from api.web.versions import IfMatch
from kernel.kit.errors import Forbidden, NotFound, PreconditionFailed, PreconditionRequired, Unauthenticated

router = APIRouter(tags=["programmes"], route_class=Route)


@router.get("/programme-kinds", responses=problems(Unauthenticated))
async def list_kinds(session: Tx, actor: CurrentActor) -> Page[Kind]:
    """The kinds of programme, with the words and defaults that each begins with."""
    return Page[Kind](items=await service.list_kinds(session, actor), next=None)


@router.get("/programmes", responses=problems(Unauthenticated, CursorUnknown))
async def list_programmes(
    session: Tx, actor: CurrentActor, limit: Limit = 50, cursor: Cursor = None
) -> Page[Programme]:
    """The programmes that the caller is in, by name; to an owner all of the organisation's."""
    return await service.list_programmes(session, actor, limit=limit, cursor=cursor)


@router.post("/programmes", status_code=201, responses=problems(Unauthenticated, Forbidden, EndsBeforeItStarts))
async def create_programme(session: Tx, actor: CurrentActor, response: Response, body: NewProgramme) -> Programme:
    """Make a programme; an owner may, and administers it."""
    programme = await service.create_programme(session, actor, new=body)
    response.headers["ETag"] = programme.etag
    return programme


@router.get("/programmes/{programme_id}", responses=problems(Unauthenticated, NotFound))
async def read_programme(session: Tx, actor: CurrentActor, response: Response, programme_id: UUID) -> Programme:
    """A programme that the caller is in."""
    programme = await service.read_programme(session, actor, programme_id=programme_id)
    response.headers["ETag"] = programme.etag
    return programme


@router.patch(
    "/programmes/{programme_id}",
    responses=problems(
        Unauthenticated, Forbidden, NotFound, EndsBeforeItStarts, PreconditionFailed, PreconditionRequired
    ),
)
async def update_programme(
    session: Tx,
    actor: CurrentActor,
    response: Response,
    programme_id: UUID,
    patch: ProgrammePatch,
    if_match: IfMatch = None,
) -> Programme:
    """Change a programme; its administrators may."""
    programme = await service.update_programme(
        session, actor, programme_id=programme_id, patch=patch, if_match=if_match
    )
    response.headers["ETag"] = programme.etag
    return programme
