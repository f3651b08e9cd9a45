"""Signed-in browsers: a cookie with 256 random bits, of which only the digest is kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.clock import now
from kernel.kit.secrets import digest, new_secret
from kernel.tables.people import Session

Device = Literal["phone", "computer", "unknown"]

_FORGET_OVER = text(
    "DELETE FROM session WHERE person_id = :person AND (ends_at < clock_timestamp()"
    " OR seen_at + make_interval(secs => idle_seconds) < clock_timestamp())"
)
_END = text("DELETE FROM session WHERE id = :id AND person_id = :person RETURNING id")


@dataclass(frozen=True, slots=True)
class Span:
    """How long a session lasts without use, and altogether."""

    idle: timedelta
    absolute: timedelta

    def covers(self, idle: timedelta, age: timedelta) -> bool:
        """Whether a session last used `idle` ago and begun `age` ago still counts."""
        return idle < self.idle and age < self.absolute


OF_AMBASSADOR = Span(timedelta(days=30), timedelta(days=180))
OF_CURATOR = Span(timedelta(hours=12), timedelta(days=7))
OF_ADMINISTRATOR = Span(timedelta(hours=1), timedelta(hours=12))


def span_of(roles: set[str], *, owner: bool) -> Span:
    """The span of the strongest role: the more one may, the sooner one is asked again."""
    if owner or "administrator" in roles:
        return OF_ADMINISTRATOR
    if roles & {"curator", "viewer"}:
        return OF_CURATOR
    return OF_AMBASSADOR


def device_of(user_agent: str) -> Device:
    """What kind of device, for the person's own list of sessions; the user agent itself is not kept."""
    if "Mobi" in user_agent or "Android" in user_agent or "iPhone" in user_agent:
        return "phone"
    return "computer" if any(word in user_agent for word in ("Windows", "Macintosh", "X11", "CrOS")) else "unknown"


async def start_session(
    session: AsyncSession, session_id: UUID, person_id: UUID, organisation_id: UUID | None, span: Span, device: Device
) -> str:
    """A new session of the person, as whom the transaction must act already. Returns the cookie's value, seen here only."""
    await session.execute(_FORGET_OVER, {"person": person_id})
    token, at = new_secret(), now()
    session.add(
        Session(
            id=session_id,
            person_id=person_id,
            organisation_id=organisation_id,
            token_hash=digest(token),
            device=device,
            seen_at=at,
            idle_seconds=int(span.idle.total_seconds()),
            ends_at=at + span.absolute,
        )
    )
    await session.flush()
    return token


async def end_session(session: AsyncSession, person_id: UUID, session_id: UUID) -> bool:
    """Forget one of the person's sessions; False where it is not theirs or is gone already."""
    ended = await session.execute(_END, {"id": session_id, "person": person_id})
    return ended.one_or_none() is not None
