"""Pictures: uploaded in one go, described, and good for a day."""

import io
import json

from PIL import Image, UnidentifiedImageError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from simulators.x.callers import for_people
from simulators.x.errors import Refusal, forbidden, invalid
from simulators.x.world import ALT_TEXT, MEDIA_LIFE, Account, Medium, World

LARGEST, LONGEST_ALT, FIELDS = 5_000_000, 1000, 2
TAKEN = {"JPEG", "PNG", "WEBP", "GIF"}


async def upload(request: Request, world: World, account: Account) -> Response:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise invalid("The media is to be sent as multipart/form-data")
    async with request.form() as form:
        media = form.get("media")
        if not isinstance(media, UploadFile) or form.get("media_category") != "tweet_image" or len(form) != FIELDS:
            raise invalid("media and media_category are required, and nothing else")
        data = await media.read()
    if len(data) > LARGEST:
        raise Refusal(413, {"title": "Payload Too Large", "type": "about:blank", "status": 413})
    if world.broken_uploads or not _is_picture(data):
        world.broken_uploads = max(0, world.broken_uploads - 1)
        raise invalid("The media you are trying to upload is not valid.")
    medium = Medium(world.next_id(), account.id, world.clock())
    world.media[medium.id] = medium
    body = {
        "id": medium.id,
        "media_key": f"3_{medium.id}",
        "size": len(data),
        "expires_after_secs": int(MEDIA_LIFE.total_seconds()),
    }
    return JSONResponse({"data": body})


async def describe(request: Request, world: World, account: Account) -> Response:
    body = json.loads(await request.body())
    if (
        set(body) != {"id", "metadata"}
        or set(body["metadata"]) != {"alt_text"}
        or set(body["metadata"]["alt_text"]) != {"text"}
    ):
        raise invalid("A field is not known")
    medium, words = world.media.get(body["id"]), body["metadata"]["alt_text"]["text"]
    if medium is None or medium.owner != account.id:
        raise forbidden("The media is not yours.")
    if not 0 < len(words) <= LONGEST_ALT:
        raise invalid("alt_text takes 1 to 1000 characters")
    medium.alt = words
    world.charge("alt_text", ALT_TEXT)
    return JSONResponse({"data": {"id": medium.id, "associated_metadata": body["metadata"]}})


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.format in TAKEN
    except UnidentifiedImageError:
        return False


ROUTES: list[BaseRoute] = [
    Route("/2/media/upload", for_people("media", "media.write", act=upload), methods=["POST"]),
    Route("/2/media/metadata", for_people("media", "media.write", act=describe), methods=["POST"]),
]
