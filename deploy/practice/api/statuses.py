"""Posting, reading and deleting: `/api/v1/statuses`."""

import asyncio
from datetime import timedelta

from starlette.responses import JSONResponse, Response

from practice.api.calls import Call
from practice.api.entities import media_entity, status_entity
from practice.api.errors import ApiError, not_found, unavailable
from practice.api.posting import check_draft
from practice.door.drop import Dropped
from practice.door.lies import STORES, Lie, Telling
from practice.ids import to_id
from practice.network import Practice
from practice.records.accounts import Account
from practice.records.media import media_of_status
from practice.records.statuses import Status, add_status, delete_status, live_status, status_id_of_key

READ = ("read", "read:statuses")
WRITE = ("write", "write:statuses")
INDEX_LIMIT = 20
LOOK_AT_CLOCK_SECONDS = 0.05


async def create_status(call: Call) -> Response:
    """POST /api/v1/statuses, once per Idempotency-Key and hour; or whatever lie is due."""
    account = call.caller
    call.practice.door.seen["creates"] += 1
    telling = call.practice.door.draw(account.username)
    if telling is None:
        return _post(call)
    if telling.lie is Lie.SLOW:
        await _wait(call.practice, telling.seconds)
    if telling.lie not in STORES:
        return _lie(telling)
    honest = _post(call)
    if telling.lie is Lie.STORE_THEN_SLOW:
        await _wait(call.practice, telling.seconds)
    return honest if telling.lie in (Lie.SLOW, Lie.STORE_THEN_SLOW) else _lie(telling)


async def show_status(call: Call) -> Response:
    """GET /api/v1/statuses/:id."""
    return _answer(call, _visible(call, call.path_id()))


async def index_statuses(call: Call) -> Response:
    """GET /api/v1/statuses?id[]=…, leaving out what is gone or not for the caller."""
    ids = [to_id(text) for text in call.params.many("id")[:INDEX_LIMIT]]
    found = [live_status(call.practice.store, status_id) for status_id in ids if status_id is not None]
    seen = [status for status in found if status is not None and is_visible(status, call.account)]
    return JSONResponse([status_entity(call.practice, status, own=_is_own(call, status)) for status in seen])


async def remove_status(call: Call) -> Response:
    """DELETE /api/v1/statuses/:id, answering what is needed to post it again."""
    status = live_status(call.practice.store, call.path_id())
    if status is None or status.account.id != call.caller.id:
        raise not_found()
    entity = status_entity(call.practice, status, own=True)
    media = media_of_status(call.practice.store, status.id, status.draft.media_ids)
    delete_status(call.practice.store, status.id, call.practice.clock())
    return JSONResponse(
        {**entity, "text": status.draft.text, "media_attachments": [media_entity(call.practice, m) for m in media]}
    )


def is_visible(status: Status, viewer: Account | None) -> bool:
    """Whether a post is for this viewer; nobody is a stranger."""
    own = viewer is not None and viewer.id == status.account.id
    return own or status.draft.visibility in ("public", "unlisted")


def _post(call: Call) -> Response:
    practice, account = call.practice, call.caller
    key = None if practice.door.ignore_keys else call.request.headers.get("idempotency-key", "").strip() or None
    if key is not None and (earlier := status_id_of_key(practice.store, account.id, key, practice.clock())):
        return _answer(call, _repeated(practice, earlier))
    draft = check_draft(practice, account, call.params)
    spent = practice.rates.spend("statuses", account.id, practice.clock())
    if spent is not None and spent.remaining < 0:
        raise ApiError(429, "Too many requests", spent.headers())
    app_id = None if call.token is None else call.token.app_id
    status = add_status(practice.store, account, draft, practice.clock(), app_id=app_id, key=key)
    practice.door.seen["stored"] += 1
    return _answer(call, status, {} if spent is None else spent.headers())


def _repeated(practice: Practice, status_id: int) -> Status:
    practice.door.seen["repeated"] += 1
    if practice.door.repeated_key_500:
        raise ApiError(500, "Internal Server Error")
    status = live_status(practice.store, status_id)
    if status is None:
        raise not_found()
    return status


async def _wait(practice: Practice, seconds: float) -> None:
    """Wait by the network's own clock, so that a test that holds the clock holds the answer."""
    until = practice.clock() + timedelta(seconds=seconds)
    while (left := (until - practice.clock()).total_seconds()) > 0:  # noqa: ASYNC110 a clock sets no event
        await asyncio.sleep(min(left, LOOK_AT_CLOCK_SECONDS))


def _lie(telling: Telling) -> Response:
    later = {"Retry-After": str(telling.retry_after)}
    match telling.lie:
        case Lie.STORE_THEN_DROP | Lie.DROP:
            return Dropped(reset=telling.reset)
        case Lie.STORE_THEN_GARBAGE:
            return Response("<!doctype html><title>OK", media_type="text/html")
        case Lie.RATE_LIMITED:
            raise ApiError(429, "Too many requests", later)
        case Lie.UNAVAILABLE:
            raise unavailable(later)
        case Lie.REFUSE_TEXT:
            raise ApiError(422, telling.message)
        case _:
            raise ApiError(500, "Internal Server Error")


def _visible(call: Call, status_id: int) -> Status:
    status = live_status(call.practice.store, status_id)
    if status is None or not is_visible(status, call.account):
        raise not_found()
    return status


def _is_own(call: Call, status: Status) -> bool:
    return call.account is not None and call.account.id == status.account.id


def _answer(call: Call, status: Status, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(status_entity(call.practice, status, own=_is_own(call, status)), headers=headers)
