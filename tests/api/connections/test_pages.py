"""A consent that opens pages: none, one, or several of which its person chooses."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select, update

from builders import make_ambassador, make_person
from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.audit import Event
from kernel.tables.profiles import Connecting, Profile, ProfileToken
from linkedin_rig import VERSION, answer_consent
from networks.linkedin.network import LinkedIn
from networks.linkedin.surroundings import Surroundings
from networks.registry import API_NETWORKS, NETWORKS
from sharers import Sharer
from simulators.linkedin.stage import LinkedInStage
from simulators.linkedin.stage import linkedin_stage as linkedin_servers
from simulators.linkedin.world import Member, Page, World
from travellers import PAGE, outcome
from worlds import Place

BACK = "/api/v1/profiles/return/linkedin/-"
WISH = {"network": "linkedin", "kind": "page", "return_to": PAGE}


@pytest.fixture(scope="module")
def linkedin_stage() -> Generator[LinkedInStage]:
    with linkedin_servers() as stage:
        yield stage


@pytest.fixture(autouse=True)
def linkedin(linkedin_stage: LinkedInStage, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small LinkedIn whose member looks after one page; it is there before the application starts."""
    world = linkedin_stage.raise_world(f"http://127.0.0.1:8080{BACK}")
    origins = (world.web, world.api, world.uploads)
    monkeypatch.setenv("FORTALER_EGRESS_LOOPBACK", ",".join(urlsplit(origin).netloc for origin in origins))
    adapter = LinkedIn(Surroundings(world.web, world.api, VERSION))
    monkeypatch.setitem(API_NETWORKS, "linkedin", adapter)
    monkeypatch.setitem(NETWORKS, "linkedin", adapter)
    return world


@pytest.fixture
async def registered(owner: Client, linkedin: World) -> None:
    app = linkedin.apps["86community"]
    entry = {"client_id": app.client_id, "client_secret": app.secret, "mode": "community_management"}
    assert (await owner.put("/apps/linkedin", json=entry)).status_code == 200


def asta(linkedin: World, *pages: str) -> Member:
    """The member, who looks after these pages."""
    for number in pages:
        linkedin.pages.setdefault(number, Page(number, f"Side {number}", f"side-{number}"))
    (member,) = linkedin.members.values()
    member.administers = list(pages)
    return member


async def consented(client: Client, member: Member, **other: Any) -> dict[str, str]:
    """Where the person ends after saying yes, and what they are told."""
    answer = await client.post("/profiles/connect", json=WISH | other)
    assert answer.status_code == 200, answer.text
    callback = answer_consent(answer.json()["authorize_url"], member)
    return outcome(await client.get(f"/profiles/return/linkedin/-?{urlencode(callback)}"))


async def profiles(client: Client) -> list[tuple[str, str]]:
    return [(one["kind"], one["display_name"]) for one in (await client.get("/profiles")).json()["items"]]


@pytest.mark.usefixtures("registered")
async def test_a_network_with_pages_says_so(curator: Client) -> None:
    networks = {one["key"]: one for one in (await curator.get("/networks")).json()["items"]}
    assert networks["linkedin"]["connects"] == ["personal", "page"]
    assert networks["mastodon"]["connects"] == ["personal"]
    assert networks["whatsapp"]["connects"] == []


@pytest.mark.usefixtures("registered")
async def test_the_only_page_is_connected_at_once(curator: Client, linkedin: World, owner_engine: AsyncEngine) -> None:
    told = await consented(curator, asta(linkedin, "2414183"))
    assert await profiles(curator) == [("page", "Nordlys A/S")]
    (profile,) = (await curator.get("/profiles")).json()["items"]
    assert told == {"page": PAGE, "profile": profile["id"]}
    async with transaction_on(owner_engine) as session:
        assert (await session.scalars(select(Profile.external_id))).all() == ["urn:li:organization:2414183"]


@pytest.mark.usefixtures("registered")
async def test_without_a_page_nothing_is_connected_and_the_person_is_told(
    curator: Client, linkedin: World, owner_engine: AsyncEngine
) -> None:
    assert await consented(curator, asta(linkedin)) == {"page": PAGE, "problem": "no-pages"}
    async with transaction_on(owner_engine) as session:
        assert not (await session.scalars(select(Profile))).all()
        assert not (await session.scalars(select(ProfileToken.profile_id))).all()


@pytest.mark.usefixtures("registered")
async def test_of_several_pages_the_person_chooses(curator: Client, linkedin: World, owner_engine: AsyncEngine) -> None:
    told = await consented(curator, asta(linkedin, "1", "2", "3"))
    assert set(told) == {"page", "choice"}
    path = f"/profiles/choices/{told['choice']}"
    choice = (await curator.get(path)).json()
    assert choice["network"] == "linkedin"
    assert [item["display_name"] for item in choice["items"]] == ["Side 1", "Side 2", "Side 3"]
    assert await profiles(curator) == []
    wanted = [item["subject"] for item in choice["items"]][::2]
    chosen = await curator.post(path, json={"subjects": [*wanted, wanted[0]]})
    assert chosen.status_code == 201, chosen.text
    assert [one["display_name"] for one in chosen.json()["items"]] == ["Side 1", "Side 3"]
    assert await profiles(curator) == [("page", "Side 1"), ("page", "Side 3")]
    assert (await curator.post(path, json={"subjects": wanted})).status_code == 404, "it was made"
    async with transaction_on(owner_engine) as session:
        assert [row.kind for row in await session.scalars(select(Connecting))] == ["page"]
        verbs = list(await session.scalars(select(Event.verb).order_by(col(Event.sequence))))
    assert verbs == ["app.registered", "profile.connected", "profile.connected"]


@pytest.mark.usefixtures("registered")
async def test_tokens_of_pages_wait_sealed_and_for_ten_minutes(
    curator: Client, linkedin: World, owner_engine: AsyncEngine
) -> None:
    told = await consented(curator, asta(linkedin, "1", "2"))
    path = f"/profiles/choices/{told['choice']}"
    (token,) = linkedin.tokens
    assert token.access not in (await curator.get(path)).text
    async with transaction_on(owner_engine) as session:
        held = (await session.scalars(select(Connecting).where(col(Connecting.kind) == "choice"))).one()
        assert token.access.encode() not in held.sealed
        assert timedelta(minutes=9) < held.expires_at - now() <= timedelta(minutes=10)
        await session.execute(update(Connecting).values(expires_at=now()))
    assert (await curator.get(path)).json()["type"] == "/problems/choice-not-found"
    assert (await curator.post(path, json={"subjects": ["urn:li:organization:1"]})).status_code == 404


@pytest.mark.usefixtures("registered")
async def test_a_choice_is_its_sessions_alone(
    api: Api, nord: Place, owner: Client, curator: Client, linkedin: World
) -> None:
    told = await consented(curator, asta(linkedin, "1", "2"))
    path = f"/profiles/choices/{told['choice']}"
    for other in (owner, await api.sign_in(nord.people["curator"], nord.organisation_id)):
        assert (await other.get(path)).status_code == 404
        assert (await other.post(path, json={"subjects": ["urn:li:organization:1"]})).status_code == 404


@pytest.mark.usefixtures("registered")
@pytest.mark.parametrize("subjects", [["urn:li:organization:9"], ["1", "urn:li:organization:1"], [], ["x"] * 21])
async def test_only_offered_pages_can_be_chosen(curator: Client, linkedin: World, subjects: list[str]) -> None:
    told = await consented(curator, asta(linkedin, "1", "2"))
    path = f"/profiles/choices/{told['choice']}"
    answer = await curator.post(path, json={"subjects": subjects})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "subjects"
    assert (await curator.post(path, json={"subjects": ["urn:li:organization:1"]})).status_code == 201


@pytest.mark.usefixtures("registered")
async def test_pages_are_for_those_who_write_stories_or_own_the_organisation(
    owner: Client, administrator: Client, curator: Client, ambassador: Client, viewer: Client
) -> None:
    for client, status in ((owner, 200), (administrator, 200), (curator, 200), (ambassador, 403), (viewer, 403)):
        assert (await client.post("/profiles/connect", json=WISH)).status_code == status


@pytest.mark.usefixtures("registered")
async def test_a_network_without_pages_takes_no_wish_for_one(curator: Client) -> None:
    answer = await curator.post("/profiles/connect", json=WISH | {"network": "mastodon", "instance": "norden.example"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "kind")


@pytest.mark.usefixtures("registered")
async def test_renewing_a_page_asks_for_that_page_among_all(curator: Client, linkedin: World) -> None:
    await consented(curator, asta(linkedin, "2"))
    (profile,) = (await curator.get("/profiles")).json()["items"]

    async def renew(*pages: str) -> dict[str, str]:
        answer = await curator.post(f"/profiles/{profile['id']}/renew", json={"return_to": PAGE})
        callback = answer_consent(answer.json()["authorize_url"], asta(linkedin, *pages))
        return outcome(await curator.get(f"/profiles/return/linkedin/-?{urlencode(callback)}"))

    assert await renew("1", "2", "3") == {"page": PAGE, "profile": profile["id"]}
    assert await renew("1", "3") == {"page": PAGE, "problem": "account-differs"}
    assert not any(token.ended for token in linkedin.tokens), "a page's token is its person's: it is not given back"
    assert await profiles(curator) == [("page", "Side 2")]


@pytest.mark.usefixtures("registered")
async def test_one_who_looks_after_a_page_and_is_an_ambassador_shares_on_it(
    api: Api, nord: Place, linkedin: World, owner_engine: AsyncEngine
) -> None:
    async with transaction_on(owner_engine) as session:
        person = await make_person(session)
        await make_ambassador(session, nord.programme, person, roles=["ambassador", "curator"])
    client = await api.sign_in(person, nord.organisation_id)
    await consented(client, asta(linkedin, "2414183"))
    async with transaction_on(owner_engine) as session:
        page = (await session.scalars(select(Profile))).one()
    share = await Sharer(client, nord).share(page)
    assert [(post["network"], post["state"]) for post in share["posts"]] == [("linkedin", "scheduled")]
