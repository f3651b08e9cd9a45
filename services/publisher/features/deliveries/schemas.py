"""The values of a delivery: what was claimed, what stands for or against it, and what became of it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.jobs.enqueue import Wake
from kernel.kit.egress import Egress
from kernel.kit.ids import new_id
from kernel.kit.secrets import Opener
from networks.contract import ApiNetwork, Media
from networks.drafts import State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.registry import API_NETWORKS
from networks.vault import NoConnection, open_connection
from publisher.features.endings.service import Held

LONGEST_BACKOFF, FIRST_BACKOFF = 900.0, 5.0
LOOKS = (30, 120, 300, 900, 3600, 6 * 3600, 24 * 3600)
"""When a post whose answer was lost is looked for, in seconds after it was lost."""
SETTLED = 120
"""Seconds within which a request may still land that nobody waits for any more: five times a slow answer."""


class Renew(Protocol):
    """How a connection is renewed: by whoever knows our registrations."""

    async def __call__(
        self, organisation_id: UUID, profile_id: UUID, connection: Connection, *, refused: bool = False
    ) -> Connection:
        """The connection, renewed where it is about to end or was `refused`. Raises NetworkError."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take, in seconds. Everything scales with one `patience`, so that a storm need not last for days.

    The order of the limits holds at any pace: a call ends before the lease of its post does, with time to spare.
    """

    patience: float = 1.0

    @property
    def call(self) -> float:
        """The longest a call may take."""
        return max(3.0, 30 * self.patience)

    @property
    def claim_lease(self) -> float:
        """How long a post may be claimed between two steps that do not post."""
        return self.call

    @property
    def upload_lease(self) -> float:
        """How long an upload may take."""
        return max(10.0, 150 * self.patience)

    @property
    def send_lease(self) -> float:
        """From the attempt to the answer: waiting for a free hand, the call, and clocks and commits in between."""
        return 2.5 * self.call

    @property
    def grace(self) -> float:
        """What a publisher that is told to stop gives to what is under way."""
        return max(2.0, 45 * self.patience)

    @property
    def sweep(self) -> float:
        """The longest nap between two looks at the queue."""
        return 5.0

    @property
    def settled(self) -> float:
        """See SETTLED."""
        return SETTLED * self.patience

    def look(self, checks: int) -> float | None:
        """The wait before the next look after so many; None when all have been taken."""
        if checks >= len(LOOKS):
            return None
        before = LOOKS[checks - 1] if checks else 0
        return (LOOKS[checks] - before) * self.patience

    def backoff(self, tries: int) -> float:
        """The wait before another try: full jitter over a doubling window (AWS, "Exponential Backoff And Jitter")."""
        window = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** min(tries, 20)) * self.patience
        return random.uniform(0, window)  # noqa: S311  (jitter, not a secret)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post that is ours until its lease ends: every write names `epoch`.

    `step` is the state of its last attempt where there was one with the same payload, else None. `lateness` is the
    programme's limit in seconds. `uncertain`: the answer to one of its attempts was lost.
    """

    organisation_id: UUID
    id: UUID
    epoch: int
    profile_id: UUID
    network: str
    instance: str
    payload: dict[str, Any]
    payload_hash: bytes
    key: str
    due_at: datetime
    tries: int
    faults: int
    sealed: bytes | None
    step: State | None
    number: int
    uncertain: bool
    lateness: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read again in the transaction that writes the attempt.

    `stopped` are the words of the hold that stands over the profile, `paused` whether that is a network's pause.
    """

    post_id: UUID
    consent_id: UUID
    person_id: UUID
    programme_id: UUID
    consent_withdrawn: bool
    story_state: str | None
    ambassador_state: str
    programme_over: bool
    profile_state: str
    live_elsewhere: bool
    stopped: str | None
    paused: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """The wish to send: `state` is what CREATE will be run with, `held` whether it is a first try or a replay."""

    post: Claimed
    state: State
    held: Held = "claimed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A committed attempt. Only who holds one may let CREATE's bytes leave, and only until the lease ends."""

    number: int
    started: float
    """When its transaction began, by this machine's steady clock, which also runs while the process is stopped."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """What it takes to reach networks for people; `name` is this process's own, `hands` how many calls run at once.

    `memory` is the folder in which publishers note what the database must not forget.
    """

    engine: AsyncEngine
    egress: Egress
    opener: Opener
    media: Media
    renew: Renew
    wake: Wake | None = None
    pace: Pace = field(default_factory=Pace)
    adapters: Mapping[str, ApiNetwork] = field(default_factory=lambda: API_NETWORKS)
    memory: Path | None = None
    hands: int = 50
    name: str = field(default_factory=lambda: new_id().hex)

    async def connection_of(self, post: Claimed) -> Connection:
        """The connection of the post's profile. Raises NetworkError, of class D where there is none to use."""
        if post.sealed is None:
            raise NetworkError(Kind.REAUTH, "The profile is not connected.")
        connection = open_connection(self.opener, post.organisation_id, post.profile_id, post.sealed)
        try:
            return await self.renew(post.organisation_id, post.profile_id, connection)
        except NoConnection:
            raise NetworkError(Kind.REAUTH, "The profile is not connected.") from None
