"""Accounts, posts and media as Mastodon's API describes them."""

from typing import Any, TypeAlias

from practice.network import Practice
from practice.records.accounts import Account, account_named, numbers_of
from practice.records.grants import app_by_id
from practice.records.media import Media, media_of_status
from practice.records.reactions import reactions_to
from practice.records.statuses import Status, live_status
from practice.store import iso
from practice.text import hashtags, mentioned, to_html

Entity: TypeAlias = dict[str, Any]

SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
}


def account_entity(practice: Practice, account: Account) -> Entity:
    """https://docs.joinmastodon.org/entities/Account/."""
    numbers = numbers_of(practice.store, account.id)
    avatar = f"{practice.url}/practice/avatars/{account.username}.png"
    header = f"{practice.url}/practice/headers/{account.username}.png"
    last = numbers.last_status_at
    return {
        "id": str(account.id),
        "username": account.username,
        "acct": account.username,
        "display_name": account.display_name,
        "locked": False,
        "bot": False,
        "discoverable": True,
        "indexable": False,
        "group": False,
        "created_at": iso(account.created_at.replace(hour=0, minute=0, second=0, microsecond=0)),
        "note": "",
        "url": account_url(practice, account),
        "uri": f"{practice.url}/users/{account.username}",
        "avatar": avatar,
        "avatar_static": avatar,
        "header": header,
        "header_static": header,
        "followers_count": numbers.followers,
        "following_count": numbers.following,
        "statuses_count": numbers.statuses,
        "last_status_at": None if last is None else last.date().isoformat(),
        "hide_collections": False,
        "noindex": True,
        "emojis": [],
        "roles": [],
        "fields": [],
    }


def own_account_entity(practice: Practice, account: Account) -> Entity:
    """https://docs.joinmastodon.org/entities/Account/#CredentialAccount."""
    source: Entity = {
        "privacy": "public",
        "sensitive": False,
        "language": None,
        "note": "",
        "fields": [],
        "follow_requests_count": 0,
        "hide_collections": False,
        "discoverable": True,
        "indexable": False,
        "attribution_domains": [],
    }
    role: Entity = {"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False}
    return {**account_entity(practice, account), "source": source, "role": role}


def status_entity(practice: Practice, status: Status, *, own: bool = False) -> Entity:
    """https://docs.joinmastodon.org/entities/Status/ — `own` adds what only its author is told."""
    draft, reactions = status.draft, reactions_to(practice.store, status.id)
    answered = None if draft.in_reply_to_id is None else live_status(practice.store, draft.in_reply_to_id)
    app = None if status.app_id is None else app_by_id(practice.store, status.app_id)
    personal: Entity = {"favourited": False, "reblogged": False, "muted": False, "bookmarked": False, "pinned": False}
    return {
        "id": str(status.id),
        "created_at": iso(status.created_at),
        "in_reply_to_id": None if draft.in_reply_to_id is None else str(draft.in_reply_to_id),
        "in_reply_to_account_id": None if answered is None else str(answered.account.id),
        "sensitive": draft.sensitive,
        "spoiler_text": draft.spoiler_text,
        "visibility": draft.visibility,
        "language": draft.language,
        "uri": f"{practice.url}/users/{status.account.username}/statuses/{status.id}",
        "url": status_url(practice, status),
        "replies_count": reactions.replies,
        "reblogs_count": reactions.reblogs,
        "favourites_count": reactions.favourites,
        "quotes_count": 0,
        "edited_at": None,
        "content": status_html(practice, status),
        "reblog": None,
        "application": None if app is None else {"name": app.name, "website": app.website},
        "account": account_entity(practice, status.account),
        "media_attachments": [
            media_entity(practice, media) for media in media_of_status(practice.store, status.id, draft.media_ids)
        ],
        "mentions": _mention_entities(practice, draft.text),
        "tags": [{"name": tag.lower(), "url": f"{practice.url}/tags/{tag.lower()}"} for tag in hashtags(draft.text)],
        "emojis": [],
        "quote": None,
        "card": None,
        "poll": None,
        **(personal if own else {}),
    }


def media_entity(practice: Practice, media: Media) -> Entity:
    """https://docs.joinmastodon.org/entities/MediaAttachment/."""
    ready, address = media.is_ready(practice.clock()), f"{practice.url}/practice/media/{media.id}"
    meta: Entity = {}
    if media.width and media.height:
        size: Entity = {"width": media.width, "height": media.height, "size": f"{media.width}x{media.height}"}
        meta["original"] = {**size, "aspect": media.width / media.height}
    if media.focus is not None:
        meta["focus"] = {"x": media.focus[0], "y": media.focus[1]}
    return {
        "id": str(media.id),
        "type": media.kind,
        "url": f"{address}/original.{SUFFIXES[media.mime]}" if ready else None,
        "preview_url": None if media.kind == "video" else f"{address}/small.jpg",
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": meta,
        "description": media.description,
        "blurhash": None,
    }


def status_html(practice: Practice, status: Status) -> str:
    """The post's text as HTML."""
    return to_html(status.draft.text, practice.url, lambda name: account_named(practice.store, name) is not None)


def status_url(practice: Practice, status: Status) -> str:
    """The page of a post."""
    return f"{account_url(practice, status.account)}/{status.id}"


def account_url(practice: Practice, account: Account) -> str:
    """The page of an account."""
    return f"{practice.url}/@{account.username}"


def _mention_entities(practice: Practice, text: str) -> list[Entity]:
    known = [other for name in mentioned(text) if (other := account_named(practice.store, name)) is not None]
    return [
        {"id": str(other.id), "username": other.username, "url": account_url(practice, other), "acct": other.username}
        for other in known
    ]
