"""The demo's stories with their pictures, written into the programme."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from console.demo.cast import Cast
from console.demo.pictures import draw
from console.demo.words import Told
from kernel.kit.blobs import Blobs
from kernel.kit.ids import new_id
from kernel.kit.pictures import check_picture
from kernel.tables.assets import Asset
from kernel.tables.stories import Story, StoryText

RIGHTS = "Tegnet til Fortalers demo"


async def add_story(session: AsyncSession, cast: Cast, blobs: Blobs, told: Told, at: datetime) -> Story:
    """Write one story in both languages, its picture checked and kept as any other."""
    asset = await _add_picture(session, cast, blobs, told)
    published = at - timedelta(days=told.days_ago, hours=3)
    story = Story(
        organisation_id=cast.organisation_id,
        id=new_id(),
        programme_id=cast.programme.id,
        author_id=cast.ambassadors["curator"].id,
        topic=told.topic,
        state=told.state,
        language="da",
        url=told.url,
        asset_id=asset.id,
        pinned=told.pinned,
        must_know=told.must_know,
        publish_at=published if told.state == "live" else None,
        created_at=published - timedelta(hours=4),
    )
    session.add(story)
    await session.flush()
    for language, words in (("da", told.da), ("en", told.en)):
        session.add(
            StoryText(organisation_id=cast.organisation_id, story_id=story.id, language=language, **words.model_dump())
        )
    await session.flush()
    return story


async def _add_picture(session: AsyncSession, cast: Cast, blobs: Blobs, told: Told) -> Asset:
    checked = await check_picture(draw(told.key))
    asset = Asset(
        organisation_id=cast.organisation_id,
        id=new_id(),
        programme_id=cast.programme.id,
        blob=await blobs.put(checked.data),
        widths={str(width): await blobs.put(smaller) for width, smaller in checked.narrower.items()},
        media_type=checked.media_type,
        width=checked.width,
        height=checked.height,
        bytes=len(checked.data),
        alt=told.alt,
        rights=RIGHTS,
    )
    session.add(asset)
    await session.flush()
    return asset
