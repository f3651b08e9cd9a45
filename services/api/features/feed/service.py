"""Reading the feed."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.feed import queries
from api.web.pagination import CursorUnknown, from_cursor, to_cursor


async def read_feed(session: AsyncSession, actor: Actor, *, limit: int, cursor: str | None) -> str:
    """A page of the caller's feed, as JSON of the shape of schemas.Feed. Raises CursorUnknown.

    Empty for one who has no feed anywhere.
    """
    mine = [m.ambassador_id for m in actor.memberships if "feed:read" in m.scopes]
    page = await queries.feed(session, actor.organisation_id, mine, after=_place(cursor), limit=limit)
    following = to_cursor(*page.last) if page.last else None
    return f'{{"items":{page.items},"next":{json.dumps(following)}}}'


def _place(cursor: str | None) -> queries.Place | None:
    if not cursor:
        return None
    pinned, mine, publish_at, story_id = from_cursor(cursor, bool, bool, str, str)
    try:
        return pinned, mine, datetime.fromisoformat(publish_at), UUID(story_id)
    except ValueError:
        raise CursorUnknown(field="cursor") from None
