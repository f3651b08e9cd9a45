"""Who the token stands for, and what an account posted: `/api/v1/accounts`."""

from datetime import timedelta

from starlette.responses import JSONResponse, Response

from practice.api.calls import Call
from practice.api.entities import account_entity, own_account_entity, status_entity
from practice.api.errors import not_found, unavailable
from practice.records.accounts import Account, account_by_id
from practice.records.statuses import Slice, Status, statuses_of

READ = ("read", "read:accounts")
DEFAULT_LIMIT, MAX_LIMIT = 20, 40


async def verify_credentials(call: Call) -> Response:
    """GET /api/v1/accounts/verify_credentials."""
    return JSONResponse(own_account_entity(call.practice, call.caller))


async def show_account(call: Call) -> Response:
    """GET /api/v1/accounts/:id."""
    return JSONResponse(account_entity(call.practice, _account(call)))


async def account_statuses(call: Call) -> Response:
    """GET /api/v1/accounts/:id/statuses, newest first; new posts may lag behind when told so."""
    account = _account(call)
    own = call.account is not None and call.account.id == account.id
    door, params = call.practice.door, call.params
    if door.draw_list_failure():
        raise unavailable({})
    lag, part = door.lists_lag_seconds, _slice(call)
    statuses = (
        []
        if params.flag("pinned")
        else statuses_of(
            call.practice.store,
            account.id,
            part,
            own=own,
            only_media=params.flag("only_media"),
            replies=not params.flag("exclude_replies"),
            made_until=call.practice.clock() - timedelta(seconds=lag) if lag else None,
        )
    )
    entities = [status_entity(call.practice, status, own=own) for status in statuses]
    return JSONResponse(entities, headers=_links(call, statuses))


def _account(call: Call) -> Account:
    account = account_by_id(call.practice.store, call.path_id())
    if account is None:
        raise not_found()
    return account


def _slice(call: Call) -> Slice:
    params = call.params
    limit = min(params.number("limit") or DEFAULT_LIMIT, MAX_LIMIT)
    return Slice(limit, params.number("max_id"), params.number("since_id"))


def _links(call: Call, statuses: list[Status]) -> dict[str, str]:
    if not statuses:
        return {}
    older = f"{call.practice.url}{call.request.url.path}?max_id={statuses[-1].id}"
    return {"Link": f'<{older}>; rel="next"'}
