"""What became of posts: one call to each, as the network answers for one at a time. An empty answer is no zero."""

from collections.abc import Sequence
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_count, read_part, read_parts
from networks.contract import PostReading, PostRef
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.graph.client import call
from networks.graph.dialect import Dialect, Surroundings

BATCH = 10


async def read_posts(
    egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, posts: Sequence[PostRef]
) -> dict[str, PostReading]:
    """Read up to ten posts; none where the right to read numbers was not granted."""
    if dialect.reading not in connection.scopes:
        return {}
    return {post.id: await _read_one(egress, at, dialect, connection, post) for post in posts[:BATCH]}


async def _read_one(
    egress: Egress, at: Surroundings, dialect: Dialect, connection: Connection, post: PostRef
) -> PostReading:
    params = [("metric", ",".join(dialect.metrics))]
    try:
        said = await call(egress, at, dialect, connection, "GET", f"{post.id}/insights", params=params)
    except NetworkError as error:
        if error.kind is Kind.GONE:
            return PostReading({}, gone=True)
        raise
    found = numbers_of(said)
    return PostReading({ours: found.get(theirs) for theirs, ours in dialect.metrics.items()})


def numbers_of(said: dict[str, Any]) -> dict[str, int | None]:
    """The numbers of an answer by their names there; they stand in a total, or as the only one of a series."""
    numbers: dict[str, int | None] = {}
    for entry in read_parts(said.get("data")):
        value = read_part(entry.get("total_value")) or next(iter(read_parts(entry.get("values"))), dict[str, Any]())
        numbers[str(entry.get("name"))] = read_count(value.get("value"))
    return numbers
