"""Leaving failing networks alone, and finding out when they are well."""

import logging
import random
import time
from collections import defaultdict
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.kit.db import transaction_on
from kernel.kit.logging import describe
from networks.errors import NetworkError
from publisher.features.breakers import queries
from publisher.features.breakers.policy import REST, Retries, Window, is_failure
from publisher.features.breakers.schemas import Lane, Resting

log = logging.getLogger(__name__)

SPREAD = 10.0
"""Seconds over which what waited for a network is spread when it may go on."""
ELSEWHERE = 2.0
"""Seconds after which to look again while another publisher's post tries."""


class Breakers:
    """One for the process; what it finds it writes where all publishers look."""

    def __init__(self, engine: AsyncEngine, *, patience: float = 1.0, lease: float = 75.0) -> None:
        """`lease` is the longest that a try may take, in seconds."""
        self._engine, self._patience, self._lease = engine, patience, lease
        self._resting: dict[Lane, Resting] = {}
        self._trying: dict[Lane, UUID] = {}
        self._windows: dict[Lane, Window] = defaultdict(Window)
        self._retries: dict[Lane, Retries] = {}

    async def heed(self) -> None:
        """Take over what other publishers found."""
        async with transaction_on(self._engine) as session:
            found = await queries.breakers(session)
        at = time.monotonic()
        self._resting = {lane: Resting(because, at + wait) for lane, (because, wait) in found.items()}

    def resting(self, lane: Lane, post_id: UUID) -> bool:
        """Whether this post may not be sent now; the one that tries may."""
        return lane in self._resting and self._trying.get(lane) != post_id

    async def ask(self, lane: Lane, post_id: UUID, *, again: bool) -> tuple[float, str] | None:
        """How long a post has to wait, in seconds, and why; None where it may go. `again`: it was tried before."""
        rest = self._resting.get(lane)
        if rest is None:
            retries = self._retries.setdefault(lane, Retries(time.monotonic(), patience=self._patience))
            if retries.allow(time.monotonic(), again=again):
                return None
            return self._spread(SPREAD), "Too much is being tried again there just now."
        left = rest.until - time.monotonic()
        if left > 0:
            return left + self._spread(SPREAD), rest.because
        async with transaction_on(self._engine) as session:
            mine = await queries.take_try(session, lane, lease=self._lease)
        if not mine:
            return ELSEWHERE + self._spread(SPREAD), rest.because
        self._trying[lane] = post_id
        self._resting[lane] = Resting(rest.because, time.monotonic() + self._lease)
        return None

    async def note(self, lane: Lane, post_id: UUID, error: NetworkError | None) -> None:
        """Note how a call went: it may open or close the breaker. Never raises: it is no post's fault."""
        failed = is_failure(error)
        because = error.reason if error is not None else ""
        try:
            if self._trying.get(lane) == post_id:
                del self._trying[lane]
                await (self._open(lane, because) if failed else self._close(lane))
            elif lane not in self._resting and self._windows[lane].note(failed=failed):
                await self._open(lane, because)
        except SQLAlchemyError as problem:
            log.warning("a breaker could not be written: %s", describe(problem), extra={"network": lane.network})

    async def _open(self, lane: Lane, because: str) -> None:
        rest = REST * self._patience
        self._resting[lane] = Resting(because, time.monotonic() + rest)
        async with transaction_on(self._engine) as session:
            await queries.open_breaker(session, lane, because, rest=rest)
        log.warning("a network is left alone for a while", extra={"network": lane.network})

    async def _close(self, lane: Lane) -> None:
        self._resting.pop(lane, None)
        async with transaction_on(self._engine) as session:
            await queries.close_breaker(session, lane)
        log.info("a network is well again", extra={"network": lane.network})

    def _spread(self, seconds: float) -> float:
        return random.uniform(0, seconds * self._patience)  # noqa: S311  (jitter, not a secret)
