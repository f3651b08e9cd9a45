"""The pages of organisations that a person looks after: each is posted on with the person's own token."""

from dataclasses import replace
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_part, read_parts, read_text
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.linkedin.client import listed, read
from networks.linkedin.identity import PAGE, page_profile
from networks.linkedin.rights import POST_AS_PAGE, RUN_PAGES
from networks.linkedin.surroundings import Surroundings

AT_ONCE, MOST = 20, 100


async def find_pages(egress: Egress, around: Surroundings, connection: Connection) -> tuple[Connection, ...]:
    """The pages that the person administers; none where the right to them was not granted."""
    if not {RUN_PAGES, POST_AS_PAGE} <= set(connection.scopes):
        return ()
    numbers = await _administered(egress, around, connection)
    said = await _described(egress, around, connection, numbers) if numbers else {}
    pages: list[Connection] = []
    for number in numbers:
        bare = replace(
            connection, kind="page", subject=PAGE + number, handle=number, display_name=number, avatar=None, url=None
        )
        profile = page_profile(said.get(number, {}), bare)
        pages.append(replace(bare, handle=profile.handle, display_name=profile.display_name, url=profile.url))
    return tuple(pages)


async def _administered(egress: Egress, around: Surroundings, connection: Connection) -> list[str]:
    numbers: list[str] = []
    for start in range(0, MOST, AT_ONCE):
        query = f"q=roleAssignee&role=ADMINISTRATOR&state=APPROVED&count={AT_ONCE}&start={start}"
        found = elements_of(await read(egress, around, connection, f"organizationAcls?{query}", action="FINDER"))
        urns = [read_text(role.get("organization") or role.get("organizationTarget")) or "" for role in found]
        numbers += [urn.removeprefix(PAGE) for urn in urns if urn.startswith(PAGE) and urn.removeprefix(PAGE).isdigit()]
        if len(found) < AT_ONCE:
            break
    return list(dict.fromkeys(numbers))


async def _described(
    egress: Egress, around: Surroundings, connection: Connection, numbers: list[str]
) -> dict[str, dict[str, Any]]:
    """What LinkedIn says of each page, in one call; an app on trial there may only ask one by one."""
    try:
        said = await read(egress, around, connection, f"organizations?ids={listed(numbers)}", action="BATCH_GET")
    except NetworkError as error:
        if error.kind is not Kind.SCOPE:
            raise
        return {number: await read(egress, around, connection, f"organizations/{number}") for number in numbers}
    return {number: read_part(part) for number, part in read_part(said.get("results")).items()}


def elements_of(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries of an answer that is a list."""
    return read_parts(said.get("elements"))
