"""What may be posted: the checks of Mastodon's PostStatusService, in its order and its words."""

from typing import cast, get_args

import regex

from practice.api.errors import invalid, invalid_record, not_found
from practice.api.params import Params
from practice.ids import to_id
from practice.network import Practice
from practice.records.accounts import Account
from practice.records.media import Media, loose_media
from practice.records.statuses import Draft, Visibility, live_status
from practice.text import MAX_CHARACTERS, count_characters

MAX_MEDIA = 4
NOT_OFFERED = ("scheduled_at", "poll", "quoted_status_id")
_LANGUAGE = regex.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def check_draft(practice: Practice, account: Account, params: Params) -> Draft:
    """The post that the parameters ask for.

    Raises ApiError 422 when it may not be posted, 404 when it answers a post that is not there.
    """
    media = _check_media(practice, account, params.many("media_ids"))
    text, spoiler_text = params.required("status"), params.required("spoiler_text")
    sensitive = params.flag("sensitive") or bool(spoiler_text)
    if not text.strip() and spoiler_text:
        text, spoiler_text = spoiler_text, ""
    if not text.strip() and not media:
        raise invalid_record("Text can't be blank")
    if count_characters(text, spoiler_text) > MAX_CHARACTERS:
        raise invalid_record(f"Text character limit of {MAX_CHARACTERS} exceeded")
    for name in NOT_OFFERED:
        if params.has(name):
            raise invalid_record(f"{name} is not offered by the practice network")
    language = params.required("language")
    return Draft(
        text,
        spoiler_text,
        sensitive,
        _check_visibility(params.text("visibility")),
        language if _LANGUAGE.fullmatch(language) else "en",
        _check_reply(practice, params.text("in_reply_to_id")),
        tuple(item.id for item in media),
    )


def _check_media(practice: Practice, account: Account, ids: list[str]) -> list[Media]:
    if len(ids) > MAX_MEDIA:
        raise invalid(f"Cannot attach more than {MAX_MEDIA} files")
    media, missing = list[Media](), list[str]()
    for text in dict.fromkeys(ids):
        found = loose_media(practice.store, account.id, to_id(text) or 0)
        media += [found] if found else []
        missing += [] if found else [text]
    if missing:
        raise invalid(f"Media {', '.join(missing)} not found or already attached to another post")
    if len(media) > 1 and any(item.kind == "video" for item in media):
        raise invalid("Cannot attach a video to a post that already contains images")
    if not all(item.is_ready(practice.clock()) for item in media):
        raise invalid("Cannot attach files that have not finished processing. Try again in a moment!")
    return media


def _check_visibility(given: str | None) -> Visibility:
    if given is None or given == "":
        return "public"
    if given not in get_args(Visibility):
        raise invalid_record("Visibility is not included in the list")
    return cast(Visibility, given)


def _check_reply(practice: Practice, given: str | None) -> int | None:
    if not given:
        return None
    status = live_status(practice.store, to_id(given) or 0)
    if status is None:
        raise not_found("The post you are trying to reply to does not appear to exist.")
    return status.id
