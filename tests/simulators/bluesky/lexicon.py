"""What a post's record must look like: app.bsky.feed.post as of 2026-08-20, and no field that the lexicon does not have."""

from datetime import datetime, timedelta
from typing import Any

import regex

from simulators.bluesky.errors import Refusal
from simulators.bluesky.sky import COLLECTION, Sky, cid_of

TID = regex.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
LANGUAGE = regex.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
DID = regex.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]+")
FIELDS = {"$type", "text", "createdAt", "langs", "facets", "embed", "reply", "labels", "tags"}
GRAPHEMES, BYTES, TAG_GRAPHEMES, LANGUAGES, IMAGES, ITEMS = 300, 3000, 64, 3, 4, 20
IMAGE_BYTES, THUMB_BYTES = 2_000_000, 1_000_000
BLOB_LIFE = timedelta(hours=1)


def check_record(sky: Sky, did: str, rkey: str, record: dict[str, Any]) -> None:
    """Raises Refusal for what the network would not keep."""
    if not TID.fullmatch(rkey):
        raise _invalid(f"Invalid record key for {COLLECTION}: {rkey}")
    if record.get("$type") != COLLECTION or set(record) - FIELDS:
        raise _invalid("Invalid $type, or a field that is none of its")
    text = record.get("text")
    if not isinstance(text, str) or len(text.encode()) > BYTES:
        raise _invalid(f"string too big (maximum {BYTES} bytes) at $.record.text")
    if len(regex.findall(r"\X", text)) > GRAPHEMES:
        raise _invalid(f"string too big (maximum {GRAPHEMES} graphemes) at $.record.text")
    _check_time(record.get("createdAt"))
    langs = record.get("langs", [])
    if len(langs) > LANGUAGES or not all(LANGUAGE.fullmatch(lang) for lang in langs):
        raise _invalid("langs")
    for facet in record.get("facets", []):
        _check_facet(text.encode(), facet)
    if "embed" in record:
        _check_embed(sky, did, record["embed"])


def _check_time(value: object) -> None:
    try:
        aware = isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise _invalid("createdAt must be a datetime with a zone")


def _check_facet(text: bytes, facet: dict[str, Any]) -> None:
    index = facet["index"]
    start, end = index["byteStart"], index["byteEnd"]
    if not 0 <= start < end <= len(text):
        raise _invalid("facet outside the text")
    try:
        shown = text[start:end].decode()
    except UnicodeDecodeError:
        raise _invalid("facet cuts a character") from None
    for feature in facet["features"]:
        match feature["$type"]:
            case "app.bsky.richtext.facet#link":
                fits = feature["uri"].startswith(("https://", "http://"))
            case "app.bsky.richtext.facet#tag":
                fits = len(regex.findall(r"\X", feature["tag"])) <= TAG_GRAPHEMES and shown[1:] == feature["tag"]
            case "app.bsky.richtext.facet#mention":
                fits = bool(DID.fullmatch(feature["did"])) and shown.startswith("@")
            case _:
                fits = False
        if not fits:
            raise _invalid("facet does not fit what it stands on")


def _check_embed(sky: Sky, did: str, embed: dict[str, Any]) -> None:
    match embed["$type"]:
        case "app.bsky.embed.images":
            images = embed["images"]
            if not 0 < len(images) <= IMAGES or not all(isinstance(image.get("alt"), str) for image in images):
                raise _invalid("array too big (maximum 4) or alt missing at $.record.embed.images")
            for image in images:
                _check_image(sky, did, {"aspectRatio": {"width": 1, "height": 1}, **image})
        case "app.bsky.embed.gallery":
            _check_items(sky, did, embed["items"])
        case "app.bsky.embed.external":
            external = embed["external"]
            if not all(isinstance(external.get(name), str) for name in ("uri", "title", "description")):
                raise _invalid("Missing required key at $.record.embed.external")
            if "thumb" in external:
                _check_blob(sky, did, external["thumb"], THUMB_BYTES)
        case other:
            raise _invalid(f"no such embed: {other}")


def _check_items(sky: Sky, did: str, items: list[dict[str, Any]]) -> None:
    if not 0 < len(items) <= ITEMS or not all(isinstance(item.get("alt"), str) for item in items):
        raise _invalid("array too big (maximum 20) or alt missing at $.record.embed.items")
    for item in items:
        if item.get("$type") != "app.bsky.embed.gallery#image":
            raise _invalid("union without $type at $.record.embed.items")
        _check_image(sky, did, item)


def _check_image(sky: Sky, did: str, image: dict[str, Any]) -> None:
    ratio = image.get("aspectRatio", {})
    if not all(isinstance(ratio.get(side), int) and ratio[side] > 0 for side in ("width", "height")):
        raise _invalid("aspectRatio")
    _check_blob(sky, did, image["image"], IMAGE_BYTES)


def _check_blob(sky: Sky, did: str, blob: dict[str, Any], limit: int) -> None:
    if blob["$type"] != "blob" or not blob["mimeType"].startswith("image/") or blob["size"] > limit:
        raise _invalid(f"blob too big (maximum {limit}) or of a wrong type")
    link = blob["ref"]["$link"]
    found = sky.blobs.get((did, link))
    used = any(link in str(record.value) for _, record in sky.standing(did))
    if found is None or (not used and found.at + BLOB_LIFE < sky.clock()):
        raise Refusal(400, "BlobNotFound", f"Could not find blob: {link}")
    if found.media_type != blob["mimeType"] or len(found.data) != blob["size"] or cid_of(found.data, 0x55) != link:
        raise Refusal(400, "InvalidMimeType", "Referenced Mimetype does not match stored blob")


def _invalid(said: str) -> Refusal:
    return Refusal(400, "InvalidRequest", f"Invalid {COLLECTION} record: {said}")
