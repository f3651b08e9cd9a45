"""Who calls: a token that stands, of a page where a page is meant, with the rights that the call needs."""

from starlette.requests import Request

from simulators.facebook.world import Page, Token, World
from simulators.graph.errors import expired, graph_error, missing


def token_of(world: World, request: Request) -> Token:
    """The token of a call. Raises Refusal."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    held = world.tokens.get(secret if scheme == "Bearer" else "")
    if held is None:
        raise graph_error(190, "Invalid OAuth access token - Cannot parse access token", status=401)
    if held.ended:
        raise expired("The user has not authorized the application.", 458)
    if held.expires_at is not None and held.expires_at <= world.clock():
        raise expired("Session has expired.", 463)
    return held


def page_of(world: World, request: Request, scope: str) -> Page:
    """The page that is posted on or read, by a token of its own. Raises Refusal."""
    held = token_of(world, request)
    named = request.path_params["id"].partition("_")[0]
    if held.page is None or held.page.id != named:
        raise missing(request.path_params["id"])
    if scope not in held.scopes or "CREATE_CONTENT" not in held.person.tasks.get(named, ()):
        raise graph_error(200, f"(#200) Requires {scope} permission to manage the object", status=403)
    return held.page


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a call's body and address."""
    sent = await request.form()
    return {**request.query_params, **{name: value for name, value in sent.items() if isinstance(value, str)}}
