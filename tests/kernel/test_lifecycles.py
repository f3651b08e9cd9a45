"""States and moves: one table per thing, in step with the database, with no way back from an end."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

import pytest

import kernel.lifecycles
from kernel.lifecycles.moves import Lifecycle, MoveRefused
from kernel.lifecycles.posts import EVIDENCE, posts, stronger
from kernel.tables.ambassadors import AmbassadorState
from kernel.tables.jobs import JobState
from kernel.tables.profiles import ProfileState
from kernel.tables.shares import LIVE_STATES, QUEUE_STATES, Evidence, PostState
from kernel.tables.stories import StoryState

STATES: dict[str, Any] = {
    "ambassador": AmbassadorState,
    "job": JobState,
    "post": PostState,
    "profile": ProfileState,
    "story": StoryState,
}


def lifecycles() -> dict[str, Lifecycle]:
    found: dict[str, Lifecycle] = {}
    for module in iter_modules(kernel.lifecycles.__path__, "kernel.lifecycles."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Lifecycle):
                found[value.name] = value
    return found


class Thing:
    def __init__(self, state: str) -> None:
        self.state = state


def test_every_lifecycle_knows_the_states_of_its_table_and_no_others() -> None:
    assert {name: life.states for name, life in lifecycles().items()} == {
        name: frozenset(get_args(states)) for name, states in STATES.items()
    }


@pytest.mark.parametrize("life", lifecycles().values(), ids=lambda life: life.name)
def test_a_move_is_made_exactly_where_the_table_has_it(life: Lifecycle) -> None:
    for before in life.states:
        for after in life.states:
            thing = Thing(before)
            if after in life.moves[before]:
                life.move(thing, after)
                assert thing.state == after
                assert before in life.before(after)
            else:
                with pytest.raises(MoveRefused):
                    life.move(thing, after)
                assert thing.state == before
                assert before not in life.before(after)


@pytest.mark.parametrize("life", lifecycles().values(), ids=lambda life: life.name)
def test_every_state_leads_to_an_end_or_round_again(life: Lifecycle) -> None:
    reached = {state: set(targets) for state, targets in life.moves.items()}
    for _ in life.states:
        for targets in reached.values():
            targets |= {further for state in list(targets) for further in life.moves[state]}
    stuck = [state for state in life.states if state not in life.final and reached[state] <= {state}]
    assert not stuck


def test_a_refusal_says_in_words_what_is_not_possible() -> None:
    with pytest.raises(MoveRefused, match="It is needs reconnect and cannot become published") as refused:
        posts.move(Thing("needs_reconnect"), "published")
    assert refused.value.status == 409


def test_a_table_with_an_unknown_state_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="gone"):
        Lifecycle("thing", {"here": ("gone",)})


def test_what_may_be_out_there_is_never_simply_sent_again() -> None:
    may_be_out = {state for state in posts.states if "published" in posts.moves[state]}
    assert may_be_out == {"sending", "unknown", "ask_person"}
    assert may_be_out | {"published"} == set(LIVE_STATES)
    for state in may_be_out:
        assert "claimed" not in posts.moves[state]
    assert posts.before("sending") == ("claimed", "unknown")


def test_undo_is_possible_until_the_attempt_is_written_and_never_after() -> None:
    assert {"scheduled", "claimed", "retry_wait"} <= set(posts.before("cancelled"))
    assert not {"sending", "unknown", "published"} & set(posts.before("cancelled"))


def test_a_post_at_an_end_is_nobodys_turn() -> None:
    assert not posts.final & set(QUEUE_STATES)


def test_evidence_rises_and_never_falls() -> None:
    assert set(EVIDENCE) == set(get_args(Evidence))
    for held in EVIDENCE:
        for new in EVIDENCE:
            assert EVIDENCE.index(stronger(held, new)) == max(EVIDENCE.index(held), EVIDENCE.index(new))
    assert stronger(None, "opened") == "opened"
