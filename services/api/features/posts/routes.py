"""Posts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from api.auth.actor import CurrentActor
from api.features.posts import service
from api.features.posts.errors import LinkElsewhere, PostAlreadyLeaving, PostNotFound, TimeUnusable
from api.features.posts.schemas import Answer, DeclarePost, Post, Reschedule
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, Unauthenticated
from kernel.lifecycles.moves import MoveRefused

router = APIRouter(tags=["posts"], route_class=Route)

OWN = (Unauthenticated, PostNotFound, MoveRefused)
PostId = Annotated[UUID, Path()]


@router.post("/posts/{post_id}/cancel", responses=problems(*OWN, PostAlreadyLeaving))
async def cancel_post(session: Tx, actor: CurrentActor, tools: Toolbox, post_id: PostId) -> Post:
    """Take a post back: undo, or cancel what is planned."""
    return await service.cancel_post(session, actor, tools, post_id)


@router.post("/posts/{post_id}/reschedule", responses=problems(*OWN, Forbidden, PostAlreadyLeaving, TimeUnusable))
async def reschedule_post(session: Tx, actor: CurrentActor, tools: Toolbox, post_id: PostId, wish: Reschedule) -> Post:
    """Give a planned post, or one that missed its time, another time."""
    return await service.reschedule_post(session, actor, tools, post_id, when=wish.when)


@router.post("/posts/{post_id}/share-now", responses=problems(*OWN, Forbidden, PostAlreadyLeaving))
async def share_now(session: Tx, actor: CurrentActor, tools: Toolbox, post_id: PostId) -> Post:
    """Send a planned post, or one that missed its time, in ten seconds."""
    return await service.share_now(session, actor, tools, post_id)


@router.post("/posts/{post_id}/answer", responses=problems(*OWN, PostAlreadyLeaving, LinkElsewhere))
async def answer_post(session: Tx, actor: CurrentActor, tools: Toolbox, post_id: PostId, answer: Answer) -> Post:
    """Say whether a post whose answer was lost is on the profile."""
    return await service.answer_post(session, actor, tools, post_id, answer=answer)


@router.post("/posts/{post_id}/opened", responses=problems(*OWN, PostAlreadyLeaving))
async def open_post(session: Tx, actor: CurrentActor, tools: Toolbox, post_id: PostId) -> Post:
    """Note that the network was opened, to post by hand."""
    return await service.open_post(session, actor, tools, post_id)


@router.post("/posts/{post_id}/declare", responses=problems(*OWN, PostAlreadyLeaving, LinkElsewhere))
async def declare_post(session: Tx, actor: CurrentActor, tools: Toolbox, post_id: PostId, word: DeclarePost) -> Post:
    """Say that it is posted by hand, and where."""
    return await service.declare_post(session, actor, tools, post_id, url=word.url)
