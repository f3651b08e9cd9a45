"""Pictures: a place for one is asked for at the API, its bytes go to another host, and then LinkedIn works on it a while."""

import io
import json
import secrets
from datetime import timedelta

from PIL import Image as Picture
from PIL import UnidentifiedImageError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.linkedin.calls import called, caller_of, need, need_role, query_of
from simulators.linkedin.refusals import Refusal, rest
from simulators.linkedin.world import Image, world_of

TAKEN = ("JPEG", "PNG", "GIF")
HOUR = 3_600_000


async def initialise(request: Request) -> Response:
    world = world_of(request)
    token = called(world, request)
    if query_of(request).get("action") != "initializeUpload":
        raise Refusal(400, "No such action", code="ILLEGAL_ARGUMENT")
    owner = str(json.loads(await request.body()).get("initializeUploadRequest", {}).get("owner"))
    if owner == f"urn:li:person:{token.member.id}":
        need(token, "w_member_social")
    else:
        need(token, "w_organization_social")
        need_role(token, owner)
    urn, key = f"urn:li:image:C4E{len(world.images):05}", secrets.token_urlsafe(24)
    world.images[urn] = Image(owner, key)
    ends = int(world.clock().timestamp() * 1000) + HOUR
    url = world.upload_to or f"{world.uploads}/dms-uploads/{key}/uploaded-image/0?ca=vector_feedshare"
    return JSONResponse({"value": {"uploadUrlExpiresAt": ends, "uploadUrl": url, "image": urn}})


async def put(request: Request) -> Response:
    """The picture itself. What is none is only found out while working on it."""
    world = world_of(request)
    caller_of(world, request)
    image = next((one for one in world.images.values() if one.key == request.path_params["key"]), None)
    if image is None:
        raise Refusal(404, "Not found")
    image.broken = not _is_picture(await request.body())
    if world.broken_uploads:
        world.broken_uploads -= 1
        image.broken = True
    image.ready_at = world.clock() + timedelta(seconds=world.media_seconds)
    return Response(status_code=201)


def _is_picture(data: bytes) -> bool:
    try:
        with Picture.open(io.BytesIO(data)) as image:
            return image.format in TAKEN
    except UnidentifiedImageError:
        return False


ROUTES: list[BaseRoute] = [Route("/rest/images", rest(initialise), methods=["POST"])]
UPLOADS: list[BaseRoute] = [Route("/dms-uploads/{key}/uploaded-image/0", rest(put), methods=["PUT"])]
