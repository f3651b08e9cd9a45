"""The post itself: a record under a key of our own choice, the same bytes however often it is sent."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from networks.contract import PostRef
from networks.drafts import Picture, State

COLLECTION = "app.bsky.feed.post"
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
KEY_LENGTH = 13
CLOCK_IDS = 1024
APP = "https://bsky.app"
GALLERY = "app.bsky.embed.gallery"
MOST_IMAGES = 4
"""In the older form of a post with pictures; the lexicon takes no more there."""


def record_key(key: str, at: datetime) -> str:
    """The record's key, a TID: 53 bits of microseconds since 1970, then 10 that tell apart what falls on the same one.

    Of the specification (atproto.com/specs/tid); the 10 bits are taken from `key`, so that every replay has the same.
    """
    since = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    microseconds = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    number = microseconds * CLOCK_IDS + int.from_bytes(sha256(key.encode()).digest()[:2]) % CLOCK_IDS
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(KEY_LENGTH)))


def record_of(payload: State, at: datetime, facets: list[State], blobs: dict[str, Any]) -> State:
    """Write the record. `blobs` are the uploaded pictures by their number in the payload."""
    created = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record: State = {"$type": COLLECTION, "text": payload["text"], "createdAt": created}
    if payload["languages"]:
        record["langs"] = payload["languages"]
    if facets:
        record["facets"] = sorted(facets, key=lambda item: item["index"]["byteStart"])
    pictures = [Picture(**picture) for picture in payload["pictures"]]
    if payload["external"]:
        thumb = {"thumb": blobs["0"]} if pictures else {}
        record["embed"] = {"$type": "app.bsky.embed.external", "external": payload["external"] | thumb}
    elif pictures:
        images = [_image(picture, blobs[str(number)]) for number, picture in enumerate(pictures)]
        record["embed"] = _images(images) if len(images) <= MOST_IMAGES else _gallery(images)
    return record


def ref_of(did: str, key: str) -> PostRef:
    """The post's address among records, and where people see it."""
    return PostRef(f"at://{did}/{COLLECTION}/{key}", f"{APP}/profile/{did}/post/{key}")


def key_of(post: PostRef) -> str:
    """The record's key out of its address."""
    return post.id.rpartition("/")[2]


def _images(images: list[State]) -> State:
    return {"$type": "app.bsky.embed.images", "images": images}


def _gallery(images: list[State]) -> State:
    """Where there are more than the older form holds; every app that shows posts knows that one, so it comes first."""
    unmeasured = {"aspectRatio": {"width": 1, "height": 1}}
    items = [{"$type": f"{GALLERY}#image", **unmeasured, **image} for image in images]
    return {"$type": GALLERY, "items": items}


def _image(picture: Picture, blob: Any) -> State:
    image: State = {"alt": picture.alt, "image": blob}
    if picture.width and picture.height:
        image["aspectRatio"] = {"width": picture.width, "height": picture.height}
    return image
