"""The feed over HTTP."""

from fastapi import APIRouter, Response

from api.auth.actor import CurrentActor
from api.features.feed import service
from api.features.feed.schemas import Feed
from api.web.pagination import Cursor, CursorUnknown, Limit
from api.web.problems import problems
from api.web.transaction import Route, Tx
from kernel.kit.errors import Unauthenticated

router = APIRouter(tags=["feed"], route_class=Route)


@router.get("/feed", response_model=Feed, responses=problems(Unauthenticated, CursorUnknown))
async def read_feed(session: Tx, actor: CurrentActor, limit: Limit = 24, cursor: Cursor = None) -> Response:
    """The live stories meant for the caller: pinned first, then those in their languages, then the newest."""
    feed = await service.read_feed(session, actor, limit=limit, cursor=cursor)
    return Response(feed, media_type="application/json")
