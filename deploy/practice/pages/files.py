"""Serving what was uploaded."""

from starlette.requests import Request
from starlette.responses import Response

from practice.network import practice_of
from practice.pages.assets import FOR_A_YEAR
from practice.records.media import media_file, media_preview


async def serve_original(request: Request) -> Response:
    """GET /practice/media/:id/original.…: the file as it came."""
    found = media_file(practice_of(request).store, request.path_params["id"])
    if found is None:
        return Response(status_code=404)
    return Response(found[1], media_type=found[0], headers=FOR_A_YEAR)


async def serve_preview(request: Request) -> Response:
    """GET /practice/media/:id/small.jpg."""
    preview = media_preview(practice_of(request).store, request.path_params["id"])
    if preview is None:
        return Response(status_code=404)
    return Response(preview, media_type="image/jpeg", headers=FOR_A_YEAR)
