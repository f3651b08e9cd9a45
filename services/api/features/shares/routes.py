"""Shares over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query

from api.auth.actor import CurrentActor
from api.features.posts.errors import TimeUnusable
from api.features.shares import service
from api.features.shares.errors import (
    ApprovalWanted,
    LinkNotWanted,
    ProfileUnusable,
    ProgrammeOver,
    ShareNotFound,
    ShownDiffers,
    StoryExpired,
    StoryWithdrawn,
    TextRefused,
    TwiceOnOneProfile,
)
from api.features.shares.schemas import NewShare, Share, ShareCheck, ShareChecked, Shares
from api.features.stories.errors import PictureElsewhere, StoryNotFound
from api.web.pagination import Cursor, CursorUnknown, Limit
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated

router = APIRouter(tags=["shares"], route_class=Route)

ABOUT = (Unauthenticated, Forbidden, NotFound, StoryNotFound, StoryWithdrawn, StoryExpired, ProgrammeOver)
REFUSED = (ApprovalWanted, PictureElsewhere, LinkNotWanted, ProfileUnusable, TwiceOnOneProfile)


@router.post("/shares/check", responses=problems(*ABOUT, *REFUSED))
async def check_share(session: Tx, actor: CurrentActor, tools: Toolbox, wish: ShareCheck) -> ShareChecked:
    """Measure what somebody is about to share, and show exactly what would be posted."""
    return await service.check_share(session, actor, tools, wish=wish)


@router.post("/shares", status_code=201, responses=problems(*ABOUT, *REFUSED, TimeUnusable, TextRefused, ShownDiffers))
async def create_share(session: Tx, actor: CurrentActor, tools: Toolbox, wish: NewShare) -> Share:
    """Share exactly what was shown, now (in ten seconds, which is the undo) or later."""
    return await service.create_share(session, actor, tools, wish=wish)


@router.get("/shares", responses=problems(Unauthenticated, CursorUnknown))
async def list_shares(
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    view: Annotated[
        Literal["planned", "recent"], Query(description="Of which something still waits, or nothing any more")
    ] = "planned",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Shares:
    """My own shares, newest first."""
    return await service.list_shares(session, actor, tools, view=view, limit=limit, cursor=cursor)


@router.get("/shares/{share_id}", responses=problems(Unauthenticated, ShareNotFound))
async def read_share(session: Tx, actor: CurrentActor, tools: Toolbox, share_id: Annotated[UUID, Path()]) -> Share:
    """One of my own shares and its posts."""
    return await service.read_share(session, actor, tools, share_id)
