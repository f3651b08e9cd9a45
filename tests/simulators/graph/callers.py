"""Who calls: a token that stands, in a header or in the address, with the rights that the call needs."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from simulators.graph.errors import Endpoint, expired, graph_error, missing, refusing
from simulators.graph.world import Account, Token, World, world_of

Act: TypeAlias = Callable[[Request, World, Account, Token], Awaitable[Response]]


def for_people(act: Act) -> Endpoint:
    """Let in whoever has a token that stands."""

    async def run(request: Request) -> Response:
        world = world_of(request)
        token = token_of(world, request)
        if world.manner.basic not in token.scopes:
            raise lacking(world.manner.basic)
        return await act(request, world, token.account, token)

    return refusing(run)


def token_of(world: World, request: Request) -> Token:
    """The token of a call. Raises Refusal."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    secret = secret if scheme == "Bearer" else request.query_params.get("access_token", "")
    token = world.tokens.get(secret)
    if token is None:
        raise graph_error(190, "Invalid OAuth access token - Cannot parse access token", status=401)
    if token.ended:
        raise expired("The user has not authorized the application.", 458)
    if token.expires_at <= world.clock():
        raise expired("Session has expired.", 463)
    return token


def need(token: Token, scope: str | None) -> None:
    """Raise Refusal where the token lacks a right."""
    if scope is None or scope not in token.scopes:
        raise lacking(scope or "(no permission allows this)")


def lacking(scope: str) -> Exception:
    return graph_error(10, f"Application does not have permission for this action: {scope}", status=403)


def own(account: Account, named: str) -> None:
    """Raise Refusal where an address names somebody else."""
    if named not in (account.id, "me"):
        raise missing(named)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a call: what stands in its body and in its address."""
    sent = await request.form()
    return {**request.query_params, **{name: value for name, value in sent.items() if isinstance(value, str)}}
