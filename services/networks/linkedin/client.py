"""One call to LinkedIn.

Addresses are written out by hand: LinkedIn wants the commas and brackets of its lists as they are, and everything within
them encoded, which no usual encoder of queries does.
"""

from typing import Any, Literal
from urllib.parse import quote

from kernel.kit.clock import now
from kernel.kit.egress import Allowance, Answer, Egress
from kernel.kit.guard import EgressError
from networks.answers import failed_on_the_way, read_object
from networks.grants import Connection
from networks.linkedin.refusals import classify, senseless
from networks.linkedin.surroundings import Surroundings

Purpose = Literal["read", "upload", "create"]
UPLOADING = Allowance(seconds=120)
PROTOCOL = "2.0.0"


async def call(
    egress: Egress,
    around: Surroundings,
    connection: Connection,
    method: str,
    path: str,
    *,
    purpose: Purpose = "read",
    json: Any = None,
    action: str = "",
) -> Answer:
    """Call the API as the person; `path` is below /rest. Raises NetworkError for everything that is not 2xx."""
    headers = {
        "Authorization": f"Bearer {connection.access_token}",
        "LinkedIn-Version": around.version,
        "X-Restli-Protocol-Version": PROTOCOL,
        "Content-Type": "application/json",
    }
    if action:
        headers["X-RestLi-Method"] = action
    answer = await send(egress, method, f"{around.api}/rest/{path}", purpose=purpose, headers=headers, json=json)
    if not answer.ok:
        raise classify(answer, purpose, now(), connection.access_token)
    return answer


async def read(
    egress: Egress, around: Surroundings, connection: Connection, path: str, *, action: str = ""
) -> dict[str, Any]:
    """Ask as the person, and read what is said. Raises NetworkError."""
    answer = await call(egress, around, connection, "GET", path, action=action)
    return usable(answer, "read", connection.access_token)


async def send(egress: Egress, method: str, url: str, *, purpose: Purpose = "read", **request: Any) -> Answer:
    """Make a call and return its answer, whatever its status. Raises NetworkError when no whole answer came."""
    allowance = UPLOADING if purpose == "upload" else None
    try:
        return await egress.request(method, url, allowance=allowance, **request)
    except EgressError as error:
        raise failed_on_the_way(error, creating=purpose == "create") from error


def usable(answer: Answer, purpose: Purpose, *secrets: str) -> dict[str, Any]:
    """Read a success. Raises NetworkError for one without a JSON object."""
    try:
        return read_object(answer)
    except ValueError:
        raise senseless(answer, purpose, *secrets) from None


def encoded(urn: str) -> str:
    """A URN as it stands in an address."""
    return quote(urn, safe="")


def listed(values: list[str]) -> str:
    """A list as it stands in an address."""
    return f"List({','.join(encoded(value) for value in values)})"
