"""Giving back the tokens of profiles that were given up."""

import pytest

from builders import make_profile
from connected import consent
from connections_rig import World, works
from kernel.kit.db import transaction_on
from kernel.kit.egress import Egress
from networks.errors import Kind, NetworkError
from networks.grants import AppCredentials, Connection
from networks.mastodon.network import Mastodon
from networks.vault import NoConnection


async def give_up(world: World, ago: str = "0 minutes") -> None:
    gone = f"state = 'revoked', disconnected_at = now() - interval '{ago}'"
    await world.run(f"UPDATE profile SET {gone} WHERE id = :p")


async def test_a_profile_given_up_has_its_token_given_back_and_deleted(world: World) -> None:
    connection = await world.held()
    assert works(world.practice, connection)
    await give_up(world)
    await world.revoke()
    await world.revoke()
    assert not works(world.practice, connection)
    with pytest.raises(NoConnection):
        await world.held()
    assert await world.state() == "revoked"
    assert await world.verbs() == ["profile.token_deleted"]
    assert (await world.row("SELECT detail FROM event")).detail == {"given_back": True}


async def test_a_token_of_a_profile_that_was_not_given_up_is_left_alone(world: World) -> None:
    await world.revoke()
    assert works(world.practice, await world.held())


class Away(Mastodon):
    """Cannot be reached to take a token back."""

    async def revoke(self, egress: Egress, app: AppCredentials, connection: Connection) -> None:
        raise NetworkError(Kind.TRANSIENT, "The server could not be reached.")


@pytest.mark.parametrize(("ago", "kept"), [("10 minutes", True), ("61 minutes", False)])
async def test_a_network_that_is_away_delays_the_deletion_for_an_hour_at_most(
    ago: str, kept: bool, world: World
) -> None:
    await give_up(world, ago)
    await world.revoke(world.through(Away()))
    stored = await world.row("SELECT count(*) AS tokens FROM profile_token")
    assert stored.tokens == int(kept)
    assert [kind for kind, _ in await world.planned()] == (["connections.revoke"] if kept else [])


@pytest.mark.parametrize(
    ("given_up", "other", "role", "stays"),
    [
        ("page", "personal", "ambassador", True),
        ("personal", "page", "ambassador", True),
        ("page", "page", "ambassador", True),
        ("personal", "personal", "ambassador", False),
        ("page", "personal", "curator", False),
    ],
)
async def test_a_token_is_not_given_back_while_a_page_and_its_person_may_share_it(
    given_up: str, other: str, role: str, stays: bool, world: World
) -> None:
    held = await world.held()
    await world.run(f"UPDATE profile SET kind = '{given_up}' WHERE id = :p")
    await give_up(world)
    async with transaction_on(world.owner_engine) as session:
        await make_profile(
            session, world.place.organisation_id, world.place.people[role], network="mastodon",
            instance=world.app.instance, external_id="another", kind=other, state="connected",
        )  # fmt: skip
    await world.revoke()
    assert works(world.practice, held) is stays
    assert (await world.row("SELECT count(*) AS tokens FROM profile_token")).tokens == 0


async def test_giving_up_a_profile_does_not_end_the_same_accounts_new_connection(world: World) -> None:
    await give_up(world)
    again = await consent(world.practice.http, world.connections.egress, world.app, account="mette")
    assert again.access_token == (await world.held()).access_token, "Mastodon hands out the same token"
    async with transaction_on(world.owner_engine) as session:
        await make_profile(
            session, world.place.organisation_id, world.place.people["ambassador"], network="mastodon",
            instance=world.app.instance, external_id=again.subject, state="connected",
        )  # fmt: skip
    await world.revoke()
    assert works(world.practice, again)
    assert (await world.row("SELECT count(*) AS tokens FROM profile_token")).tokens == 0
    assert (await world.row("SELECT detail FROM event")).detail == {"given_back": False}
