"""Asking a network about a connection: what is noted, what is lost, what comes back by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from connections_rig import World
from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe
from networks.mastodon.network import Mastodon


async def test_a_probe_notes_who_the_profile_is_and_what_its_server_allows_and_comes_again_tomorrow(
    world: World,
) -> None:
    await world.probe()
    row = await world.row("SELECT * FROM profile WHERE id = :p")
    assert (row.state, row.handle) == ("connected", f"@mette@{world.app.instance}")
    assert row.avatar_url.startswith(world.practice.url)
    assert row.limits["max_text"] == 500
    assert row.capabilities["idempotency"] == "key"
    assert row.instance_rules
    assert await world.planned() == [("connections.probe", timedelta(days=1))]
    assert await world.verbs() == []


async def test_a_connection_that_the_network_ended_waits_for_its_person_who_is_told_once(world: World) -> None:
    await world.add_post(state="scheduled")
    world.practice.control(tokens=[{"account": "mette", "become": "revoked"}])
    await world.probe()
    await world.probe()
    row = await world.row("SELECT * FROM profile WHERE id = :p")
    assert row.state == "needs_reconnect"
    assert row.state_reason
    assert await world.post_state() == "needs_reconnect"
    assert await world.verbs() == ["profile.lost"]
    assert (await world.row("SELECT about_person_id AS who FROM event")).who == world.profile.person_id


async def test_a_network_that_is_away_changes_nothing_and_is_asked_again_in_an_hour(world: World) -> None:
    world.practice.control(limits={"account": 0})
    await world.probe()
    assert await world.state() == "connected"
    assert await world.planned() == [("connections.probe", timedelta(hours=1))]


@pytest.mark.parametrize(("days", "state", "verbs"), [(15, "connected", []), (13, "expiring", ["profile.expiring"])])
async def test_a_token_that_only_its_person_can_renew_is_expiring_for_two_weeks(
    days: int, state: str, verbs: list[str], world: World
) -> None:
    end = now() + timedelta(days=days)
    await world.store(expires_at=end)
    await world.probe()
    await world.probe()
    row = await world.row("SELECT state, expires_at FROM profile WHERE id = :p")
    assert (row.state, row.expires_at) == (state, end)
    assert await world.verbs() == verbs


@pytest.mark.parametrize(("days", "state"), [(4, "connected"), (2, "expiring")])
async def test_a_consent_to_renew_tokens_is_expiring_in_its_last_days_because_it_may_last_two_weeks_altogether(
    days: int, state: str, world: World
) -> None:
    end = now() + timedelta(days=days)
    renewable: dict[str, Any] = {"refresh_token": "renewable", "refresh_expires_at": end, "network": "bluesky"}
    await world.store(expires_at=now() + timedelta(hours=1), **renewable)
    await world.probe()
    row = await world.row("SELECT state, expires_at FROM profile WHERE id = :p")
    assert (row.state, row.expires_at) == (state, end)


async def test_a_token_that_we_can_renew_ourselves_is_not_expiring(world: World) -> None:
    await world.store(expires_at=now() + timedelta(hours=1), refresh_token="renewable")
    await world.probe()
    row = await world.row("SELECT state, expires_at FROM profile WHERE id = :p")
    assert (row.state, row.expires_at) == ("connected", None)


@pytest.mark.parametrize(("late", "due"), [(timedelta(0), "now"), (timedelta(days=2), "then")])
async def test_when_a_network_comes_round_by_itself_posts_go_on_but_none_becomes_due_anew(
    late: timedelta, due: str, world: World
) -> None:
    due_at = now() - late
    await world.add_post(state="needs_reconnect", due_at=due_at, turn_at=due_at, reason_type="connection-lost")
    await world.run("UPDATE profile SET state = 'needs_reconnect', state_reason = 'No' WHERE id = :p")
    await world.probe()
    row = await world.row(
        "SELECT f.state, f.state_reason, p.state AS post, p.due_at FROM profile f JOIN post p ON true"
    )
    assert (row.state, row.state_reason, row.post, row.due_at) == ("connected", None, "scheduled", due_at)
    assert await world.verbs() == ["profile.regained"]


class Meanwhile(Mastodon):
    """Does something while it is asked, and then answers as the network did at first."""

    def __init__(self, act: Callable[[], Any], error: NetworkError | None = None) -> None:
        self.act, self.error = act, error

    async def probe(self, egress: Egress, connection: Connection) -> Probe:
        probe = await super().probe(egress, connection)
        await self.act()
        if self.error:
            raise self.error
        return probe


async def test_a_refusal_of_what_the_person_has_meanwhile_renewed_holds_nothing(world: World) -> None:
    async def renew() -> None:
        await world.store(access_token="another")

    refusal = NetworkError(Kind.REAUTH, "No longer accepted.")
    await world.probe(world.through(Meanwhile(renew, refusal)))
    assert await world.state() == "connected"


async def test_a_profile_given_up_while_it_was_asked_about_stays_given_up(world: World) -> None:
    async def give_up() -> None:
        await world.run("UPDATE profile SET state = 'revoked', disconnected_at = now() WHERE id = :p")

    await world.probe(world.through(Meanwhile(give_up)))
    assert await world.state() == "revoked"
    assert (await world.row("SELECT state FROM job WHERE due_at < clock_timestamp()")).state == "completed"
