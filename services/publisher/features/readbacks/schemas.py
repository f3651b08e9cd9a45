"""A post that may be out there."""

from dataclasses import dataclass
from datetime import datetime

from networks.drafts import State
from publisher.features.deliveries.service import Claimed


@dataclass(frozen=True, slots=True)
class Doubt:
    """`post` is ours to look for until its lease ends. `age` is how many seconds ago its last attempt began.

    `state` is what that attempt ran CREATE with; `error_kind` what it is noted to have failed with, if anything. After a
    restore the database may know of no attempt: then `state` is empty, and no age is too great.
    """

    post: Claimed
    state: State | None
    started_at: datetime
    age: float
    checks: int
    empty_reads: int
    error_kind: str | None
