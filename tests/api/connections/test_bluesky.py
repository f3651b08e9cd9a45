"""Bluesky's two ways in, through the same doors as every other network."""

from collections.abc import Generator
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from addresses import Addresses
from api.settings import ApiSettings
from callers import Api, Client
from network_rigs import answer_consent
from networks.bluesky.network import Bluesky
from networks.bluesky.surroundings import Surroundings
from networks.registry import API_NETWORKS, NETWORKS
from practice_network import Network
from simulators.bluesky.sky import Sky
from simulators.bluesky.stage import SkyStage, sky_stage
from travellers import PAGE, outcome

pytestmark = pytest.mark.usefixtures("practice")
APP_PASSWORD = "abcd-efgh-ijkl-mnop"
RETURN = "/profiles/return/bluesky/-"


@pytest.fixture(scope="session")
def bluesky_stage() -> Generator[SkyStage]:
    with sky_stage() as empty:
        yield empty


@pytest.fixture
def sky(bluesky_stage: SkyStage, practice: Network, monkeypatch: pytest.MonkeyPatch) -> Sky:
    """A small AT Protocol that the application may call; ask for it before whoever is signed in."""
    sky = bluesky_stage.raise_sky()
    origins = (sky.directory, sky.pds, sky.issuer, sky.appview, practice.url)
    monkeypatch.setenv("FORTALER_EGRESS_LOOPBACK", ",".join(urlsplit(origin).netloc for origin in origins))
    adapter = Bluesky(Surroundings(sky.directory, sky.appview))
    monkeypatch.setitem(API_NETWORKS, "bluesky", adapter)
    monkeypatch.setitem(NETWORKS, "bluesky", adapter)
    return sky


async def test_consent_at_the_persons_own_server_connects_the_profile(sky: Sky, ambassador: Client) -> None:
    (person,) = sky.accounts.values()
    wish = {"network": "bluesky", "handle": person.handle, "return_to": PAGE}
    url = (await ambassador.post("/profiles/connect", json=wish)).json()["authorize_url"]
    callback = answer_consent(url, person)
    told = outcome(await ambassador.get(f"{RETURN}?{urlencode(callback)}"))
    assert told["page"] == PAGE
    (profile,) = (await ambassador.get("/profiles")).json()["items"]
    assert profile["id"] == told["profile"]
    assert (profile["network"], profile["instance"], profile["state"]) == ("bluesky", None, "connected")
    assert profile["limits"]["max_text"] == 300


async def test_an_answer_without_its_issuer_connects_nothing(sky: Sky, ambassador: Client) -> None:
    (person,) = sky.accounts.values()
    wish = {"network": "bluesky", "handle": person.handle, "return_to": PAGE}
    url = (await ambassador.post("/profiles/connect", json=wish)).json()["authorize_url"]
    callback = answer_consent(url, person) | {"iss": "https://elsewhere.example"}
    assert outcome(await ambassador.get(f"{RETURN}?{urlencode(callback)}"))["problem"] == "consent-refused"
    assert (await ambassador.get("/profiles")).json()["items"] == []


async def test_an_app_password_is_the_second_way(sky: Sky, ambassador: Client) -> None:
    (person,) = sky.accounts.values()
    wish = {"network": "bluesky", "handle": person.handle, "password": APP_PASSWORD}
    answer = await ambassador.post("/profiles/app-password", json=wish)
    assert answer.status_code == 201, answer.text
    assert (await ambassador.get("/profiles")).json()["items"] == [answer.json()]


@pytest.mark.parametrize(
    ("change", "type_", "field"),
    [
        ({"password": "wron-gwro-ngwr-ongg"}, "app-password-wrong", "password"),
        ({"handle": "nobody.test"}, "instance-unknown", "handle"),
        ({"handle": "not a handle"}, "instance-unknown", "handle"),
        ({"password": ""}, "invalid", "password"),
    ],
)
async def test_what_does_not_belong_together_is_refused_by_its_field(
    sky: Sky, ambassador: Client, change: dict[str, str], type_: str, field: str
) -> None:
    (person,) = sky.accounts.values()
    wish = {"network": "bluesky", "handle": person.handle, "password": APP_PASSWORD}
    answer = await ambassador.post("/profiles/app-password", json=wish | change)
    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{type_}"), answer.text
    assert answer.json()["errors"][0]["field"] == field


async def test_who_we_are_can_be_read_where_there_is_a_public_address(
    owner_engine: AsyncEngine, empty_database: Addresses, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await stranger.get("/networks/bluesky/client-metadata.json")).status_code == 404
    monkeypatch.setenv("FORTALER_PUBLIC_URL", "https://fortaler.example")
    async with Api.running(ApiSettings.from_environment(), owner_engine) as public:
        answer = await public.stranger().get("/networks/bluesky/client-metadata.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["client_id"] == "https://fortaler.example/api/v1/networks/bluesky/client-metadata.json"
    assert answer.json()["redirect_uris"] == [f"https://fortaler.example/api/v1{RETURN}"]
