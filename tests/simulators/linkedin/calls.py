"""What every call of the API is held to: its headers, its token, its rights, its day's quota, and how it writes lists."""

from urllib.parse import unquote

import regex
from starlette.requests import Request

from simulators.linkedin.refusals import Refusal, over_quota
from simulators.linkedin.world import VERSIONS, Token, World

MONTH = regex.compile(r"20\d\d(0[1-9]|1[0-2])")
LIST = regex.compile(r"List\(([^()]*)\)")
ADMIN_SCOPE = "rw_organization_admin"


def caller_of(world: World, request: Request) -> Token:
    """Whose call it is. Raises Refusal for a token that is none, or none any more."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    token = next((one for one in world.tokens if scheme == "Bearer" and one.access == given), None)
    if token is None:
        raise Refusal(401, "Invalid access token", number=65600)
    if token.ended:
        raise Refusal(401, "The token used in the request has been revoked by the user", number=65601)
    if token.expires_at <= world.clock():
        raise Refusal(401, "The token used in the request has expired", number=65602)
    return token


def called(world: World, request: Request, *, needs: str = "") -> Token:
    """The token of a call below /rest that keeps the rules. Raises Refusal."""
    version = request.headers.get("linkedin-version", "")
    if not version:
        raise Refusal(400, "A version must be present. Please specify a version.", code="VERSION_MISSING")
    if not MONTH.fullmatch(version):
        raise Refusal(400, f"Invalid version format {version}", code="INVALID_VERSION")
    if version in world.ended_versions or not VERSIONS[0] <= version <= VERSIONS[1]:
        raise Refusal(426, f"Requested version {version} is not active", code="NONEXISTENT_VERSION")
    if request.headers.get("x-restli-protocol-version") != "2.0.0":
        raise Refusal(400, "Invalid X-Restli-Protocol-Version", code="ILLEGAL_ARGUMENT")
    token = caller_of(world, request)
    day, member = world.clock().date(), token.member.id
    world.calls[day, member] += 1
    if world.calls[day, member] > world.calls_a_day:
        raise over_quota()
    if needs:
        need(token, needs)
    return token


def need(token: Token, scope: str) -> None:
    """Raise Refusal where a right is missing."""
    if scope not in token.scopes:
        raise Refusal(403, f"Not enough permissions to access: {scope}", code="ACCESS_DENIED", number=100)


def need_role(token: Token, page: str) -> None:
    """Raise Refusal where the person does not administer the page."""
    if page.removeprefix("urn:li:organization:") not in token.member.administers:
        raise Refusal(403, "Viewer does not have the role on the organisation", code="ACCESS_DENIED", number=100)


def query_of(request: Request) -> dict[str, str]:
    """The parameters as they were written: brackets and commas of lists stand as they are, URNs are encoded."""
    raw = request.scope["query_string"].decode()
    if "urn:" in raw or "%28" in raw or "%2C" in raw:
        raise Refusal(400, "Invalid query parameters passed to request", code="ILLEGAL_ARGUMENT")
    return dict(part.split("=", 1) for part in raw.split("&") if "=" in part)


def urn_in(query: dict[str, str], name: str) -> str:
    """A URN among the parameters."""
    return unquote(query.get(name, ""))


def list_in(query: dict[str, str], name: str) -> list[str]:
    """A list among the parameters. Raises Refusal where it is written in any other way."""
    found = LIST.fullmatch(query.get(name, "List()"))
    if found is None:
        raise Refusal(400, f"Invalid value for {name}", code="ILLEGAL_ARGUMENT")
    return [unquote(part) for part in found[1].split(",") if part]


def urn_of_path(request: Request) -> str:
    """The URN in the path, which has to be encoded there."""
    if b"urn%3Ali%3A" not in request.scope["raw_path"]:
        raise Refusal(400, "Syntax exception in path variables", code="ILLEGAL_ARGUMENT")
    return request.path_params["urn"]
