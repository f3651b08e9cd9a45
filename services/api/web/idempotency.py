"""Idempotency-Key on POST: the same key and body get the same answer, and the effect happens once.

The key, the effect and the answer are one transaction, so a crash leaves either all or nothing. A second request with
the same key while the first is under way is told so (409); another body under the same key is refused (422). Kept 24 h.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.clock import now
from kernel.kit.errors import Conflict, Unprocessable
from kernel.tables.jobs import Idempotency

KEEP = timedelta(hours=24)
LONGEST_KEY = 255
SET_COOKIE = "set-cookie"


class KeyInFlight(Conflict):
    """The first request with this key has not been answered yet."""

    type = "idempotency-key-in-flight"
    title = "The same request is being handled right now"


class KeyReused(Unprocessable):
    """The key stands for another request."""

    type = "idempotency-key-reused"
    title = "This Idempotency-Key was used for another request"


class Replay(Exception):
    """The remembered answer, to be given again."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request whose answer will be remembered."""

    organisation_id: UUID
    caller_id: UUID
    key: str
    request_hash: bytes


async def begin(session: AsyncSession, request: Request, organisation_id: UUID, caller_id: UUID) -> None:
    """Look at the key of a POST, if it has one. Raises Replay, KeyInFlight or KeyReused."""
    key = request.headers.get("idempotency-key", "")
    if request.method != "POST" or not key:
        return
    if len(key) > LONGEST_KEY:
        raise KeyReused(f"An Idempotency-Key has at most {LONGEST_KEY} characters", field="Idempotency-Key")
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + await request.body()).digest()
    lock = int.from_bytes(hashlib.sha256(f"{organisation_id}|{caller_id}|{key}".encode()).digest()[:8], signed=True)
    taken = await session.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": lock})
    if not taken.scalar_one():
        raise KeyInFlight
    held = await session.get(Idempotency, (organisation_id, caller_id, key))
    if held is not None and held.created_at > now() - KEEP:
        if held.request_hash != digest:
            raise KeyReused(field="Idempotency-Key")
        raise Replay(Response(held.body, held.status, held.headers))
    if held is not None:
        await session.delete(held)
        await session.flush()
    request.state.repeatable = Repeatable(organisation_id, caller_id, key, digest)


async def remember(session: AsyncSession, repeatable: Repeatable, response: Response) -> None:
    """Store the answer; cookies are not part of it."""
    headers = {name: value for name, value in response.headers.items() if name != SET_COOKIE}
    session.add(
        Idempotency(
            organisation_id=repeatable.organisation_id,
            caller_id=repeatable.caller_id,
            key=repeatable.key,
            request_hash=repeatable.request_hash,
            status=response.status_code,
            headers=headers,
            body=bytes(response.body),
        )
    )
    await session.flush()
