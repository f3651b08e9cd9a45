"""One call to a network of Meta's, as the person: the token in a header, whatever the documents' examples do."""

from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Allowance, Answer, Egress
from kernel.kit.guard import EgressError
from networks.answers import failed_on_the_way, read_object
from networks.grants import Connection
from networks.graph.dialect import Sister, Surroundings
from networks.graph.refusals import Purpose, classify, senseless

UPLOADING = Allowance(seconds=120)


async def call(
    egress: Egress,
    at: Surroundings,
    sister: Sister,
    connection: Connection,
    method: str,
    path: str,
    *,
    purpose: Purpose = "read",
    params: list[tuple[str, str]] | None = None,
    form: dict[str, str] | None = None,
    files: dict[str, tuple[str, bytes, str]] | None = None,
) -> dict[str, Any]:
    """Call the network; the answer's JSON. Raises NetworkError for everything that is not 2xx and an object."""
    headers = {"Authorization": f"Bearer {connection.access_token}"}
    url = f"{at.api}/{path}"
    allowance = UPLOADING if files else None
    answer = await send(
        egress,
        method,
        url,
        purpose=purpose,
        headers=headers,
        params=params,
        form=form,
        files=files,
        allowance=allowance,
    )
    if not answer.ok:
        raise classify(sister.name, answer, purpose, now(), connection.access_token)
    try:
        return read_object(answer)
    except ValueError:
        raise senseless(sister.name, answer, purpose, connection.access_token) from None


async def send(egress: Egress, method: str, url: str, *, purpose: Purpose = "read", **request: Any) -> Answer:
    """Make a call and return its answer, whatever its status. Raises NetworkError when no whole answer came."""
    try:
        return await egress.request(method, url, **request)
    except EgressError as error:
        raise failed_on_the_way(error, creating=purpose == "create") from error
