"""The one statement of the redirect, with the four columns that its role may read."""

from kernel.kit.db import Reader
from metrics.features.links.schemas import Target

_TARGET = "SELECT organisation_id, id, destination FROM link WHERE code = %s"


async def target_of(reader: Reader, code: str) -> Target | None:
    """The link with this code, or None. Raises psycopg's errors."""
    async with reader.connection() as connection:
        row = await (await connection.execute(_TARGET, (code,))).fetchone()
    return None if row is None else Target(row[0].hex, row[1].hex, row[2].encode("ascii"))
