"""What follows from having looked. Pure."""

from dataclasses import dataclass
from typing import Any

from networks.contract import Found, NotFound, Unknown
from networks.errors import Kind, NetworkError
from publisher.features.deliveries.service import Reason, outcome_of, published
from publisher.features.endings.service import Outcome
from publisher.features.readbacks.schemas import Doubt

ENOUGH = 3
"""Empty reads after which a post counts as not there."""


@dataclass(frozen=True, slots=True)
class Replay:
    """It is not there, and creating it again with the same state cannot make a second one."""


def after_looking(
    doubt: Doubt, seen: Found | NotFound | Unknown | NetworkError, *, settled: bool, again: float | None
) -> Outcome | Replay:
    """What becomes of a post that was looked for. What cannot be seen for long, or ever, only its person can tell.

    `settled`: a lost request can no longer land. `again` is the wait before the next look, None after the last. A post of
    whose attempt we know nothing is never created again by itself: it may be there in another form than we would give it.
    """
    number = doubt.post.number
    if isinstance(seen, Found):
        return _found(doubt, seen)
    if isinstance(seen, Unknown) or (isinstance(seen, NetworkError) and seen.kind is Kind.SCOPE):
        return _ask(doubt, Reason.NOT_READABLE, seen.reason)
    if isinstance(seen, NotFound) and doubt.empty_reads + 1 >= ENOUGH and settled:
        if doubt.error_kind == Kind.DUPLICATE:
            return outcome_of(
                doubt.post, "unknown", "refused", reason_type=Reason.DUPLICATE, outcome="refused", number=number
            )
        return Replay() if seen.replayable and doubt.state is not None else _ask(doubt, Reason.NOT_FOUND, None)
    return _look_again(doubt, again, empty=isinstance(seen, NotFound))


def _found(doubt: Doubt, seen: Found) -> Outcome:
    more: dict[str, Any] = {"number": doubt.post.number, "published_at": doubt.started_at}
    if seen.copies:
        copies = " ".join(copy.url or copy.id for copy in seen.copies)
        more |= {"reason_type": Reason.FOUND_TWICE, "reason": copies}
    return published(doubt.post, seen.post, held="unknown", **more)


def _ask(doubt: Doubt, reason_type: Reason, reason: str | None) -> Outcome:
    return outcome_of(
        doubt.post, "unknown", "ask_person", reason_type=reason_type, reason=reason, number=doubt.post.number,
        outcome="unknown",
    )  # fmt: skip


def _reason(doubt: Doubt) -> Reason:
    return Reason.RESTORED if doubt.state is None else Reason.ANSWER_LOST


def _look_again(doubt: Doubt, wait: float | None, *, empty: bool) -> Outcome:
    if wait is None:
        return _ask(doubt, Reason.NOT_FOUND if empty else Reason.NOT_READABLE, None)
    return outcome_of(
        doubt.post, "unknown", "unknown", reason_type=_reason(doubt), wait=wait, checks=1,
        empty_reads=1 if empty else 0, number=doubt.post.number, outcome="unknown", error_kind=doubt.error_kind,
    )  # fmt: skip
