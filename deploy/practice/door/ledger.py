"""The ledger: the truth about what was accepted, whatever the network said about it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from practice.api.entities import Entity, status_url
from practice.ids import to_id
from practice.network import Practice, practice_of
from practice.records.accounts import account_named
from practice.records.media import media_of_status
from practice.records.statuses import Status, ledger
from practice.store import iso

PAGE_LIMIT = 10_000


async def show_ledger(request: Request) -> Response:
    """GET /practice/ledger?account=…&after=…&limit=…: posts accepted from apps, the eldest first, deleted ones too."""
    practice, query = practice_of(request), request.query_params
    account = account_named(practice.store, query["account"]) if "account" in query else None
    if "account" in query and account is None:
        return JSONResponse({"error": "There is no such account"}, 404)
    statuses = ledger(
        practice.store,
        account_id=None if account is None else account.id,
        after=to_id(query.get("after")) or 0,
        limit=min(to_id(query.get("limit")) or PAGE_LIMIT, PAGE_LIMIT),
    )
    return JSONResponse({"posts": [_entry(practice, status) for status in statuses]})


def _entry(practice: Practice, status: Status) -> Entity:
    draft = status.draft
    return {
        "id": str(status.id),
        "account": status.account.username,
        "accepted_at": iso(status.created_at),
        "idempotency_key": status.idempotency_key,
        "text": draft.text,
        "spoiler_text": draft.spoiler_text,
        "visibility": draft.visibility,
        "language": draft.language,
        "media_ids": [str(media_id) for media_id in draft.media_ids],
        "media_descriptions": [
            media.description or "" for media in media_of_status(practice.store, status.id, draft.media_ids)
        ],
        "in_reply_to_id": None if draft.in_reply_to_id is None else str(draft.in_reply_to_id),
        "url": status_url(practice, status),
        "deleted_at": None if status.deleted_at is None else iso(status.deleted_at),
    }
