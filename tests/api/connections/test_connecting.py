"""From the wish to connect, through the network's consent page, to a profile that only the workers can open."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import pytest
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import func, select, update
from starlette.applications import Starlette

from callers import Api, Client
from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.secrets import Opener
from kernel.kit.settings import TokenOpenSettings, read
from kernel.tables.jobs import Job
from kernel.tables.profiles import Connecting, NetworkApp, Profile
from networks.grants import Connection
from networks.vault import load_connection
from practice_network import Stage
from travellers import PAGE, Traveller, outcome
from worlds import Place

pytestmark = pytest.mark.usefixtures("practice")
WISH = {"network": "mastodon", "return_to": PAGE}


async def count(owner_engine: AsyncEngine, table: Any) -> int:
    async with transaction_on(owner_engine) as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


def changed(location: str, **query: str) -> str:
    """The callback with other parameters."""
    parts = urlsplit(location)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | query)).geturl()


async def test_consent_gives_a_profile_whose_token_the_workers_alone_can_open(
    ambassador: Client, nord: Place, traveller: Traveller, app_engine: AsyncEngine, worker_engine: AsyncEngine
) -> None:
    profile = await traveller.connect(ambassador)
    assert profile["handle"] == f"@mette@{traveller.instance}"
    assert (profile["network"], profile["instance"], profile["state"]) == ("mastodon", traveller.instance, "connected")
    assert profile["can"]["text"] is True
    assert profile["limits"] == {"max_text": 500, "unit": "graphemes", "url_cost": 23, "images": 4, "alt_max": 1500}
    assert profile["instance_rules"]
    settings = read(TokenOpenSettings)
    opener = Opener(settings.public_key, settings.private_key.get_secret_value())

    async def open_as(engine: AsyncEngine) -> Connection:
        async with transaction_on(engine) as session:
            await enter(session, nord.organisation_id)
            return await load_connection(session, opener, nord.organisation_id, UUID(profile["id"]))

    assert (await open_as(worker_engine)).access_token
    with pytest.raises(ProgrammingError, match="permission denied"):
        await open_as(app_engine)


async def test_its_numbers_are_read_and_its_connection_is_looked_after(
    ambassador: Client, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    await traveller.connect(ambassador)
    async with transaction_on(owner_engine) as session:
        kinds = set(await session.scalars(select(Job.kind)))
    assert kinds == {"collection.profile", "connections.probe"}


async def test_colleagues_share_one_registration_and_organisations_do_not(
    api: Api, nord: Place, syd: Place, ambassador: Client, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    await traveller.connect(ambassador)
    await traveller.connect(await api.sign_in(nord.people["ambassador"], nord.organisation_id), "jonas")
    assert await count(owner_engine, NetworkApp) == 1
    await traveller.connect(await api.sign_in(syd.people["ambassador"], syd.organisation_id), "mette")
    assert await count(owner_engine, NetworkApp) == 2


async def test_consent_is_asked_with_a_state_and_a_proof_of_who_began_it(
    ambassador: Client, traveller: Traveller
) -> None:
    url = urlsplit(await traveller.start(ambassador))
    query = dict(parse_qsl(url.query))
    assert query["code_challenge_method"] == "S256"
    assert len(query["state"]) >= 43
    assert query["redirect_uri"] == f"http://127.0.0.1:8080/api/v1/profiles/return/mastodon/{traveller.instance}"


async def test_a_state_counts_once(ambassador: Client, traveller: Traveller, owner_engine: AsyncEngine) -> None:
    back = traveller.consent(await traveller.start(ambassador))
    assert "profile" in outcome(await ambassador.get(back))
    assert outcome(await ambassador.get(back)) == {"page": PAGE, "problem": "consent-expired"}
    assert await count(owner_engine, Profile) == 1


async def test_a_state_counts_for_the_session_that_began_it(
    api: Api, nord: Place, ambassador: Client, stranger: Client, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    back = traveller.consent(await traveller.start(ambassador))
    same_person = await api.sign_in(nord.people["ambassador"], nord.organisation_id)
    for other in (same_person, stranger):
        assert outcome(await other.get(back)) == {"page": PAGE, "problem": "consent-expired"}
    assert await count(owner_engine, Profile) == 0
    assert "profile" in outcome(await ambassador.get(back))


async def test_a_consent_takes_ten_minutes_at_most(
    ambassador: Client, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    back = traveller.consent(await traveller.start(ambassador))
    async with transaction_on(owner_engine) as session:
        held = (await session.scalars(select(Connecting))).one()
        assert timedelta(minutes=9) < held.expires_at - now() <= timedelta(minutes=10)
        await session.execute(update(Connecting).values(expires_at=now()))
    assert outcome(await ambassador.get(back)) == {"page": PAGE, "problem": "consent-expired"}


async def test_a_no_at_the_network_is_told_on_the_page_that_asked(ambassador: Client, traveller: Traveller) -> None:
    url = await traveller.start(ambassador, return_to="/stories/1/share?question=2")
    told = outcome(await ambassador.get(traveller.consent(url, allow=False)))
    assert told == {"page": "/stories/1/share", "question": "2", "problem": "consent-refused"}


@pytest.mark.parametrize(
    "forged", [{"iss": "https://elsewhere.example"}, {"code": ""}, {"code": "guessed"}, {"error": "access_denied"}]
)
async def test_an_answer_that_is_not_the_networks_connects_nothing(
    ambassador: Client, traveller: Traveller, owner_engine: AsyncEngine, forged: dict[str, str]
) -> None:
    back = traveller.consent(await traveller.start(ambassador))
    assert outcome(await ambassador.get(changed(back, **forged)))["problem"] == "consent-refused"
    assert await count(owner_engine, Profile) == 0
    assert outcome(await ambassador.get(back))["problem"] == "consent-expired"


async def test_an_answer_at_another_servers_door_connects_nothing(ambassador: Client, traveller: Traveller) -> None:
    back = traveller.consent(await traveller.start(ambassador))
    wrong = back.replace(f"/mastodon/{traveller.instance}", "/mastodon/elsewhere.example")
    assert wrong != back
    assert outcome(await ambassador.get(wrong))["problem"] == "consent-expired"


async def test_a_network_that_goes_away_half_way_is_said_to_be_away(
    ambassador: Client, traveller: Traveller, practice_stage: Stage
) -> None:
    back = traveller.consent(await traveller.start(ambassador))
    there, practice_stage.app = practice_stage.app, Starlette(routes=[])
    told = outcome(await ambassador.get(back))
    practice_stage.app = there
    assert told["problem"] == "network-unreachable"
    answer = await ambassador.post("/profiles/connect", json=WISH | {"instance": traveller.instance})
    assert answer.status_code == 200, "the registration is still known"


@pytest.mark.parametrize(
    "typed",
    [
        "", "@", "::", "//", "http://[bad", "localhost", "127.0.0.1", "127.0.0.1:1", "10.0.0.1", "169.254.169.254", "[::1]",
        "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "mastodon.social:22", "mette:secret@127.0.0.1", "file:///etc/passwd",
        "http://localhost.", "a" * 300, "..", "mastodon", "nobody.invalid", "æ" * 100, "%00", "mastodon.social%2f@10.0.0.1",
    ],
)  # fmt: skip
async def test_what_is_no_server_we_may_call_is_refused_by_its_field(
    ambassador: Client, typed: str, owner_engine: AsyncEngine
) -> None:
    answer = await ambassador.post("/profiles/connect", json=WISH | {"instance": typed})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "instance"
    assert await count(owner_engine, NetworkApp) == 0


@pytest.mark.parametrize(
    "path",
    ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/api/v1/session", "/a\tb", "/a#b", ""],
)
async def test_the_way_back_leads_to_a_page_of_ours_only(ambassador: Client, traveller: Traveller, path: str) -> None:
    answer = await ambassador.post("/profiles/connect", json=WISH | {"instance": traveller.instance, "return_to": path})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "return_to"


async def test_only_ambassadors_at_work_connect(
    curator: Client, paused: Client, stranger: Client, traveller: Traveller
) -> None:
    wish = WISH | {"instance": traveller.instance}
    for client, status in ((curator, 403), (paused, 403), (stranger, 401)):
        assert (await client.post("/profiles/connect", json=wish)).status_code == status


async def test_ever_new_connections_are_slowed_down(ambassador: Client, traveller: Traveller) -> None:
    wish = WISH | {"instance": traveller.instance}
    answers = [await ambassador.post("/profiles/connect", json=wish) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


async def test_a_network_that_has_no_app_passwords_takes_none(ambassador: Client) -> None:
    wish = {"network": "mastodon", "handle": "mette", "password": "tops-ecret"}
    answer = await ambassador.post("/profiles/app-password", json=wish)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/not-this-way"
    assert "tops-ecret" not in answer.text


async def test_documents_are_for_everybody_and_only_those_that_exist(stranger: Client) -> None:
    for path in ("/networks/mastodon/client-metadata.json", "/networks/nothing/x.json", "/networks/linkedin/x.json"):
        assert (await stranger.get(path)).status_code == 404
