"""Uploads: `/api/v2/media` and `/api/v1/media/:id`.

As Mastodon has it since 4.0, pictures are ready at once (200), moving ones are worked on first (202, then 206 until 200).
"""

from datetime import timedelta

from starlette.responses import JSONResponse, Response

from practice.api.calls import Call
from practice.api.entities import media_entity
from practice.api.errors import invalid, invalid_record, not_found
from practice.api.params import Params
from practice.files import DESCRIPTION_LIMIT, look_at
from practice.records.media import Media, add_media, describe_media, loose_media

WRITE = ("write", "write:media")
LARGE_FORMAT_SECONDS = 2.0
PROCESSING_FAILED = "Error processing thumbnail for uploaded media"


async def upload_media(call: Call) -> Response:
    """POST /api/v2/media."""
    file = call.params.file("file")
    if file is None:
        raise invalid_record("File can't be blank")
    upload = look_at(await file.read())
    door, now = call.practice.door, call.practice.clock()
    usual = 0.0 if upload.kind == "image" else LARGE_FORMAT_SECONDS
    seconds = usual if door.media_processing_seconds is None else door.media_processing_seconds
    media = Media(
        call.practice.store.next_id(now),
        call.caller.id,
        upload.kind,
        upload.mime,
        upload.width,
        upload.height,
        _description(call.params),
        _focus(call.params),
        now + timedelta(seconds=seconds),
        door.draw_media_failure(),
        None,
    )
    if media.broken and seconds == 0:
        raise invalid(PROCESSING_FAILED)
    add_media(call.practice.store, media, upload)
    return JSONResponse(media_entity(call.practice, media), 200 if media.is_ready(now) else 202)


async def show_media(call: Call) -> Response:
    """GET /api/v1/media/:id: 206 while it is being worked on, 422 when that failed."""
    return _state(call, _media(call))


async def update_media(call: Call) -> Response:
    """PUT /api/v1/media/:id, before the file hangs on a post."""
    media, params = _media(call), call.params
    description = media.description if params.text("description") is None else _description(params)
    focus = _focus(params) or media.focus
    return _state(call, describe_media(call.practice.store, media, description=description, focus=focus))


def _media(call: Call) -> Media:
    media = loose_media(call.practice.store, call.caller.id, call.path_id())
    if media is None:
        raise not_found()
    if media.broken and call.practice.clock() >= media.ready_at:
        raise invalid(PROCESSING_FAILED)
    return media


def _state(call: Call, media: Media) -> Response:
    return JSONResponse(media_entity(call.practice, media), 200 if media.is_ready(call.practice.clock()) else 206)


def _description(params: Params) -> str | None:
    description = params.text("description")
    if description is not None and len(description) > DESCRIPTION_LIMIT:
        raise invalid_record(f"Description is too long (maximum is {DESCRIPTION_LIMIT} characters)")
    return description or None


def _focus(params: Params) -> tuple[float, float] | None:
    x, comma, y = params.required("focus").partition(",")
    if not comma:
        return None
    try:
        return max(-1.0, min(1.0, float(x))), max(-1.0, min(1.0, float(y)))
    except ValueError:
        return None
