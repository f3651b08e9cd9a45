"""What stands against a delivery, and how each kind of failure is answered. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import Any
from uuid import UUID

from kernel.kit.clock import now
from networks.contract import PostRef, Step
from networks.errors import Kind, NetworkError
from publisher.features.deliveries.schemas import Claimed, Facts, Intent, Pace
from publisher.features.endings.service import Held, Outcome

LOOK_WHILE_HELD = 300.0
"""Seconds until a post that would be sent again is looked for anew while a hold stands."""
MOST_FAULTS = 3
"""Failures of our own, the death of a process included, after which a post is set aside so that the rest moves on."""


class Reason(StrEnum):
    """Why a post is in its state: stable words that pages translate."""

    RATE_LIMITED = "rate-limited"
    UNREACHABLE = "network-unreachable"
    PAUSED = "network-paused"
    STOPPED = "stopped"
    RESTING = "network-resting"
    BUDGET_SPENT = "budget-spent"
    ANSWER_LOST = "answer-lost"
    CONNECTION_LOST = "connection-lost"
    PERMISSION_MISSING = "permission-missing"
    DUPLICATE = "duplicate-content"
    CONTENT = "content-refused"
    PICTURE = "picture-refused"
    POLICY = "against-the-rules"
    GONE = "server-gone"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    STORY_WITHDRAWN = "story-withdrawn"
    MEMBERSHIP_ENDED = "membership-ended"
    MEMBERSHIP_PAUSED = "membership-paused"
    PROGRAMME_ENDED = "programme-ended"
    PROFILE_DISCONNECTED = "profile-disconnected"
    ALREADY_SHARED = "already-shared"
    TOO_LATE = "too-late"
    OUR_FAULT = "our-fault"
    FOUND_TWICE = "found-twice"
    NOT_FOUND = "not-found"
    NOT_READABLE = "not-readable"
    RESTORED = "restored"


_REASONS = {
    Kind.RATE: Reason.RATE_LIMITED,
    Kind.TRANSIENT: Reason.UNREACHABLE,
    Kind.CONFIG: Reason.PAUSED,
    Kind.QUOTA_BILLING: Reason.PAUSED,
    Kind.UNCERTAIN: Reason.ANSWER_LOST,
    Kind.REAUTH: Reason.CONNECTION_LOST,
    Kind.SCOPE: Reason.PERMISSION_MISSING,
    Kind.DUPLICATE: Reason.DUPLICATE,
    Kind.CONTENT: Reason.CONTENT,
    Kind.MEDIA: Reason.PICTURE,
    Kind.POLICY: Reason.POLICY,
    Kind.GONE: Reason.GONE,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state that a post goes to instead of being sent, and why; `words` are those of whoever decided it."""

    state: str
    reason: Reason
    words: str | None = None


def judge(facts: Facts) -> Verdict | None:
    """What stands against sending the post now; None when nothing does. What a person decided weighs first."""
    against = (
        (facts.consent_withdrawn, "cancelled", Reason.CONSENT_WITHDRAWN),
        (facts.story_state == "withdrawn", "withdrawn", Reason.STORY_WITHDRAWN),
        (facts.ambassador_state in ("left", "declined"), "cancelled", Reason.MEMBERSHIP_ENDED),
        (facts.ambassador_state != "active", "held", Reason.MEMBERSHIP_PAUSED),
        (facts.programme_over, "cancelled", Reason.PROGRAMME_ENDED),
        (facts.profile_state == "revoked", "cancelled", Reason.PROFILE_DISCONNECTED),
        (facts.live_elsewhere, "cancelled", Reason.ALREADY_SHARED),
        (facts.profile_state not in ("connected", "expiring"), "needs_reconnect", Reason.CONNECTION_LOST),
    )
    found = next((Verdict(state, reason) for holds, state, reason in against if holds), None)
    if found is None and facts.stopped is not None:
        return Verdict("held", Reason.PAUSED if facts.paused else Reason.STOPPED, facts.stopped)
    return Verdict("missed", Reason.TOO_LATE) if found is None and facts.late else found


def before_create(steps: Sequence[Step]) -> list[Step]:
    """The steps that do not post: they may be repeated, and come before the attempt."""
    return list(takewhile(lambda step: not step.fenced, steps))


def fair_share(in_hand: Mapping[UUID, int], most: int) -> tuple[list[UUID], int]:
    """Organisations that hold their share of `most` posts in hand, were there one more; and what that share is.

    Every organisation weighs the same. What the others leave, those go on with.
    """
    share = max(1, most // (len(in_hand) + 1))
    return [organisation for organisation, count in in_hand.items() if count >= share], share


def outcome_of(post: Claimed, held: Held, state: str, **more: Any) -> Outcome:
    """What becomes of `post`, which we hold in the state `held`."""
    return Outcome(post.organisation_id, post.id, post.profile_id, post.network, post.epoch, held, state, **more)


def waiting(post: Claimed, reason: Reason, wait: float, why: str) -> Outcome:
    """What becomes of a post that is not tried for `wait` seconds: its network fails, or takes no more for now."""
    return outcome_of(post, "claimed", "retry_wait", reason_type=reason, reason=why, wait=wait, lateness=post.lateness)


def stopped_by(intent: Intent, verdict: Verdict) -> Outcome:
    """What becomes of a post that may not be sent.

    One that may be out there already is its person's to decide; while a hold stands it is looked for again instead.
    """
    if intent.held != "unknown":
        return outcome_of(intent.post, intent.held, verdict.state, reason_type=verdict.reason, reason=verdict.words)
    if verdict.reason in (Reason.STOPPED, Reason.PAUSED):
        return outcome_of(intent.post, "unknown", "unknown", reason_type=Reason.ANSWER_LOST, wait=LOOK_WHILE_HELD)
    return outcome_of(intent.post, "unknown", "ask_person", reason_type=verdict.reason)


def published(post: Claimed, found: PostRef, *, held: Held = "sending", **more: Any) -> Outcome:
    """The post is out there: the network says so."""
    return outcome_of(
        post, held, "published", outcome="published", external_id=found.id, external_url=found.url, **more
    )


def failed(post: Claimed, error: NetworkError, pace: Pace, *, number: int | None = None) -> Outcome:
    """How a network's failure is answered: `number` names the attempt, if a byte that may post has left.

    A refused duplicate that names the post is ours where the answer to an earlier attempt was lost. Where none was, the
    same words were posted before, by hand or through somebody else: it is refused. One that names nothing is looked for.
    """
    sent = number is not None
    noted: dict[str, Any] = {"number": number, "error_kind": error.kind.value, "excerpt": error.excerpt or None}
    if sent and error.kind is Kind.DUPLICATE and error.existing and post.uncertain:
        return published(post, PostRef(error.existing, error.existing_url), **noted)
    state, outcome, wait = _next(error, pace, sent=sent, tries=post.tries)
    again = state == "retry_wait"
    return outcome_of(
        post,
        "sending" if sent else "claimed",
        state,
        outcome=outcome,
        reason_type=_REASONS[error.kind],
        reason=error.reason,
        wait=wait,
        lateness=post.lateness if again else None,
        tries=1 if again else 0,
        **noted,
    )


def _next(error: NetworkError, pace: Pace, *, sent: bool, tries: int) -> tuple[str, str, float | None]:
    """The post's next state, what the attempt is noted as, and the wait in seconds."""
    if sent and error.kind is Kind.DUPLICATE and not error.existing:
        return "unknown", "refused", pace.look(0)
    if sent and error.retry_class == "B":
        return "unknown", "unknown", pace.look(0)
    if error.retry_class == "C":
        return "refused", "refused", None
    if error.retry_class == "D":
        return "needs_reconnect", "reconnect", None
    if error.retry_class == "PAUSE":
        return "held", "not_sent", None
    return "retry_wait", "not_sent", _wait(error, pace, tries)


def _wait(error: NetworkError, pace: Pace, tries: int) -> float:
    """How long until a call that was not taken is tried again: what the network asks for, or our own backoff."""
    if error.retry_at is not None:
        return max(0.0, (error.retry_at - now()).total_seconds()) + pace.backoff(0)
    return pace.backoff(tries)
