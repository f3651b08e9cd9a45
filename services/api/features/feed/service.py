"""Reading the feed."""

import json
import time
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.feed import queries
from api.web.pagination import CursorUnknown, from_cursor, to_cursor

FRESH_SECONDS, SELDOM = 60.0, 50
"""How many have shared is counted anew after a minute, or after fifty times as long as counting took, if that is more."""
_counted: dict[UUID, tuple[float, dict[UUID, int]]] = {}
"""By programme: until when, and how many people have shared which story."""


async def read_feed(session: AsyncSession, actor: Actor, *, limit: int, cursor: str | None) -> str:
    """A page of the caller's feed, as JSON of the shape of schemas.Feed. Raises CursorUnknown.

    Empty for one who has no feed anywhere.
    """
    mine = [m.ambassador_id for m in actor.memberships if "feed:read" in m.scopes]
    found = await queries.feed(session, actor.organisation_id, mine, after=_place(cursor), limit=limit + 1)
    shown = found[:limit]
    sharers: dict[UUID, int] = {}
    for programme_id in {story.programme_id for story in shown}:
        sharers |= await _sharers(session, actor.organisation_id, programme_id)
    return f'{{"items":[{_written(shown, sharers)}],"next":{_following(shown, further=len(found) > limit)}}}'


def _written(stories: Sequence[queries.Written], sharers: dict[UUID, int]) -> str:
    counts = (sharers.get(story.id, "null") for story in stories)
    return ",".join(f'{story.item[:-1]},"shared_by":{count}}}' for story, count in zip(stories, counts, strict=True))


def _following(shown: Sequence[queries.Written], *, further: bool) -> str:
    if not further:
        return "null"
    last = shown[-1]
    return json.dumps(to_cursor(last.pinned, last.mine, last.publish_at.isoformat(), last.id))


async def _sharers(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> dict[UUID, int]:
    """From memory while it is fresh; while one request counts, the others go by the count before."""
    started = time.monotonic()
    until, held = _counted.get(programme_id, (0.0, {}))
    if started < until:
        return held
    if held:
        _counted[programme_id] = started + FRESH_SECONDS, held
    found = await queries.sharers(session, organisation_id, programme_id)
    took = time.monotonic() - started
    _counted[programme_id] = started + max(FRESH_SECONDS, SELDOM * took), found
    return found


def _place(cursor: str | None) -> queries.Place | None:
    if not cursor:
        return None
    pinned, mine, publish_at, story_id = from_cursor(cursor, bool, bool, str, str)
    try:
        return pinned, mine, datetime.fromisoformat(publish_at), UUID(story_id)
    except ValueError:
        raise CursorUnknown(field="cursor") from None
