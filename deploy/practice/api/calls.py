"""A call of the REST API from the outside in: token, rate limits, scope, and only then what was asked for."""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from practice.api.errors import ApiError, invalid, unauthorised
from practice.api.params import Params, read_params
from practice.api.rates import Spent
from practice.ids import to_id
from practice.network import Practice, practice_of
from practice.records.accounts import Account, account_by_id
from practice.records.grants import Token, token_issued


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let in. `account` is who calls, None for an app or a stranger."""

    request: Request
    practice: Practice
    params: Params
    token: Token | None
    account: Account | None

    @property
    def caller(self) -> Account:
        """Who calls. Raises ApiError 422 for a token that stands for nobody."""
        if self.account is None:
            raise invalid("This method requires an authenticated user")
        return self.account

    def path_id(self) -> int:
        """The id in the path; 0, which is nobody's, when it is no number."""
        return to_id(self.request.path_params["id"]) or 0


Handler: TypeAlias = Callable[[Call], Awaitable[Response]]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def endpoint(
    handler: Handler, *scopes: str, token_needed: bool = True, user: bool = True, window: str | None = None
) -> Endpoint:
    """Wrap a handler: any one of `scopes` suffices; `window` is a rate limit of the account on top of the usual."""

    @functools.wraps(handler)
    async def answer(request: Request) -> Response:
        practice = practice_of(request)
        spent: list[Spent] = []
        try:
            token = _token_of(practice, request)
            spent = _spend(practice, token, window)
            account = _authorise(practice, token, scopes, needed=token_needed, user=user)
            response = await handler(Call(request, practice, await read_params(request), token, account))
        except ApiError as error:
            response = error.response()
        finally:
            await request.close()
        return _finished(response, spent)

    return answer


def _token_of(practice: Practice, request: Request) -> Token | None:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = token_issued(practice.store, secret.strip())
    if token is None:
        raise unauthorised()
    if token.revoked:
        raise unauthorised("The access token was revoked")
    if token.expires_at is not None and token.expires_at <= practice.clock():
        raise unauthorised("The access token expired")
    return token


def _spend(practice: Practice, token: Token | None, window: str | None) -> list[Spent]:
    if token is None:
        return []
    now = practice.clock()
    windows = [("requests", token.id)]
    if token.account_id is not None:
        windows += [(name, token.account_id) for name in ("account", window) if name is not None]
    spent = [part for name, subject in windows if (part := practice.rates.spend(name, subject, now)) is not None]
    over = [part for part in spent if part.remaining < 0]
    if over:
        raise ApiError(429, "Too many requests", over[0].headers())
    return spent


def _authorise(
    practice: Practice, token: Token | None, scopes: tuple[str, ...], *, needed: bool, user: bool
) -> Account | None:
    if token is None:
        if needed:
            raise unauthorised()
        return None
    if scopes and not set(scopes) & set(token.scopes):
        raise ApiError(403, "This action is outside the authorized scopes")
    account = None if token.account_id is None else account_by_id(practice.store, token.account_id)
    if account is None and user and needed:
        raise invalid("This method requires an authenticated user")
    return account


def _finished(response: Response, spent: list[Spent]) -> Response:
    if spent and "x-ratelimit-limit" not in response.headers:
        response.headers.update(min(spent, key=lambda part: part.remaining).headers())
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
