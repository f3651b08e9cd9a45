"""Delivering posts: claimed, made ready, fenced, sent, and their outcome written. Retries are the queue's, never a call's."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.turns import Turns
from kernel.kit.db import enter, transaction_on
from kernel.kit.logging import describe
from kernel.kit.together import Together
from networks.budgets import TellsBudgets
from networks.contract import Done, Poll, PostRef, Step
from networks.drafts import Rendered, State
from networks.errors import Kind, NetworkError
from networks.grants import Connection
from networks.stored import from_json
from networks.vault import NoConnection
from publisher.features.breakers.service import Breakers, Lane
from publisher.features.budgets.service import Budgets
from publisher.features.deliveries import queries
from publisher.features.deliveries.errors import LostPost
from publisher.features.deliveries.policy import (
    MOST_FAULTS,
    Reason,
    before_create,
    failed,
    fair_share,
    judge,
    outcome_of,
    published,
    stopped_by,
    waiting,
)
from publisher.features.deliveries.schemas import Attempt, Claimed, Intent, Outlet
from publisher.features.endings.service import Outcome, write_ends
from publisher.features.holds.service import Holds
from publisher.features.spending.service import beyond_cap

log = logging.getLogger(__name__)

CREATE = Step("CREATE")
FAIR = 1.0
"""Seconds between two looks for organisations that wait behind one with much to send."""
AWAY = (InterfaceError, OperationalError, NoConnectionFree)
"""What it looks like when the database is away: nobody's fault, and over soon."""


class Deliveries:
    """The publisher's main loop."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet, self.pace = outlet, outlet.pace
        info: dict[str, object] = {"wake": outlet.wake}
        self.begins = Together[Intent, Attempt | None](outlet.engine, self._write_begins)
        self.ends = Together[Outcome, bool](outlet.engine, write_ends, info=info)
        self.hands = asyncio.Semaphore(outlet.hands)
        self.holds = Holds(outlet.engine, outlet.memory)
        self.breakers = Breakers(outlet.engine, patience=self.pace.patience, lease=self.pace.send_lease)
        self.budgets = Budgets(outlet.engine)
        self._in_hand = Counter[UUID]()
        self.turns = Turns(self.claim, self.deliver, most=outlet.hands + outlet.hands // 2)
        """Half as many again as there are hands: while those call, the next posts are made ready."""
        self._lapse_at = self._fair_at = 0.0
        self._full = False

    async def heed(self) -> None:
        """Take notice of what stops posts: holds, networks that fail, and budgets that are used up."""
        await self.breakers.heed()
        await self.holds.heed()
        await self.budgets.heed()

    async def claim(self, most: int) -> tuple[list[Claimed], float]:
        """Take due posts, and say when to look again: at the next one's very time."""
        outlet, pace = self.outlet, self.pace
        async with transaction_on(outlet.engine) as session:
            if time.monotonic() >= self._lapse_at:
                await queries.lapse_leases(session, look=pace.look(0) or 0)
            if not await self.holds.may_claim(session):
                return [], pace.sweep
            claimed = await self._claim_fairly(session, most)
            wait = await queries.seconds_to_next_turn(session) if len(claimed) < most else 0.0
        self._lapse_at = time.monotonic() + (1.0 if len(claimed) == most else 0.0)
        self._full = len(claimed) == most
        self._in_hand.update(post.organisation_id for post in claimed)
        return claimed, pace.sweep if wait is None else min(max(wait, 0.0), pace.sweep)

    async def finish(self) -> None:
        """Claim no more; what is being sent has the grace to end, and is unknown after that."""
        await self.turns.finish(self.pace.grace)
        async with transaction_on(self.outlet.engine) as session:
            await queries.abandon_posts(session, by=self.outlet.name, look=self.pace.look(0) or 0)

    async def deliver(self, post: Claimed) -> None:
        """Bring one claimed post to its outcome. Whatever goes wrong, the others go on."""
        try:
            await self._try(post)
        finally:
            self.budgets.let_go(post)
            self._in_hand -= Counter((post.organisation_id,))

    async def _try(self, post: Claimed) -> None:
        try:
            await self._deliver(post)
        except LostPost:
            log.info("a post is no longer ours", extra={"post_id": post.id})
        except NetworkError as error:
            await self.record(failed(post, error, self.pace))
            if error.retry_class in ("A", "B"):
                await self._note(post, error)
        except AWAY as error:
            log.warning("a post waits for the database: %s", describe(error), extra={"post_id": post.id})
            await self.record(outcome_of(post, "claimed", "scheduled", wait=1))
        except Exception:
            log.exception("a post could not be made ready", extra={"post_id": post.id})
            await self._count_fault(post)

    async def replay(self, post: Claimed, connection: Connection, state: State) -> None:
        """Run CREATE once more for a post that was looked for and is not there, where the network makes that safe."""
        attempt = await self.begins.write(post.organisation_id, Intent(post, state, held="unknown"))
        if attempt is not None:
            await self._send(post, attempt, connection, state)

    async def record(self, outcome: Outcome) -> bool:
        """Write an outcome, trying for as long as a lease lasts. False when the post was no longer ours."""
        until = time.monotonic() + self.pace.send_lease
        while True:
            try:
                return await self.ends.write(outcome.organisation_id, outcome)
            except SQLAlchemyError as error:
                log.warning("an outcome waits: %s", describe(error), extra={"post_id": outcome.post_id})
                if time.monotonic() > until:
                    return False
                await asyncio.sleep(0.5)

    async def _claim_fairly(self, session: AsyncSession, most: int) -> list[Claimed]:
        """Take what is due longest; while more is due than there is room for, once a second others' posts first."""
        by, lease, claimed = self.outlet.name, self.pace.claim_lease, list[Claimed]()
        if self._full and self._fair_at <= time.monotonic():
            busy, share = fair_share(self._in_hand, self.outlet.hands)
            if busy and (others := await queries.organisations_waiting(session, busy=busy, most=most)):
                each = max(1, min(share, most // len(others)))
                claimed = await queries.claim_posts_of(session, others, each=each, by=by, lease=lease)
            self._fair_at = time.monotonic() + FAIR
        if len(claimed) < most:
            claimed += await queries.claim_posts(session, most=most - len(claimed), by=by, lease=lease)
        return claimed

    async def _deliver(self, post: Claimed) -> None:
        if post.faults >= MOST_FAULTS:
            await self._set_aside(post)
            return
        if (spent := self.budgets.ask(post)) is not None:
            await self.record(waiting(post, Reason.BUDGET_SPENT, *spent))
            return
        rest = await self.breakers.ask(_lane(post), post.id, again=post.tries > 0)
        if rest is not None:
            await self.record(waiting(post, Reason.RESTING, *rest))
            return
        connection = await self.outlet.connection_of(post)
        adapter, rendered = self.outlet.adapters[post.network], from_json(Rendered, post.payload)
        state = post.step or adapter.start(rendered, key=post.key, at=post.due_at)
        for step in before_create(adapter.plan(rendered)):
            state = await self._prepare(post, step, connection, state)
        if self.turns.stopping:
            await self.record(outcome_of(post, "claimed", "scheduled", wait=0))
            return
        attempt = await self.begins.write(post.organisation_id, Intent(post, state))
        if attempt is None:
            raise LostPost
        await self._send(post, attempt, connection, state)

    async def _prepare(self, post: Claimed, step: Step, connection: Connection, state: State) -> State:
        """Run a step that may be repeated, the lease renewed before each call."""
        outlet = self.outlet
        while True:
            async with transaction_on(outlet.engine) as session:
                await enter(session, post.organisation_id)
                if not await queries.renew_lease(session, post, lease=self.pace.upload_lease):
                    raise LostPost
            result = await self._run(post, step, connection, state)
            if isinstance(result, Done):
                return result.state
            state = result.state
            await asyncio.sleep(result.after.total_seconds())

    async def _run(self, post: Claimed, step: Step, connection: Connection, state: State) -> Done | Poll:
        """Run a step, and hear what the network says is left."""
        outlet, adapter = self.outlet, self.outlet.adapters[post.network]
        hears = isinstance(adapter, TellsBudgets)
        egress = outlet.egress.heard_by(self.budgets.ear(post, adapter)) if hears else outlet.egress
        return await adapter.run(egress, step, connection, state, outlet.media)

    async def _note(self, post: Claimed, error: NetworkError | None) -> None:
        """Note how a call went; that a budget is used up speaks against nobody."""
        expected = error is not None and error.kind is Kind.RATE and self.budgets.refused(post, error)
        await self.breakers.note(_lane(post), post.id, None if expected else error)

    async def _send(self, post: Claimed, attempt: Attempt, connection: Connection, state: State) -> None:
        """Let CREATE's bytes leave. From here on, what is not known to have failed may be out there."""
        number = attempt.number
        async with self.hands:
            spent = time.monotonic() > attempt.started + self.pace.send_lease - self.pace.call
            stopped = self.holds.stop(post.organisation_id, post.network, post.instance, post.profile_id)
            if spent or stopped or self.breakers.resting(_lane(post), post.id):
                await self.record(outcome_of(post, "sending", "retry_wait", wait=1, number=number, outcome="not_sent"))
                return
            problem: NetworkError | None = None
            try:
                created, step = _created(await self._run(post, CREATE, connection, state))
            except NetworkError as error:
                outcome, problem = await self._answer(post, connection, error, number), error
            except Exception:
                log.exception("an answer could not be understood", extra={"post_id": post.id})
                problem = NetworkError(Kind.UNCERTAIN, "The answer could not be understood.")
                outcome = failed(post, problem, self.pace, number=number)
            else:
                outcome = published(post, created, step=step, number=number)
        await self.record(outcome)
        await self._note(post, problem)

    async def _answer(self, post: Claimed, connection: Connection, error: NetworkError, number: int) -> Outcome:
        """What a refused call means. A token that ended before its time is renewed once, and the post goes out then."""
        if error.kind is Kind.REAUTH and connection.refresh_token and not post.tries:
            with suppress(NetworkError, NoConnection):
                await self.outlet.renew(post.organisation_id, post.profile_id, connection, refused=True)
                more: dict[str, Any] = {"outcome": "not_sent", "error_kind": error.kind.value}
                return outcome_of(post, "sending", "retry_wait", wait=0, tries=1, number=number, **more)
        return failed(post, error, self.pace, number=number)

    async def _count_fault(self, post: Claimed) -> None:
        if post.faults + 1 >= MOST_FAULTS:
            await self._set_aside(post)
        else:
            await self.record(outcome_of(post, "claimed", "retry_wait", wait=self.pace.backoff(post.faults), faults=1))

    async def _set_aside(self, post: Claimed) -> None:
        """Quarantine: the person is told that it is our fault, and the log that somebody must look."""
        log.error("a post was set aside", extra={"post_id": post.id})
        words = "Something in Fortaler itself went wrong with this post; it was not sent."
        await self.record(outcome_of(post, "claimed", "refused", reason_type=Reason.OUR_FAULT, reason=words, faults=1))

    async def _write_begins(
        self, session: AsyncSession, organisation_id: UUID, intents: Sequence[Intent]
    ) -> list[Attempt | None]:
        """Fence: read again what may stand against each post, and write the attempts of those against which nothing does."""
        started = time.monotonic()
        facts = await queries.facts_of(session, organisation_id, [intent.post.id for intent in intents])
        verdicts = {intent.post.id: judge(facts[intent.post.id]) for intent in intents}
        free = [intent for intent in intents if verdicts[intent.post.id] is None]
        over = await beyond_cap(session, organisation_id, [intent.post for intent in free])
        going = {intent.post.id: (intent, facts[intent.post.id]) for intent in free if intent.post.id not in over}
        name, lease = self.outlet.name, self.pace.send_lease
        sending = await queries.begin_attempts(session, organisation_id, going, by=name, lease=lease) if going else ()
        stopped = [failed(intent.post, over[intent.post.id], self.pace) for intent in free if intent.post.id in over]
        stopped += [
            stopped_by(intent, verdict) for intent in intents if (verdict := verdicts[intent.post.id]) is not None
        ]
        if stopped:
            await write_ends(session, organisation_id, stopped)
        return [Attempt(intent.post.number + 1, started) if intent.post.id in sending else None for intent in intents]


def _lane(post: Claimed) -> Lane:
    return Lane(post.network, post.instance)


def _created(result: Done | Poll) -> tuple[PostRef, State]:
    """The post that CREATE made. Raises NetworkError where the network took the call and named no post."""
    if isinstance(result, Poll) or result.post is None:
        raise NetworkError(Kind.UNCERTAIN, "The network named no post.")
    return result.post, result.state
