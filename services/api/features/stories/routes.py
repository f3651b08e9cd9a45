"""Stories over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.auth.actor import CurrentActor
from api.features.stories import service
from api.features.stories.errors import (
    EndsTooEarly,
    PictureElsewhere,
    StoryNotFound,
    StoryNotReady,
    StoryWithdrawn,
    TextMissing,
)
from api.features.stories.schemas import (
    Audience,
    AudienceCount,
    Publish,
    Story,
    StoryIn,
    StoryPatch,
    StorySummary,
    Withdrawal,
)
from api.web.pagination import Cursor, CursorUnknown, Limit, Page
from api.web.problems import problems
from api.web.transaction import Route, Tx
from api.web.versions import IfMatch
from kernel.kit.errors import Forbidden, NotFound, PreconditionFailed, PreconditionRequired, Unauthenticated
from kernel.lifecycles.moves import MoveRefused
from kernel.tables.stories import StoryState

router = APIRouter(tags=["stories"], route_class=Route)

WRITING = (Unauthenticated, Forbidden, StoryNotFound)
State = Annotated[StoryState | None, Query(description="Only those in this state")]


@router.get(
    "/programmes/{programme_id}/stories", responses=problems(Unauthenticated, Forbidden, NotFound, CursorUnknown)
)
async def list_stories(
    session: Tx,
    actor: CurrentActor,
    programme_id: UUID,
    state: State = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[StorySummary]:
    """A programme's stories in every state, newest first, for those who write them."""
    return await service.list_stories(session, actor, programme_id, state=state, limit=limit, cursor=cursor)


@router.post(
    "/programmes/{programme_id}/stories",
    status_code=201,
    responses=problems(Unauthenticated, Forbidden, NotFound, TextMissing, PictureElsewhere),
)
async def create_story(
    session: Tx, actor: CurrentActor, programme_id: UUID, draft: StoryIn, response: Response
) -> Story:
    """A new story, as a draft."""
    return _tagged(response, await service.create_story(session, actor, programme_id, draft=draft))


@router.get("/stories/{story_id}", responses=problems(Unauthenticated, StoryNotFound))
async def read_story(session: Tx, actor: CurrentActor, story_id: UUID, response: Response) -> Story:
    """A story: in any state to those who write them, live and meant for them to others."""
    return _tagged(response, await service.read_story(session, actor, story_id))


@router.patch(
    "/stories/{story_id}",
    responses=problems(
        *WRITING, StoryWithdrawn, PreconditionFailed, PreconditionRequired, StoryNotReady, TextMissing, PictureElsewhere
    ),
)
async def update_story(
    session: Tx, actor: CurrentActor, story_id: UUID, patch: StoryPatch, response: Response, if_match: IfMatch = None
) -> Story:
    """Change a story; one that is planned or live must stay fit to be shared."""
    story = await service.update_story(session, actor, story_id, patch=patch, if_match=if_match)
    return _tagged(response, story)


@router.post("/stories/{story_id}/submit", responses=problems(*WRITING, MoveRefused))
async def submit_story(session: Tx, actor: CurrentActor, story_id: UUID, response: Response) -> Story:
    """Ask another curator to look at a draft."""
    return _tagged(response, await service.submit_story(session, actor, story_id))


@router.post("/stories/{story_id}/publish", responses=problems(*WRITING, MoveRefused, StoryNotReady, EndsTooEarly))
async def publish_story(session: Tx, actor: CurrentActor, story_id: UUID, wish: Publish, response: Response) -> Story:
    """Show the story to its audience now or later; of one that is live already, set its end."""
    return _tagged(response, await service.publish_story(session, actor, story_id, wish=wish))


@router.post("/stories/{story_id}/withdraw", responses=problems(*WRITING, MoveRefused))
async def withdraw_story(
    session: Tx, actor: CurrentActor, story_id: UUID, wish: Withdrawal, response: Response
) -> Story:
    """Take a story back, and stop what people planned to post about it."""
    return _tagged(response, await service.withdraw_story(session, actor, story_id, reason=wish.reason))


@router.post("/stories/{story_id}/seen", status_code=204, responses=problems(Unauthenticated, StoryNotFound))
async def mark_seen(session: Tx, actor: CurrentActor, story_id: UUID) -> None:
    """Note that the caller has opened the story; nobody else sees that."""
    await service.mark_seen(session, actor, story_id)


@router.post("/programmes/{programme_id}/audience", responses=problems(Unauthenticated, Forbidden, NotFound))
async def count_audience(session: Tx, actor: CurrentActor, programme_id: UUID, audience: Audience) -> AudienceCount:
    """How many ambassadors a story with this audience would reach."""
    return await service.count_audience(session, actor, programme_id, audience=audience)


def _tagged(response: Response, story: Story) -> Story:
    response.headers["ETag"] = story.etag
    return story
