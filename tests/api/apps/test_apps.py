"""Registering the organisation's app at a network, trying it, connecting through it, giving it up."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select

from callers import Api, Client
from handmade import CONSOLE, KEY, HandMade, entry, hand_made, make_app
from kernel.kit.db import transaction_on
from kernel.kit.secrets import AppSecrets
from kernel.kit.settings import AppKeySettings, read
from kernel.tables.audit import Event
from kernel.tables.profiles import NetworkApp, Profile
from networks.registry import API_NETWORKS, NETWORKS
from networks.vault import open_app
from practice_network import App, Stage
from travellers import PAGE, Traveller, outcome
from worlds import Place

pytestmark = pytest.mark.usefixtures("practice")

RETURN = f"http://127.0.0.1:8080/api/v1/profiles/return/{KEY}/-"
CONNECT = {"network": KEY, "return_to": PAGE}


@pytest.fixture(autouse=True)
def adapter(traveller: Traveller, monkeypatch: pytest.MonkeyPatch) -> HandMade:
    made = hand_made(traveller)
    monkeypatch.setitem(API_NETWORKS, KEY, made)
    monkeypatch.setitem(NETWORKS, KEY, made)
    return made


@pytest.fixture
def app(traveller: Traveller) -> App:
    """The app as it was made at the network."""
    return make_app(traveller.practice)


async def held(owner_engine: AsyncEngine) -> list[NetworkApp]:
    async with transaction_on(owner_engine) as session:
        return list(await session.scalars(select(NetworkApp).where(col(NetworkApp.network) == KEY)))


async def listed(client: Client) -> dict[str, Any]:
    items = (await client.get("/apps")).json()["items"]
    return next(item for item in items if item["network"] == KEY)


async def connect(client: Client, traveller: Traveller, account: str = "mette") -> dict[str, Any]:
    url = (await client.post("/profiles/connect", json=CONNECT)).json()["authorize_url"]
    number = outcome(await client.get(traveller.consent(url, account)))["profile"]
    return next(profile for profile in (await client.get("/profiles")).json()["items"] if profile["id"] == number)


async def info(client: Client) -> dict[str, Any]:
    return next(network for network in (await client.get("/networks")).json()["items"] if network["key"] == KEY)


async def test_an_owner_reads_exactly_what_to_enter_at_the_network(owner: Client) -> None:
    item = await listed(owner)
    assert (item["console"], item["redirect_uri"], item["costs"], item["app"]) == (CONSOLE, RETURN, True, None)
    assert [mode["mode"] for mode in item["modes"]] == ["open", "reviewed"]
    assert item["modes"][1]["products"] == ["Share", "Community"]
    assert "read:accounts" in item["modes"][1]["scopes"]


async def test_a_registered_app_is_shown_without_its_secret_and_sealed_into_its_row(
    owner: Client, app: App, owner_engine: AsyncEngine, nord: Place
) -> None:
    answer = await owner.put(f"/apps/{KEY}", json=entry(app, monthly_cap_cents=2500))
    assert answer.status_code == 200, answer.text
    assert app.client_secret not in answer.text + (await owner.get("/apps")).text
    assert answer.json() == await listed(owner)
    shown = answer.json()["app"]
    assert (shown["client_id"], shown["mode"], shown["monthly_cap_cents"]) == (app.client_id, "open", 2500)
    assert (shown["tested_at"], shown["used_at"], shown["profiles"]) == (None, None, 0)
    (row,) = await held(owner_engine)
    assert app.client_secret.encode() not in row.sealed
    secrets = AppSecrets(read(AppKeySettings).key.get_secret_value())
    opened = open_app(secrets, nord.organisation_id, row.sealed, network=KEY, instance="")
    assert (opened.client_secret, opened.metadata["mode"]) == (app.client_secret, "open")


async def test_no_event_holds_what_was_entered(owner: Client, app: App, owner_engine: AsyncEngine) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    await owner.put(f"/apps/{KEY}", json=entry(app, mode="reviewed") | {"client_secret": "another secret"})
    await owner.post(f"/apps/{KEY}/test")
    await owner.delete(f"/apps/{KEY}")
    async with transaction_on(owner_engine) as session:
        events = list(await session.scalars(select(Event).order_by(col(Event.sequence))))
    assert [event.verb for event in events] == ["app.registered", "app.changed", "app.tested", "app.removed"]
    said = " ".join(str(event.detail) for event in events)
    assert app.client_secret not in said
    assert "another secret" not in said
    assert events[2].detail["found"] == ["app-refused"]


async def test_the_mode_or_the_cap_can_be_changed_without_the_secret(
    owner: Client, app: App, owner_engine: AsyncEngine
) -> None:
    first = (await owner.put(f"/apps/{KEY}", json=entry(app, monthly_cap_cents=100))).json()["app"]
    changed = await owner.put(f"/apps/{KEY}", json={"client_id": app.client_id, "mode": "reviewed"})
    assert changed.status_code == 200, changed.text
    assert changed.json()["app"] == first | {"mode": "reviewed", "monthly_cap_cents": None}
    (row,) = await held(owner_engine)
    assert "read:accounts" in row.scopes
    tried = (await owner.post(f"/apps/{KEY}/test")).json()
    assert [finding["code"] for finding in tried["findings"]] == ["app-accepted"]


@pytest.mark.parametrize(
    ("change", "type_", "field"),
    [
        ({"client_secret": None}, "app-incomplete", "client_secret"),
        ({"client_secret": ""}, "invalid", "client_secret"),
        ({"client_secret": "a\x00b"}, "invalid", "client_secret"),
        ({"client_id": ""}, "invalid", "client_id"),
        ({"client_id": "a\nb"}, "invalid", "client_id"),
        ({"mode": "imaginary"}, "app-mode-unknown", "mode"),
        ({"monthly_cap_cents": -1}, "invalid", "monthly_cap_cents"),
        ({"monthly_cap_cents": 10**12}, "invalid", "monthly_cap_cents"),
        ({"redirect_uri": "https://evil.example"}, "invalid", "redirect_uri"),
    ],
)
async def test_what_cannot_be_registered_is_refused_by_its_field(
    owner: Client, owner_engine: AsyncEngine, change: dict[str, Any], type_: str, field: str
) -> None:
    wish = {"client_id": "id", "client_secret": "tops-ecret", "mode": "open"} | change
    answer = await owner.put(f"/apps/{KEY}", json=wish)
    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{type_}"), answer.text
    assert answer.json()["errors"][0]["field"] == field
    assert "tops-ecret" not in answer.text
    assert await held(owner_engine) == []


async def test_the_secret_of_one_app_is_not_taken_for_another(owner: Client, app: App) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    answer = await owner.put(f"/apps/{KEY}", json={"client_id": "another", "mode": "open"})
    assert answer.json()["type"] == "/problems/app-incomplete"
    assert (await listed(owner))["app"]["client_id"] == app.client_id


async def test_a_cap_is_for_networks_that_cost(
    owner: Client, app: App, adapter: HandMade, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = adapter.app_form
    monkeypatch.setattr(adapter, "app_form", type(form)(form.console, form.scopes, form.products))
    answer = await owner.put(f"/apps/{KEY}", json=entry(app, monthly_cap_cents=5))
    assert answer.json()["type"] == "/problems/app-has-no-costs"


async def test_only_owners_see_or_touch_apps(
    administrator: Client, curator: Client, ambassador: Client, viewer: Client, stranger: Client, app: App
) -> None:
    for client, status in ((administrator, 403), (curator, 403), (ambassador, 403), (viewer, 403), (stranger, 401)):
        answers = [
            await client.get("/apps"),
            await client.put(f"/apps/{KEY}", json=entry(app)),
            await client.post(f"/apps/{KEY}/test"),
            await client.delete(f"/apps/{KEY}"),
        ]
        assert {answer.status_code for answer in answers} == {status}


async def test_an_organisations_app_is_its_own(
    api: Api, owner: Client, syd: Place, app: App, ambassador: Client
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    other = await api.sign_in(syd.people["owner"], syd.organisation_id)
    assert (await listed(other))["app"] is None
    assert (await other.post(f"/apps/{KEY}/test")).status_code == 404
    assert (await other.delete(f"/apps/{KEY}")).status_code == 404
    theirs = await api.sign_in(syd.people["ambassador"], syd.organisation_id)
    assert (await info(theirs))["ways"] == ["declare"]
    assert (await theirs.post("/profiles/connect", json=CONNECT)).json()["type"] == "/problems/app-missing"
    assert (await listed(owner))["app"]["client_id"] == app.client_id


async def test_networks_that_take_no_app_have_none(owner: Client, app: App) -> None:
    for network in ("mastodon", "whatsapp", "nothing", "a" * 40):
        assert (await owner.put(f"/apps/{network}", json=entry(app))).status_code == 404
        assert (await owner.post(f"/apps/{network}/test")).status_code == 404


async def test_trying_an_app_says_what_the_network_thinks_of_it(owner: Client, app: App, practice_stage: Stage) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app) | {"client_secret": "mistyped"})
    refused = (await owner.post(f"/apps/{KEY}/test")).json()
    assert [(finding["code"], finding["severity"]) for finding in refused["findings"]] == [("app-refused", "error")]
    await owner.put(f"/apps/{KEY}", json=entry(app))
    assert (await listed(owner))["app"]["tested_at"] is None, "another secret has not been tried"
    accepted = (await owner.post(f"/apps/{KEY}/test")).json()
    assert [finding["severity"] for finding in accepted["findings"]] == ["ok"]
    assert (await listed(owner))["app"]["tested_at"] == accepted["tested_at"]
    there, practice_stage.app = practice_stage.app, None
    away = (await owner.post(f"/apps/{KEY}/test")).json()
    practice_stage.app = there
    assert [finding["code"] for finding in away["findings"]] == ["not-answered"]


async def test_without_an_app_people_share_by_hand_and_are_told_why(ambassador: Client) -> None:
    network = await info(ambassador)
    assert (network["ways"], network["mode"], network["opens"]) == (["declare"], "assisted", "dialog")
    assert network["app_missing"] is True
    refused = await ambassador.post("/profiles/connect", json=CONNECT)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/app-missing")


async def test_with_an_app_people_connect_by_consent_or_still_declare(
    owner: Client, ambassador: Client, app: App, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    network = await info(ambassador)
    assert (network["ways"], network["mode"], network["opens"]) == (["consent", "declare"], "api", "publish")
    assert network["app_missing"] is False
    connected = await connect(ambassador, traveller)
    assert (connected["network"], connected["instance"], connected["state"]) == (KEY, None, "connected")
    assert connected["renewable"] is True
    declared = (await ambassador.post("/profiles/declare", json={"network": KEY, "handle": "asta"})).json()
    assert (declared["state"], declared["renewable"]) == ("declared", False)
    assert declared["id"] != connected["id"]
    async with transaction_on(owner_engine) as session:
        modes = {row.state: row.capabilities["mode"] for row in await session.scalars(select(Profile))}
    assert modes == {"connected": "api", "declared": "assisted"}
    assert (await listed(owner))["app"]["used_at"] is not None


async def test_consent_is_asked_for_in_the_organisations_name_with_what_its_mode_grants(
    owner: Client, ambassador: Client, app: App, traveller: Traveller
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app, mode="reviewed"))
    url = (await ambassador.post("/profiles/connect", json=CONNECT)).json()["authorize_url"]
    assert f"client_id={app.client_id}" in url
    assert "read%3Aaccounts" in url
    assert app.client_secret not in url


async def test_a_few_connected_profiles_are_not_counted(
    owner: Client, ambassador: Client, app: App, traveller: Traveller
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    await connect(ambassador, traveller)
    assert (await listed(owner))["app"]["profiles"] is None


async def test_another_secret_or_app_forgets_nothing_that_is_connected(
    owner: Client, ambassador: Client, app: App, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    profile = await connect(ambassador, traveller)
    other = make_app(traveller.practice)
    await owner.put(f"/apps/{KEY}", json=entry(other))
    assert (await ambassador.get("/profiles")).json()["items"] == [profile]
    (row,) = await held(owner_engine)
    assert (row.client_id, row.used_at) == (other.client_id, None)


async def test_a_removed_app_leaves_what_is_connected_and_lets_nobody_else_in(
    owner: Client, ambassador: Client, app: App, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app))
    profile = await connect(ambassador, traveller)
    assert (await owner.delete(f"/apps/{KEY}")).status_code == 204
    assert await held(owner_engine) == []
    assert (await ambassador.get("/profiles")).json()["items"] == [profile]
    renewal = await ambassador.post(f"/profiles/{profile['id']}/renew", json={"return_to": PAGE})
    assert renewal.json()["type"] == "/problems/app-missing"
    assert (await owner.delete(f"/apps/{KEY}")).status_code == 404


async def test_an_app_that_the_network_forgot_stays_for_its_owner_to_mend(
    owner: Client, ambassador: Client, app: App, traveller: Traveller, owner_engine: AsyncEngine
) -> None:
    await owner.put(f"/apps/{KEY}", json=entry(app) | {"client_secret": "mistyped"})
    url = (await ambassador.post("/profiles/connect", json=CONNECT)).json()["authorize_url"]
    assert outcome(await ambassador.get(traveller.consent(url)))["problem"] == "network-unreachable"
    assert len(await held(owner_engine)) == 1
