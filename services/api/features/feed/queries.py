"""The feed in one statement: Postgres finds, orders and writes it, so that nothing is built twice on the way out."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.tables.shares import IS_OUT

Place = tuple[bool, bool, datetime, UUID]
"""Where a story stands in the feed: pinned, in a language of the reader's own, since when, which; all falling."""

CHARACTERS_A_MINUTE = 1_200
"""200 words a minute, six characters a word with the space after it."""

_ME = """
    SELECT a.id, a.programme_id, a.tags, a.languages, array_prepend(person.locale, a.languages) AS reads,
        p.name
    FROM ambassador a
    JOIN programme p ON p.organisation_id = a.organisation_id AND p.id = a.programme_id
    JOIN person ON person.id = a.person_id
    WHERE a.organisation_id = :organisation AND a.id = ANY(:ambassadors)
"""
_LIVE = """
    SELECT s.id, s.programme_id, s.topic, s.language, s.url, s.asset_id, s.audience_tags, s.audience_languages,
        s.pinned, s.must_know, s.publish_at, s.expires_at, own.mine,
        me.id AS me_id, me.name, me.tags, me.languages, me.reads
    FROM me
    JOIN story s ON s.organisation_id = :organisation AND s.programme_id = me.programme_id AND s.state = 'live'
    CROSS JOIN LATERAL (
        SELECT s.language = ANY(me.reads) OR EXISTS (
            SELECT FROM story_text t
            WHERE t.organisation_id = s.organisation_id AND t.story_id = s.id AND t.language = ANY(me.reads)
        ) AS mine
    ) own
    WHERE (s.expires_at IS NULL OR s.expires_at > clock_timestamp())
        AND (s.audience_tags = '{}' OR s.audience_tags && me.tags)
        AND (s.audience_languages = '{}' OR s.audience_languages && me.languages)
        AND (NOT :further OR (s.pinned, own.mine, s.publish_at, s.id) < (:pinned, :mine, :publish_at, :id))
    ORDER BY s.pinned DESC, own.mine DESC, s.publish_at DESC, s.id DESC
    LIMIT :limit
"""
_MY_POSTS = """
    SELECT share.story_id, json_agg(json_build_object(
        'post_id', post.id, 'share_id', share.id, 'network', post.network, 'state', post.state
    ) ORDER BY post.id DESC) AS posts
    FROM share
    JOIN post ON post.organisation_id = share.organisation_id AND post.share_id = share.id
    WHERE share.organisation_id = :organisation AND share.ambassador_id = ANY(:ambassadors)
        AND share.story_id IN (SELECT id FROM page) AND post.state <> 'cancelled'
    GROUP BY share.story_id
"""
_SHARERS = text(
    f"""
    SELECT share.story_id, count(DISTINCT share.ambassador_id) AS people
    FROM story s
    JOIN share ON share.organisation_id = s.organisation_id AND share.story_id = s.id
    WHERE s.organisation_id = :organisation AND s.programme_id = :programme AND s.state = 'live'
        AND EXISTS (
            SELECT FROM post
            WHERE post.organisation_id = share.organisation_id AND post.share_id = share.id AND {IS_OUT}
        )
    GROUP BY share.story_id
    HAVING count(DISTINCT share.ambassador_id) >= (
        SELECT min_group_size FROM programme WHERE organisation_id = :organisation AND id = :programme
    )
"""  # noqa: S608
)
_IMAGE = """
    CASE WHEN asset.id IS NOT NULL THEN json_build_object(
        'id', asset.id, 'media_type', asset.media_type, 'width', asset.width, 'height', asset.height,
        'bytes', asset.bytes, 'alt', asset.alt, 'focal_x', asset.focal_x, 'focal_y', asset.focal_y,
        'rights', asset.rights, 'url', '/api/v1/assets/' || asset.id || '/image'
    ) END
"""
_BECAUSE = """
    CASE WHEN page.audience_tags = '{}' AND page.audience_languages = '{}' THEN '["everyone"]'::json
    ELSE (SELECT coalesce(json_agg(reason), '[]') FROM (
        SELECT 'tag:' || tag AS reason FROM unnest(page.audience_tags) AS tag WHERE tag = ANY(page.tags)
        UNION ALL
        SELECT 'language:' || own FROM unnest(page.audience_languages) AS own WHERE own = ANY(page.languages)
    ) reasons) END
"""
_ITEM = f"""
    json_build_object(
        'story_id', page.id,
        'programme', json_build_object('id', page.programme_id, 'name', page.name),
        'title', t.title, 'why', t.why, 'topic', page.topic, 'minutes', t.minutes, 'language', t.language,
        'image', {_IMAGE}, 'url', page.url,
        'published_at', page.publish_at, 'expires_at', page.expires_at,
        'pinned', page.pinned, 'must_know', page.must_know,
        'seen', EXISTS (
            SELECT FROM story_seen seen WHERE seen.organisation_id = :organisation
                AND seen.ambassador_id = page.me_id AND seen.story_id = page.id
        ),
        'because', {_BECAUSE},
        'my_posts', coalesce(my_posts.posts, '[]')
    )
"""
_FEED = text(
    f"""
WITH me AS MATERIALIZED ({_ME}), page AS MATERIALIZED ({_LIVE}), my_posts AS ({_MY_POSTS})
SELECT page.id, page.programme_id, page.pinned, page.mine, page.publish_at, ({_ITEM})::text AS item
FROM page
JOIN LATERAL (
    SELECT t.title, t.why, t.language, greatest(1, ceil(
        (octet_length(t.why) + octet_length(t.body) + octet_length(array_to_string(t.facts || t.angles, ' ')))
        / {CHARACTERS_A_MINUTE}.0
    )::int) AS minutes
    FROM story_text t
    WHERE t.organisation_id = :organisation AND t.story_id = page.id
    ORDER BY array_position(page.reads, t.language), t.language <> page.language, t.language
    LIMIT 1
) t ON true
LEFT JOIN asset ON asset.organisation_id = :organisation AND asset.id = page.asset_id
LEFT JOIN my_posts ON my_posts.story_id = page.id
ORDER BY page.pinned DESC, page.mine DESC, page.publish_at DESC, page.id DESC
"""  # noqa: S608
)


class Written(NamedTuple):
    """A story as JSON, but for how many have shared it; before it, its place in the feed."""

    id: UUID
    programme_id: UUID
    pinned: bool
    mine: bool
    publish_at: datetime
    item: str


async def feed(
    session: AsyncSession, organisation_id: UUID, ambassadors: Sequence[UUID], *, after: Place | None, limit: int
) -> list[Written]:
    """What is live for a person, who is these ambassadors; pinned first, then their own languages, then the newest."""
    pinned, mine, publish_at, story_id = after or (None, None, None, None)
    values = {
        "organisation": organisation_id,
        "ambassadors": list(ambassadors),
        "further": after is not None,
        "pinned": pinned,
        "mine": mine,
        "publish_at": publish_at,
        "id": story_id,
        "limit": limit,
    }
    return [Written(*row) for row in await session.execute(_FEED, values)]


async def sharers(session: AsyncSession, organisation_id: UUID, programme_id: UUID) -> dict[UUID, int]:
    """How many people have shared which of a programme's live stories; those that too few have shared are left out."""
    rows = await session.execute(_SHARERS, {"organisation": organisation_id, "programme": programme_id})
    return {row.story_id: row.people for row in rows}
