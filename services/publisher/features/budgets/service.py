"""Keeping within what networks take."""

import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Answer
from networks.budgets import Budget, TellsBudgets
from networks.errors import NetworkError
from publisher.features.budgets import queries
from publisher.features.budgets.policy import believed, fits, is_used_up
from publisher.features.budgets.schemas import Left, Noted, Purse, Spender

SPREAD = 10.0
"""Seconds over which what waited for a budget is spread when it begins anew."""
SHORTLY = 2.0
"""Seconds after which to ask again while all that is left is under way."""
UNSAID = 60.0
"""Seconds for which a profile waits that was asked to wait, and not until when."""
ANEW = 20.0
"""Seconds after which what is left of an app's budget is told again."""
APPS = "The network takes no more from the organisation's app for now."
PROFILES = "The network takes no more from this profile for now."


class Budgets:
    """One for the process; what the others must know it writes where all publishers look."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._left: dict[Purse, dict[str, Left]] = defaultdict(dict)
        self._under_way: dict[Purse, set[UUID]] = defaultdict(set)
        self._told: dict[tuple[Purse, str], tuple[Left, float]] = {}

    async def heed(self) -> None:
        """Tell the others what they must know, and take over what they do."""
        at = time.monotonic()
        self._forget(at)
        notes = self._to_tell(at)
        async with transaction_on(self._engine) as session:
            if notes:
                await queries.forget_old(session)
            for organisation_id in sorted({note.purse.organisation_id for note in notes}):
                await enter(session, organisation_id)
                mine = [note for note in notes if note.purse.organisation_id == organisation_id]
                await queries.note_budgets(session, organisation_id, mine)
            found = list(await queries.budgets(session, at=at))
        self._told |= {(note.purse, note.span): (note.left, at) for note in notes}
        for purse, span, left in found:
            spans = self._left[purse]
            spans[span] = believed(spans.get(span), left, heard=False)
            if spans[span] is left:
                self._told[purse, span] = (left, at)

    def ask(self, post: Spender) -> tuple[float, str] | None:
        """How long the post has to wait, in seconds, and why; None where it may go, and counts as under way until `let_go`."""
        at, waits = time.monotonic(), list[tuple[float, str]]()
        for purse in _purses(post):
            for left in self._left[purse].values() if purse in self._left else ():
                if left.until > at and not fits(left, len(self._under_way[purse])):
                    wait = left.until - at + _spread(SPREAD) if is_used_up(left) else SHORTLY + _spread(SHORTLY)
                    waits.append((wait, PROFILES if purse.profile_id else APPS))
        if waits:
            return max(waits)
        for purse in _purses(post):
            self._under_way[purse].add(post.id)
        return None

    def let_go(self, post: Spender) -> None:
        """The post is no longer under way, whatever became of it."""
        for purse in _purses(post):
            self._under_way[purse].discard(post.id)
            if not self._under_way[purse]:
                del self._under_way[purse]

    def ear(self, post: Spender, network: TellsBudgets) -> Callable[[Answer], None]:
        """Something that hears answers given for this post, and remembers what they say is left."""

        def hear(answer: Answer) -> None:
            at = now()
            for budget in network.budgets(answer, at):
                self._remember(post, budget, at)

        return hear

    def refused(self, post: Spender, error: NetworkError) -> bool:
        """The network asked to wait. Whether that is because a budget is used up, and so no failure of the network.

        Where no answer said whose, it is the profile's until the time that was named.
        """
        at = time.monotonic()
        spent = [left for purse in _purses(post) for left in self._left[purse].values()]
        if any(left.until > at and is_used_up(left) for left in spent):
            return True
        wait = max(0.0, (error.retry_at - now()).total_seconds()) if error.retry_at else UNSAID
        self._left[_purses(post)[1]]["asked"] = Left(0, None, "calls", 1, at + wait)
        return False

    def _remember(self, post: Spender, budget: Budget, at: datetime) -> None:
        until = time.monotonic() + (budget.resets_at - at).total_seconds()
        said = Left(budget.left, budget.most, budget.unit, budget.each, until)
        spans = self._left[_purses(post)[budget.of == "profile"]]
        spans[budget.span] = believed(spans.get(budget.span), said, heard=True)

    def _to_tell(self, at: float) -> list[Noted]:
        """What is used up at once, what is left of apps now and then; nothing that was told as it stands."""
        notes = list[Noted]()
        for purse, spans in self._left.items():
            for span, left in spans.items():
                told, when = self._told.get((purse, span), (None, 0.0))
                due = told is None or is_used_up(told) != is_used_up(left) or at > when + ANEW
                if told != left and (is_used_up(left) or purse.profile_id is None) and due:
                    notes.append(Noted(purse, span, left, left.until - at))
        return notes

    def _forget(self, at: float) -> None:
        for purse, spans in list(self._left.items()):
            for span in [span for span, left in spans.items() if left.until <= at]:
                del spans[span]
                self._told.pop((purse, span), None)
            if not spans:
                del self._left[purse]


def _purses(post: Spender) -> tuple[Purse, Purse]:
    """The app's and the profile's."""
    app = Purse(post.organisation_id, post.network, post.instance, None)
    return app, app._replace(profile_id=post.profile_id)


def _spread(seconds: float) -> float:
    return random.uniform(0, seconds)  # noqa: S311  (jitter, not a secret)
