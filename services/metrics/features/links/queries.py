"""The one statement of the redirect, with the four columns that its role may read."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from metrics.features.links.schemas import Target

_TARGET = text("SELECT organisation_id, id, destination FROM link WHERE code = :code")


async def target_of(engine: AsyncEngine, code: str) -> Target | None:
    """The link with this code, or None."""
    async with engine.connect() as connection:
        row = (await connection.execute(_TARGET, {"code": code})).one_or_none()
    return None if row is None else Target(row.organisation_id, row.id, row.destination.encode("ascii"))
