"""Who calls: a token that stands, of an app that is open, with the right that the call needs and calls left to make."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from simulators.x.errors import Endpoint, Refusal, forbidden, too_many, unauthorised, without_credits
from simulators.x.world import WINDOW, Account, Grant, World, world_of

Act: TypeAlias = Callable[[Request, World, Account], Awaitable[Response]]
LOCKED = (
    "To protect our users from spam and other malicious activity, this account is temporarily locked. Please log in to"
    " https://x.com to unlock your account."
)


def for_people(name: str, *scopes: str, act: Act) -> Endpoint:
    """Let in whoever may, count the call, and say in its answer how many are left."""

    async def run(request: Request) -> Response:
        world = world_of(request)
        try:
            account = _caller(world, request, scopes)
            headers = _count(world, name, account)
            if world.credits == 0:
                raise without_credits()
            answer = await act(request, world, account)
        except Refusal as refusal:
            return refusal.response()
        for header, value in headers.items():
            answer.headers.setdefault(header, value)
        return answer

    return run


def grant_of(world: World, token: str) -> Grant | None:
    """The consent behind an access token that still lives."""
    for grant in world.grants:
        if not grant.ended and token and grant.access.get(token, world.clock()) > world.clock():
            return grant
    return None


def _caller(world: World, request: Request, scopes: tuple[str, ...]) -> Account:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    grant = grant_of(world, token) if scheme == "Bearer" else None
    if grant is None:
        raise unauthorised()
    if world.apps[grant.client_id].closed:
        raise forbidden("The client app is not permitted to use this API.", "client-forbidden")
    if grant.account.standing == "suspended":
        raise forbidden("The user's account is suspended.", "user-suspended")
    if grant.account.standing == "locked":
        raise forbidden(LOCKED)
    if not set(scopes) <= set(grant.scopes):
        raise forbidden("You are not permitted to perform this action.")
    return grant.account


def _count(world: World, name: str, account: Account) -> dict[str, str]:
    at, limit = world.clock(), world.limits[name]
    made = [moment for moment in world.calls.get((name, account.id), []) if moment > at - WINDOW]
    world.calls[name, account.id] = made
    if len(made) >= limit:
        raise too_many(world, limit, made[0] + WINDOW - at)
    made.append(at)
    reset = int((made[0] + WINDOW).timestamp())
    left = str(limit - len(made))
    return {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": left, "x-rate-limit-reset": str(reset)}
