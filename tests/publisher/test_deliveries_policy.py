"""The whole of a post's life in the publisher's hands, swept: no combination leads where a post may not go."""

from datetime import timedelta
from itertools import product
from typing import Any, get_args

import pytest

from desks import Desk
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.ids import new_id
from kernel.lifecycles.posts import posts
from kernel.tables.shares import AttemptOutcome, PostState
from networks.contract import Found, NotFound, PostRef, Unknown
from networks.drafts import State
from networks.errors import Kind, NetworkError
from publisher.features.deliveries import queries
from publisher.features.deliveries.policy import failed, judge, outcome_of, stopped_by
from publisher.features.deliveries.schemas import LOOKS, Claimed, Facts, Intent, Pace
from publisher.features.endings.service import Outcome, write_ends
from publisher.features.readbacks.policy import ENOUGH, Replay, after_looking
from publisher.features.readbacks.queries import claim_doubts
from publisher.features.readbacks.schemas import Doubt
from publisher.features.waiting import queries as waiting

PACE = Pace()
STATES = get_args(PostState)
OUTCOMES = get_args(AttemptOutcome)


def a_post(**other: Any) -> Claimed:
    fields: dict[str, Any] = {
        "organisation_id": new_id(),
        "id": new_id(),
        "epoch": 1,
        "profile_id": new_id(),
        "network": "mastodon",
        "instance": "skole.example",
        "payload": {},
        "payload_hash": b"",
        "key": "key",
        "due_at": now(),
        "tries": 0,
        "faults": 0,
        "sealed": b"",
        "step": None,
        "number": 1,
        "uncertain": False,
        "lateness": 3600,
    }
    return Claimed(**fields | other)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("sent", [False, True])
def test_every_failure_has_an_answer_that_a_posts_life_allows(kind: Kind, sent: bool) -> None:
    for tries, retry_at, existing in product((0, 3, 50), (None, now() + timedelta(minutes=2)), (None, "7")):
        error = NetworkError(kind, "It said no.", retry_at=retry_at, existing=existing)
        outcome = failed(a_post(tries=tries), error, PACE, number=1 if sent else None)
        assert outcome.state in posts.moves[outcome.held]
        assert outcome.outcome in OUTCOMES
        assert outcome.held == ("sending" if sent else "claimed")
        waits = outcome.state in ("retry_wait", "unknown")
        assert (outcome.wait is not None) == waits
        if sent and error.retry_class == "B":
            assert outcome.state == "unknown", "what may be out there is never sent again blindly"
        if not sent:
            assert outcome.state not in ("unknown", "published"), "what never left cannot be out there"
        if error.retry_class == "D":
            assert outcome.state == "needs_reconnect"
        if error.retry_class == "PAUSE":
            assert (outcome.state, outcome.reason_type) == ("held", "network-paused")


def test_a_network_that_asks_for_time_is_given_it() -> None:
    for _ in range(50):
        error = NetworkError(Kind.RATE, "Wait.", retry_at=now() + timedelta(minutes=5))
        outcome = failed(a_post(), error, PACE, number=1)
        assert outcome.wait is not None
        assert 295 <= outcome.wait <= 310


def test_backoff_is_full_jitter_over_a_doubling_window_of_a_quarter_of_an_hour_at_most() -> None:
    for tries, window in ((0, 5), (1, 10), (5, 160), (9, 900), (400, 900)):
        waits = [PACE.backoff(tries) for _ in range(500)]
        assert 0 <= min(waits) < window / 4
        assert window * 3 / 4 < max(waits) <= window


@pytest.mark.parametrize(
    ("uncertain", "existing", "becomes"),
    [(True, "7", "published"), (True, None, "unknown"), (False, "7", "refused"), (False, None, "unknown")],
)
def test_a_refused_duplicate_is_our_post_only_where_it_is_named_and_an_answer_of_ours_was_lost(
    uncertain: bool, existing: str | None, becomes: str
) -> None:
    error = NetworkError(Kind.DUPLICATE, "Again?", existing=existing, existing_url=existing and "https://a.example/7")
    outcome = failed(a_post(uncertain=uncertain), error, PACE, number=2)
    found = ("7", "https://a.example/7") if becomes == "published" else (None, None)
    assert (outcome.state, outcome.external_id, outcome.external_url) == (becomes, *found)


FACTS = {
    "consent_withdrawn": (False, True),
    "story_state": (None, "live", "withdrawn"),
    "ambassador_state": ("active", "applied", "invited", "paused", "left", "declined"),
    "programme_over": (False, True),
    "profile_state": ("connected", "expiring", "needs_reconnect", "revoked", "declared"),
    "live_elsewhere": (False, True),
    "stopped": (None, "We stop."),
    "paused": (False, True),
    "late": (False, True),
}


def test_a_post_is_sent_only_where_nothing_at_all_stands_against_it() -> None:
    sent = 0
    for values in product(*FACTS.values()):
        known: dict[str, Any] = dict(zip(FACTS, values, strict=True))
        facts = Facts(post_id=new_id(), consent_id=new_id(), person_id=new_id(), programme_id=new_id(), **known)
        verdict = judge(facts)
        clear = (
            not (facts.consent_withdrawn or facts.programme_over or facts.live_elsewhere or facts.late or facts.stopped)
            and facts.story_state != "withdrawn"
            and facts.ambassador_state == "active"
            and facts.profile_state in ("connected", "expiring")
        )
        assert (verdict is None) == clear
        sent += clear
        if verdict is not None:
            first, replayed = Intent(a_post(), {}), Intent(a_post(), {}, held="unknown")
            assert stopped_by(first, verdict).state in posts.moves["claimed"]
            held = verdict.reason in ("stopped", "network-paused")
            assert stopped_by(replayed, verdict).state == ("unknown" if held else "ask_person")
            assert not held or (stopped_by(first, verdict).reason, facts.stopped) == ("We stop.", "We stop.")
    assert sent == 2 * 2 * 2


def test_after_every_look_a_post_is_found_looked_for_again_replayed_safely_or_asked_about() -> None:
    post = PostRef("7", None)
    sights = (
        Found(post, "id"),
        Found(post, "link", (PostRef("8", None),)),
        NotFound(replayable=True),
        NotFound(replayable=False),
        Unknown("It does not let us see."),
        *(NetworkError(kind, "It said no.") for kind in Kind),
    )
    states: tuple[State | None, ...] = ({}, None)
    for seen, empty, settled, checks, noted, state in product(
        sights, range(5), (False, True), range(len(LOOKS)), (None, "duplicate"), states
    ):
        doubt = Doubt(a_post(), state, now(), 0.0, checks, empty, noted)
        after = after_looking(doubt, seen, settled=settled, again=PACE.look(checks + 1))
        if isinstance(after, Replay):
            assert isinstance(seen, NotFound)
            assert seen.replayable
            assert settled
            assert empty + 1 >= ENOUGH
            assert noted is None
            assert state is not None, "after a restore nobody knows what was sent"
            continue
        assert after.held == "unknown"
        assert after.state == "unknown" or after.state in posts.moves["unknown"]
        assert after.state != "retry_wait", "a post that may be out there never rejoins the queue"
        assert (after.state == "published") == isinstance(seen, Found)
        assert after.outcome in OUTCOMES


def test_the_looks_are_at_their_times_and_end() -> None:
    waits = [PACE.look(checks) for checks in range(len(LOOKS) + 1)]
    assert waits[-1] is None
    assert sum(wait for wait in waits if wait is not None) == LOOKS[-1] == 24 * 3600
    assert waits[:4] == [30, 90, 180, 600]


@pytest.mark.parametrize("patience", [1, 0.2, 0.02, 0.001])
def test_at_any_pace_a_call_ends_before_its_lease(patience: float) -> None:
    pace = Pace(patience)
    assert pace.call < pace.send_lease - pace.call
    assert pace.call <= pace.claim_lease
    assert pace.grace < 60


REACH = {
    "scheduled": {"claim": "claimed", "hold": "needs_reconnect"},
    "retry_wait": {"claim": "claimed", "hold": "needs_reconnect"},
    "claimed": {"lapse": "scheduled", "abandon": "scheduled", "refuse": "refused"},
    "sending": {"lapse": "unknown", "abandon": "unknown", "publish": "published"},
    "unknown": {"look": "unknown", "ask": "ask_person"},
    "needs_reconnect": {"resume": "scheduled"},
}
"""What each of the publisher's statements does to a post in each state; it does nothing to any other."""


@pytest.mark.parametrize("action", ["claim", "lapse", "abandon", "look", "hold", "resume", "refuse", "publish", "ask"])
async def test_every_statement_moves_posts_only_as_their_life_allows(desk: Desk, action: str) -> None:
    for state in STATES:
        post = await desk.schedule(state=state, epoch=3, claimed_by="me")
        await desk.run(
            "INSERT INTO attempt (organisation_id, id, post_id, number, epoch, consent_id, payload_hash, step,"
            " started_at) SELECT s.organisation_id, gen_random_uuid(), p.id, 1, 3, s.consent_id, p.payload_hash, '{}',"
            " now() FROM post p JOIN share s ON s.id = p.share_id WHERE p.id = :post",
            post=post,
        )
        await act(desk, action, a_post(organisation_id=desk.organisation_id, id=post, epoch=3))
        row = await desk.row(post)
        assert row["state"] == REACH.get(state, {}).get(action, state)
        assert row["state"] == state or row["state"] in posts.moves[state]
        assert (row["epoch"] > 3) == (
            action in ("claim", "lapse", "abandon", "look") and action in REACH.get(state, {})
        )
        await desk.run("DELETE FROM post")


async def act(desk: Desk, action: str, post: Claimed) -> None:
    """Do one of the publisher's statements to whatever there is."""
    ends: dict[str, Outcome] = {
        "refuse": outcome_of(post, "claimed", "refused"),
        "publish": outcome_of(post, "sending", "published", number=1, external_id="7"),
        "ask": outcome_of(post, "unknown", "ask_person"),
    }
    async with transaction_on(desk.outlet.engine) as session:
        match action:
            case "claim":
                await queries.claim_posts(session, most=50, by="me", lease=60)
            case "lapse":
                await queries.lapse_leases(session, look=30)
            case "abandon":
                await queries.abandon_posts(session, by="me", look=30)
            case "look":
                await claim_doubts(session, most=50, by="me", lease=60)
            case _:
                await enter(session, desk.organisation_id)
                if action == "hold":
                    await waiting.hold_posts(session, desk.organisation_id, desk.profile.id, "It is over.")
                elif action == "resume":
                    await waiting.resume_posts(session, desk.organisation_id, desk.profile.id, however_late=True)
                else:
                    await write_ends(session, desk.organisation_id, [ends[action]])


async def test_an_outcome_with_an_old_epoch_is_not_written(desk: Desk) -> None:
    post = await desk.schedule(state="sending", epoch=4)
    stale = a_post(organisation_id=desk.organisation_id, id=post, epoch=3)
    async with transaction_on(desk.outlet.engine) as session:
        await enter(session, desk.organisation_id)
        outcome = outcome_of(stale, "sending", "published", number=1, external_id="7")
        assert await write_ends(session, desk.organisation_id, [outcome]) == [False]
    assert (await desk.state(post), await desk.verbs()) == ("sending", [])
