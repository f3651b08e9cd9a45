"""The end of a delivery, or of one try at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from networks.drafts import State

Held = Literal["claimed", "sending", "unknown"]
"""The states in which a publisher holds a post."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a post. `wait` is in seconds from now, by the database's clock; `number` names the attempt."""

    organisation_id: UUID
    post_id: UUID
    profile_id: UUID
    network: str
    epoch: int
    held: Held
    state: str
    reason_type: str | None = None
    reason: str | None = None
    wait: float | None = None
    lateness: int | None = None
    tries: int = 0
    checks: int = 0
    empty_reads: int = 0
    faults: int = 0
    number: int | None = None
    outcome: str | None = None
    error_kind: str | None = None
    excerpt: str | None = None
    step: State | None = None
    external_id: str | None = None
    external_url: str | None = None
    published_at: datetime | None = None
