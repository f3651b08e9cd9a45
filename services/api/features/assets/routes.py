"""Pictures over HTTP."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Header, Query, Response

from api.auth.actor import ActingBefore, CurrentActor
from api.features.assets import service
from api.features.assets.errors import (
    AssetNotFound,
    PicturesEnough,
    PictureTooLarge,
    PictureType,
    PictureUnreadable,
)
from api.features.assets.schemas import Asset, AssetPatch, NewAsset, NewPicture
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated
from kernel.kit.pictures import CheckedPicture
from kernel.kit.public_pictures import PATH

router = APIRouter(tags=["assets"], route_class=Route)

FOREVER = "private, max-age=31536000, immutable"
"""A picture's bytes never change; only members may see them, so no cache between us may keep them."""
NOBODY_KEEPS = "private, no-store"
"""An address that ends must not be outlived by what it led to."""
NOTHING_RUNS = "default-src 'none'; sandbox"
KEEPING = (Unauthenticated, Forbidden, NotFound, PictureType, PictureTooLarge, PictureUnreadable)
Width = Annotated[int, Query(ge=1, le=10_000, description="Pixels that the screen needs")]


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture that was opened and encoded anew, and what is said of it."""

    checked: CheckedPicture
    alt: str
    rights: str


async def open_upload(
    before: ActingBefore, programme_id: UUID, form: Annotated[NewAsset, Form(media_type="multipart/form-data")]
) -> Upload:
    """Open a curator's picture, before the request's own transaction begins: that takes seconds."""
    async with before.acting() as (session, actor):
        await service.need_curator(session, actor, programme_id)
    return Upload(await service.open_picture(await form.file.read()), form.alt, form.rights)


async def open_own(
    before: ActingBefore, programme_id: UUID, form: Annotated[NewPicture, Form(media_type="multipart/form-data")]
) -> CheckedPicture:
    """Open an ambassador's picture, before the request's own transaction begins: that takes seconds."""
    async with before.acting() as (session, actor):
        await service.need_sharer(session, actor, programme_id)
    return await service.open_picture(await form.file.read())


@router.post("/programmes/{programme_id}/assets", status_code=201, responses=problems(*KEEPING))
async def create_asset(
    upload: Annotated[Upload, Depends(open_upload)],
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    programme_id: UUID,
) -> Asset:
    """Keep a picture for the programme's stories: JPEG, PNG, WebP or GIF, at most 20 MB and 40 megapixels."""
    return await service.keep_checked(
        session, actor, tools, programme_id, checked=upload.checked, alt=upload.alt, rights=upload.rights
    )


@router.post("/programmes/{programme_id}/pictures", status_code=201, responses=problems(*KEEPING, PicturesEnough))
async def create_picture(
    checked: Annotated[CheckedPicture, Depends(open_own)],
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    programme_id: UUID,
) -> Asset:
    """Keep a picture for my own posts, of the same kinds and sizes. Nobody else sees it before it is posted."""
    return await service.keep_own(session, actor, tools, programme_id, checked=checked)


@router.patch("/assets/{asset_id}", responses=problems(Unauthenticated, Forbidden, AssetNotFound))
async def update_asset(session: Tx, actor: CurrentActor, asset_id: UUID, patch: AssetPatch) -> Asset:
    """Change a picture's alternative text, focal point or rights."""
    return await service.update_asset(session, actor, asset_id, patch=patch)


@router.get("/assets/{asset_id}/image", response_class=Response, responses=problems(Unauthenticated, AssetNotFound))
async def read_image(
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    asset_id: UUID,
    width: Width = 1280,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The picture itself, for members of its programme; one's own for oneself."""
    image = await service.read_image(session, actor, tools, asset_id, width=width)
    headers = {"Cache-Control": FOREVER, "ETag": f'"{image.key}"', "Content-Security-Policy": NOTHING_RUNS}
    if if_none_match and image.key in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(image.data, media_type=image.media_type, headers=headers)


@router.get(PATH.removeprefix("/api/v1") + "{name}", response_class=Response, include_in_schema=False)
async def fetch_picture(tools: Toolbox, name: str) -> Response:
    """The picture itself, for a network that was given its signed address: as JPEG or PNG, and without a redirect."""
    image = await service.fetch_picture(tools, name)
    headers = {"Cache-Control": NOBODY_KEEPS, "Content-Security-Policy": NOTHING_RUNS, "X-Robots-Tag": "noindex"}
    return Response(image.data, media_type=image.media_type, headers=headers)
