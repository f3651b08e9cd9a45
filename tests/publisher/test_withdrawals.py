"""A consent that was taken back at the network: what ends here, what is forgotten, and what is left alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from builders import make_post, make_post_reading, make_profile, make_profile_reading, make_share
from kernel.jobs.withdrawals import WithdrawConsent
from kernel.kit.db import enter, transaction_on
from kernel.kit.secrets import AppSecrets, Opener
from kernel.kit.settings import AppKeySettings, TokenOpenSettings, read
from kernel.tables.profiles import Profile
from networks.grants import Connection
from networks.vault import store_connection
from publisher.features.withdrawals import service
from worlds import Place, make_place

pytestmark = pytest.mark.usefixtures("empty_database")
THEIRS = "17841400000000001"


class Office:
    """An organisation whose ambassador has connected an account."""

    def __init__(self, owner: AsyncEngine, worker: AsyncEngine, place: Place) -> None:
        self.owner, self.worker, self.place = owner, worker, place
        tokens = read(TokenOpenSettings)
        self.opener: Opener = tokens.opener()
        self.secrets: AppSecrets = read(AppKeySettings).secrets()

    async def connect(self, network: str, subject: str, granted_by: str = "") -> Profile:
        """With a post that waits, one that is out, and numbers of both."""
        async with transaction_on(self.owner) as session:
            profile = await make_profile(
                session, self.place.organisation_id, self.place.people["ambassador"], network=network,
                state="connected", external_id=subject, handle="@asta", display_name="Asta Lund", avatar_url="https://a.example/1.jpg",
            )  # fmt: skip
            connection = Connection(
                network=network, instance="", subject=subject, handle="@asta", display_name="Asta Lund", avatar=None,
                url=None, scopes=(), access_token="THAA", secrets={"granted_by": granted_by} if granted_by else {},
            )  # fmt: skip
            await store_connection(session, self.opener, self.place.organisation_id, profile.id, connection)
            for state in ("scheduled", "published"):
                share = await make_share(session, self.place.ambassadors["ambassador"], None)
                post = await make_post(
                    session, share, profile, mode="api", state=state, external_url="https://a.example/p/1"
                )
                await make_post_reading(session, post)
            await make_profile_reading(session, profile)
            return profile

    async def withdraw(self, network: str, person: str, *, erase: bool) -> None:
        digest = self.secrets.keyed_digest(WithdrawConsent.kind, person).hex()
        job = WithdrawConsent(network=network, person=digest, receipt=uuid4(), erase=erase)
        async with transaction_on(self.worker) as session:
            await enter(session, self.place.organisation_id)
            await service.withdraw_consent(session, self.opener, self.secrets, self.place.organisation_id, job)

    async def rows(self, statement: str, profile: UUID) -> Sequence[Any]:
        async with transaction_on(self.owner) as session:
            return (await session.execute(text(statement), {"profile": profile})).all()

    async def told(self, profile: Profile) -> tuple[str, str, str | None]:
        """State, name and picture of the profile."""
        (row,) = await self.rows("SELECT state, display_name, avatar_url FROM profile WHERE id = :profile", profile.id)
        return tuple(row)

    async def posts(self, profile: Profile) -> list[tuple[str, str | None]]:
        query = "SELECT state, external_url FROM post WHERE profile_id = :profile ORDER BY state"
        return [tuple(row) for row in await self.rows(query, profile.id)]

    async def tokens(self, profile: Profile) -> int:
        return len(await self.rows("SELECT 1 FROM profile_token WHERE profile_id = :profile", profile.id))

    async def numbers(self, profile: Profile) -> int:
        """How many readings there are of the profile and of posts on it."""
        query = (
            "SELECT 1 FROM profile_reading WHERE profile_id = :profile UNION ALL"
            " SELECT 1 FROM post_reading r JOIN post p ON p.id = r.post_id WHERE p.profile_id = :profile"
        )
        return len(await self.rows(query, profile.id))

    async def events(self) -> list[tuple[str, dict[str, Any]]]:
        async with transaction_on(self.owner) as session:
            found = await session.execute(text("SELECT verb, detail FROM event ORDER BY sequence"))
            return [(row.verb, row.detail) for row in found]


@pytest.fixture
async def office(owner_engine: AsyncEngine, worker_engine: AsyncEngine, empty_database: Addresses) -> Office:
    async with transaction_on(owner_engine) as session:
        place = await make_place(session, "Nord")
    return Office(owner_engine, worker_engine, place)


async def test_who_removed_the_app_is_disconnected_and_their_posts_wait_for_them(office: Office) -> None:
    profile = await office.connect("threads", THEIRS)
    await office.withdraw("threads", THEIRS, erase=False)
    assert await office.told(profile) == ("needs_reconnect", "Asta Lund", "https://a.example/1.jpg")
    assert [state for state, _ in await office.posts(profile)] == ["needs_reconnect", "published"]
    assert (await office.tokens(profile), await office.numbers(profile)) == (0, 3)
    verbs = [verb for verb, _ in await office.events()]
    assert verbs == ["profile.lost", "profile.withdrawn", "withdrawal.done"]


async def test_who_asks_for_deletion_is_forgotten_and_nothing_of_theirs_goes_out(office: Office) -> None:
    profile = await office.connect("instagram", THEIRS)
    await office.withdraw("instagram", THEIRS, erase=True)
    assert await office.told(profile) == ("revoked", "", None)
    assert await office.posts(profile) == [("cancelled", None), ("published", None)]
    assert (await office.tokens(profile), await office.numbers(profile)) == (0, 0)
    assert (await office.events())[-1] == ("withdrawal.done", {"network": "instagram", "profiles": 1})
    await office.withdraw("instagram", THEIRS, erase=True)
    assert (await office.events())[-1] == ("withdrawal.done", {"network": "instagram", "profiles": 0})


@pytest.mark.parametrize("erase", [False, True])
async def test_a_person_takes_with_them_the_pages_that_their_consent_opened_and_no_others(
    office: Office, erase: bool
) -> None:
    mine = [await office.connect("facebook", f"page-{number}", granted_by=THEIRS) for number in (1, 2)]
    other = await office.connect("facebook", "page-3", granted_by="somebody else")
    elsewhere = await office.connect("threads", THEIRS)
    await office.withdraw("facebook", THEIRS, erase=erase)
    assert [await office.tokens(profile) for profile in (*mine, other, elsewhere)] == [0, 0, 1, 1]
    for untouched in (other, elsewhere):
        assert await office.told(untouched) == ("connected", "Asta Lund", "https://a.example/1.jpg")
    assert (await office.events())[-1] == ("withdrawal.done", {"network": "facebook", "profiles": 2})


async def test_what_another_organisation_connected_is_its_own_matter(office: Office) -> None:
    async with transaction_on(office.owner) as session:
        syd = await make_place(session, "Syd")
    theirs = Office(office.owner, office.worker, syd)
    profile = await theirs.connect("threads", THEIRS)
    await office.withdraw("threads", THEIRS, erase=True)
    assert (await theirs.told(profile))[0] == "connected"
    assert await theirs.tokens(profile) == 1
