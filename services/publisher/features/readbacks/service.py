"""Looking for posts whose answer was lost."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from kernel.jobs.turns import Turns
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.logging import describe
from networks.contract import Found, NotFound, Unknown
from networks.drafts import Rendered
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.stored import from_json
from publisher.features.deliveries.service import Deliveries
from publisher.features.readbacks import queries
from publisher.features.readbacks.policy import Replay, after_looking
from publisher.features.readbacks.schemas import Doubt
from publisher.features.waiting.service import hold_profile

log = logging.getLogger(__name__)

HANDS = 20
"""How many posts are looked for at once."""


class Readbacks:
    """The loop beside `Deliveries`; what it finds out is written, and sent again, through that one's own door."""

    def __init__(self, deliveries: Deliveries) -> None:
        self.deliveries, self.outlet = deliveries, deliveries.outlet
        self.turns = Turns(self.claim, self.look, most=HANDS)

    async def claim(self, most: int) -> tuple[list[Doubt], float]:
        """Take posts to look for, and say when to ask again."""
        outlet, pace = self.outlet, self.outlet.pace
        async with transaction_on(outlet.engine) as session:
            doubts = await queries.claim_doubts(session, most=most, by=outlet.name, lease=pace.send_lease)
            wait = await queries.seconds_to_next_look(session) if len(doubts) < most else 0.0
        return doubts, pace.sweep if wait is None else min(max(wait, 0.0), pace.sweep)

    async def finish(self) -> None:
        """Look for nothing more; what is under way has the grace to end, and stays unknown if it does not."""
        await self.turns.finish(self.outlet.pace.grace)

    async def look(self, doubt: Doubt) -> None:
        """Look for one post and do what follows from it. Left alone after an error, it is looked for again."""
        try:
            await self._look(doubt)
        except SQLAlchemyError as error:
            log.warning("a post waits for the database: %s", describe(error), extra={"post_id": doubt.post.id})
        except Exception:
            log.exception("a post could not be looked for", extra={"post_id": doubt.post.id})
            lost = NetworkError(Kind.UNCERTAIN, "The post could not be looked for.")
            await self._conclude(doubt, lost, None)

    async def _look(self, doubt: Doubt) -> None:
        connection: Connection | None = None
        try:
            connection = await self.outlet.connection_of(doubt.post)
            adapter, post = self.outlet.adapters[doubt.post.network], doubt.post
            state = doubt.state or adapter.start(from_json(Rendered, post.payload), key=post.key, at=post.due_at)
            seen: Found | NotFound | Unknown | NetworkError = await adapter.reconcile(
                self.outlet.egress, connection, state, now=now()
            )
        except NetworkError as error:
            seen = error
            if error.kind is Kind.REAUTH:
                await self._hold(doubt, error.reason)
        await self._conclude(doubt, seen, connection)

    async def _conclude(
        self, doubt: Doubt, seen: Found | NotFound | Unknown | NetworkError, connection: Connection | None
    ) -> None:
        pace = self.outlet.pace
        after = after_looking(doubt, seen, settled=doubt.age >= pace.settled, again=pace.look(doubt.checks + 1))
        if not isinstance(after, Replay):
            await self.deliveries.record(after)
        elif connection is not None and doubt.state is not None:
            await self.deliveries.replay(doubt.post, connection, doubt.state)

    async def _hold(self, doubt: Doubt, reason: str) -> None:
        """The post stays unknown: connected again, it can be looked for."""
        async with transaction_on(self.outlet.engine) as session:
            await enter(session, doubt.post.organisation_id)
            await hold_profile(session, doubt.post.organisation_id, doubt.post.profile_id, reason)
