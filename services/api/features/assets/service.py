"""Keeping pictures and showing them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.assets import policy, queries
from api.features.assets.errors import (
    AssetNotFound,
    PicturesEnough,
    PictureTooLarge,
    PictureType,
    PictureUnreadable,
)
from api.features.assets.policy import url_of
from api.features.assets.schemas import Alt, Asset, AssetPatch
from api.web.tools import Tools
from kernel.kit.clock import now
from kernel.kit.errors import NotFound, Unprocessable
from kernel.kit.pictures import CheckedPicture, PictureRefused, as_jpeg, check_picture
from kernel.kit.public_pictures import PictureAddresses
from kernel.tables.assets import Asset as AssetRow

__all__ = [
    "Alt",
    "Asset",
    "asset_shown",
    "fetch_picture",
    "find_asset",
    "keep_checked",
    "keep_own",
    "need_curator",
    "need_sharer",
    "open_picture",
    "read_image",
    "update_asset",
    "url_of",
]

JPEG = "image/jpeg"
SIGNATURES = {JPEG: b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
"""What a file of each kind that is given to networks begins with."""
_REFUSALS: dict[str, type[Unprocessable]] = {
    "type": PictureType,
    "too-large": PictureTooLarge,
    "unreadable": PictureUnreadable,
}


@dataclass(frozen=True, slots=True)
class Bytes:
    """A picture's bytes; `key` names them, the same bytes always by the same name."""

    data: bytes
    media_type: str
    key: str


async def need_curator(session: AsyncSession, actor: Actor, programme_id: UUID) -> None:
    """Raise NotFound where there is no such programme for the caller, Forbidden where they may not write for it."""
    actor.need("stories:write", programme_id)
    if not await queries.has_programme(session, actor.organisation_id, programme_id):
        raise NotFound


async def need_sharer(session: AsyncSession, actor: Actor, programme_id: UUID) -> None:
    """Raise NotFound or Forbidden for one who does not share there, PicturesEnough where they add too many."""
    actor.need("shares:write", programme_id)
    actor.membership(programme_id)
    if await queries.own_of_a_day(session, actor.organisation_id, actor.person_id) >= policy.OWN_A_DAY:
        raise PicturesEnough


async def open_picture(data: bytes) -> CheckedPicture:
    """A picture checked and encoded anew. Raises PictureType, PictureTooLarge or PictureUnreadable, field `file`."""
    try:
        return await check_picture(data)
    except PictureRefused as refused:
        raise _REFUSALS[refused.reason](field="file") from None


async def keep_checked(
    session: AsyncSession,
    actor: Actor,
    tools: Tools,
    programme_id: UUID,
    *,
    checked: CheckedPicture,
    alt: str,
    rights: str,
    source_url: str | None = None,
) -> Asset:
    """Keep a picture for the programme that was checked before. Raises NotFound or Forbidden."""
    await need_curator(session, actor, programme_id)
    row = await _row(actor, tools, programme_id, checked)
    row.alt, row.rights, row.source_url = alt, rights, source_url
    session.add(row)
    await session.flush()
    return asset_shown(row)


async def keep_own(
    session: AsyncSession, actor: Actor, tools: Tools, programme_id: UUID, *, checked: CheckedPicture
) -> Asset:
    """Keep a picture for the person's own posts. Raises NotFound, Forbidden, PicturesEnough."""
    await need_sharer(session, actor, programme_id)
    row = await _row(actor, tools, programme_id, checked)
    row.person_id = actor.person_id
    session.add(row)
    await session.flush()
    return asset_shown(row)


async def _row(actor: Actor, tools: Tools, programme_id: UUID, checked: CheckedPicture) -> AssetRow:
    light = checked.light
    return AssetRow(
        organisation_id=actor.organisation_id,
        programme_id=programme_id,
        blob=await tools.blobs.put(checked.data),
        widths={str(width): await tools.blobs.put(smaller) for width, smaller in checked.narrower.items()},
        light={
            "blob": await tools.blobs.put(light.data),
            "width": light.width,
            "height": light.height,
            "bytes": len(light.data),
        }
        if light
        else {},
        media_type=checked.media_type,
        width=checked.width,
        height=checked.height,
        bytes=len(checked.data),
    )


async def update_asset(session: AsyncSession, actor: Actor, asset_id: UUID, *, patch: AssetPatch) -> Asset:
    """Change what is said of a picture. Raises AssetNotFound, Forbidden."""
    row = await queries.asset(session, actor.organisation_id, asset_id, lock=True)
    if row is None:
        raise AssetNotFound
    policy.need_seen(actor, row)
    actor.need("stories:write", row.programme_id)
    if patch.apply_to(row):
        row.version += 1
        await session.flush()
    return asset_shown(row)


async def find_asset(session: AsyncSession, actor: Actor, programme_id: UUID, asset_id: UUID) -> AssetRow:
    """A picture of this programme's, not of a person's own. Raises AssetNotFound."""
    row = await queries.asset(session, actor.organisation_id, asset_id)
    if row is None or row.programme_id != programme_id or row.person_id is not None:
        raise AssetNotFound
    return row


async def read_image(session: AsyncSession, actor: Actor, tools: Tools, asset_id: UUID, *, width: int) -> Bytes:
    """A picture's bytes, in the least width kept that is at least `width`. Raises AssetNotFound."""
    row = await queries.asset(session, actor.organisation_id, asset_id)
    if row is None:
        raise AssetNotFound
    policy.need_seen(actor, row)
    narrower = policy.width_for(row.widths, width)
    key = narrower or row.blob
    data = await tools.blobs.get(key)
    if data is None:
        raise AssetNotFound
    return Bytes(data, "image/webp" if narrower else row.media_type, key)


async def fetch_picture(tools: Tools, name: str) -> Bytes:
    """The picture that a signed address names, in the form it names. Raises AssetNotFound."""
    wanted = PictureAddresses(tools.secrets, tools.public_url).read(name, at=now())
    data = await tools.blobs.get(wanted.blob) if wanted else None
    if wanted is None or data is None:
        raise AssetNotFound
    if data.startswith(SIGNATURES[wanted.media_type]):
        return Bytes(data, wanted.media_type, wanted.blob)
    if wanted.media_type != JPEG:
        raise AssetNotFound
    try:
        return Bytes(await as_jpeg(data), JPEG, wanted.blob)
    except PictureRefused:
        raise AssetNotFound from None


def asset_shown(row: AssetRow) -> Asset:
    """A picture as it is described."""
    return Asset(
        id=row.id,
        media_type=row.media_type,
        width=row.width,
        height=row.height,
        bytes=row.bytes,
        alt=row.alt,
        focal_x=row.focal_x,
        focal_y=row.focal_y,
        rights=row.rights,
        url=url_of(row.id),
    )
