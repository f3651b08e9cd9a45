"""What a person would find in their letter box."""

import json
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from callers import Api
from kernel.jobs.mail import Letter, SendCode, open_letter


async def letters(api: Api, engine: AsyncEngine) -> list[Letter]:
    """Every letter that waits to be sent, oldest first."""
    query = text("SELECT organisation_id, payload::text FROM job WHERE kind = 'mail.code' ORDER BY created_at, id")
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    return [
        open_letter(api.fastapi.state.secrets, UUID(str(row[0])), SendCode.model_validate(json.loads(row[1])))
        for row in rows
    ]
