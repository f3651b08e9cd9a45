"""Pictures over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Header, Query, Response

from api.auth.actor import CurrentActor
from api.features.assets import service
from api.features.assets.errors import AssetNotFound, PictureTooLarge, PictureType, PictureUnreadable
from api.features.assets.schemas import Asset, AssetPatch, NewAsset
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, Unauthenticated
from kernel.kit.public_pictures import PATH

router = APIRouter(tags=["assets"], route_class=Route)

FOREVER = "private, max-age=31536000, immutable"
"""A picture's bytes never change; only members may see them, so no cache between us may keep them."""
NOBODY_KEEPS = "private, no-store"
"""An address that ends must not be outlived by what it led to."""
NOTHING_RUNS = "default-src 'none'; sandbox"
Width = Annotated[int, Query(ge=1, le=10_000, description="Pixels that the screen needs")]


@router.post(
    "/programmes/{programme_id}/assets",
    status_code=201,
    responses=problems(Unauthenticated, Forbidden, NotFound, PictureType, PictureTooLarge, PictureUnreadable),
)
async def create_asset(
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    programme_id: UUID,
    form: Annotated[NewAsset, Form(media_type="multipart/form-data")],
) -> Asset:
    """Keep a picture for the programme's stories: JPEG, PNG, WebP or GIF, at most 20 MB and 40 megapixels."""
    return await service.keep_picture(
        session, actor, tools, programme_id, data=await form.file.read(), alt=form.alt, rights=form.rights
    )


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
    """The picture itself, for members of its programme."""
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
