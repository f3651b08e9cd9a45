"""Bluesky's consent and its tokens: bound to a key, gone after an hour, renewed by a token that works once."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import ECKey

from kernel.kit.settings import BlueskySettings, read
from network_posts import Post, begin, connect
from network_rigs import BlueskyRig
from networks.bluesky.network import Bluesky
from networks.bluesky.surroundings import Surroundings, new_client_key, surroundings_of
from networks.contract import ApiNetwork, Publishes, SignsIn
from networks.errors import ConsentRefused, InvalidInstance, Kind, NetworkError
from networks.grants import Connection
from networks.registry import NETWORKS, api_network

APP_PASSWORD = "abcd-efgh-ijkl-mnop"
WEBSITE = "https://fortaler.example"
RETURN = f"{WEBSITE}/api/v1/profiles/return/bluesky/-"


def signs_in(network: ApiNetwork) -> SignsIn:
    assert isinstance(network, SignsIn)
    return network


async def sign_in(rig: BlueskyRig) -> Connection:
    return await signs_in(rig.network).sign_in(rig.egress, handle=rig.person.handle, password=APP_PASSWORD)


async def kind_of(rig: BlueskyRig, connection: Connection) -> Kind | None:
    """What a probe says of the connection; None = it stands."""
    try:
        await rig.network.probe(rig.egress, connection)
    except NetworkError as error:
        return error.kind
    return None


async def test_only_the_rights_that_are_used_are_asked_for(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    assert connection.scopes == ("atproto", "repo:app.bsky.feed.post", "blob:image/*")
    assert connection.service_url == bluesky.sky.pds
    assert connection.handle == "@asta.test"
    assert connection.display_name == "Asta Lund"


async def test_a_profile_that_the_public_view_does_not_know_yet_is_named_by_its_handle(bluesky: BlueskyRig) -> None:
    bluesky.sky.silent.add("profiles")
    _, connection = await connect(bluesky)
    assert (connection.display_name, connection.avatar) == ("asta.test", None)


async def test_somebody_else_cannot_sign_in_for_the_person_who_was_named(bluesky: BlueskyRig) -> None:
    other = bluesky.sky.add("bo.test", "Bo Holm")
    app, started = await begin(bluesky)
    bluesky.person = other
    with pytest.raises(ConsentRefused, match="another account"):
        await bluesky.network.complete(bluesky.egress, app, started, bluesky.consent(started.url))


@pytest.mark.parametrize(
    "change",
    [{"sub": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"}, {"scope": "atproto"}],
)
async def test_tokens_for_another_account_or_without_the_right_to_post_are_refused(
    bluesky: BlueskyRig, change: dict[str, str]
) -> None:
    app, started = await begin(bluesky)
    callback = bluesky.consent(started.url)
    bluesky.sky.overrides["token"] = change
    with pytest.raises(ConsentRefused):
        await bluesky.network.complete(bluesky.egress, app, started, callback)


async def test_tokens_that_are_not_bound_to_our_key_are_not_taken(bluesky: BlueskyRig) -> None:
    app, started = await begin(bluesky)
    callback = bluesky.consent(started.url)
    bluesky.sky.overrides["token"] = {"token_type": "Bearer"}
    with pytest.raises(NetworkError) as caught:
        await bluesky.network.complete(bluesky.egress, app, started, callback)
    assert caught.value.kind is Kind.TRANSIENT


async def test_an_answer_without_its_issuer_is_refused(bluesky: BlueskyRig) -> None:
    app, started = await begin(bluesky)
    callback = bluesky.consent(started.url)
    del callback["iss"]
    with pytest.raises(ConsentRefused):
        await bluesky.network.complete(bluesky.egress, app, started, callback)


async def test_an_account_that_moves_between_asking_and_consent_has_to_start_again(bluesky: BlueskyRig) -> None:
    app, started = await begin(bluesky)
    callback = bluesky.consent(started.url)
    bluesky.sky.overrides["protected-resource"] = {"authorization_servers": ["https://new.example"]}
    with pytest.raises((ConsentRefused, NetworkError)):
        await bluesky.network.complete(bluesky.egress, app, started, callback)
    assert bluesky.sky.sessions == []


async def test_a_stolen_token_is_worth_nothing_without_its_key(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    _, other = await connect(bluesky)
    assert await kind_of(bluesky, connection) is None
    assert await kind_of(bluesky, replace(connection, secrets=other.secrets)) is Kind.REAUTH
    assert await kind_of(bluesky, replace(connection, secrets={})) is Kind.REAUTH


async def test_nonces_that_were_forgotten_cost_one_more_call_and_nothing_else(bluesky: BlueskyRig) -> None:
    _, connection = await connect(bluesky)
    assert await kind_of(bluesky, connection) is None
    before = len(bluesky.urls)
    assert await kind_of(bluesky, connection) is None
    usual = len(bluesky.urls) - before
    bluesky.sky.forget_nonces()
    assert await Post(bluesky, connection).run()
    assert len(bluesky.urls) - before - usual == 2
    assert len(bluesky.posts()) == 1
    assert [change["act"] for change in bluesky.sky.ledger] == ["create"]


async def test_an_ended_access_token_asks_for_a_refresh_and_then_works_again(bluesky: BlueskyRig) -> None:
    app, connection = await connect(bluesky)
    bluesky.pass_time(timedelta(minutes=61))
    post = Post(bluesky, connection)
    with pytest.raises(NetworkError) as caught:
        await post.run()
    assert caught.value.kind is Kind.REAUTH
    post.connection = await bluesky.network.refresh(bluesky.egress, app, connection)
    assert post.connection.subject == connection.subject
    assert await post.run()
    assert len(bluesky.posts()) == 1


async def test_a_refresh_token_works_once_and_sent_again_ends_the_whole_session(bluesky: BlueskyRig) -> None:
    app, connection = await connect(bluesky)
    renewed = await bluesky.network.refresh(bluesky.egress, app, connection)
    assert renewed.access_token != connection.access_token
    assert renewed.refresh_token != connection.refresh_token
    again = await bluesky.network.refresh(bluesky.egress, app, renewed)
    assert await kind_of(bluesky, again) is None
    with pytest.raises(NetworkError) as caught:
        await bluesky.network.refresh(bluesky.egress, app, renewed)
    assert caught.value.kind is Kind.REAUTH
    assert renewed.refresh_token is not None
    assert renewed.refresh_token not in caught.value.excerpt + caught.value.reason
    assert await kind_of(bluesky, again) is Kind.REAUTH


async def test_a_consent_to_a_public_client_ends_after_two_weeks_whatever_is_renewed(bluesky: BlueskyRig) -> None:
    app, connection = await connect(bluesky)
    assert connection.refresh_expires_at is not None
    assert timedelta(days=13) < connection.refresh_expires_at - bluesky.now <= timedelta(days=14)
    earlier = bluesky.now - timedelta(days=10)
    aged = replace(connection, secrets=connection.secrets | {"since": earlier.isoformat()})
    renewed = await bluesky.network.refresh(bluesky.egress, app, aged)
    assert renewed.refresh_expires_at == earlier + timedelta(days=14)


async def test_a_refresh_that_cannot_find_the_server_has_not_spent_the_token(bluesky: BlueskyRig) -> None:
    app, connection = await connect(bluesky)
    bluesky.sky.overrides["did-document"] = {"service": []}
    with pytest.raises(NetworkError) as caught:
        await bluesky.network.refresh(bluesky.egress, app, connection)
    assert caught.value.kind is Kind.TRANSIENT
    bluesky.sky.overrides.clear()
    assert await bluesky.network.refresh(bluesky.egress, app, connection)


@pytest.mark.parametrize(("status", "kind"), [("deactivated", Kind.REAUTH), ("takendown", Kind.POLICY)])
async def test_an_account_that_is_not_active_is_said_to_be_so(bluesky: BlueskyRig, status: str, kind: Kind) -> None:
    _, connection = await connect(bluesky)
    bluesky.person.status = status
    assert await kind_of(bluesky, connection) is kind
    with pytest.raises(NetworkError) as caught:
        await Post(bluesky, connection).run()
    assert caught.value.kind is kind


async def test_an_app_password_is_the_second_way_and_is_not_kept(bluesky: BlueskyRig) -> None:
    connection = await sign_in(bluesky)
    assert APP_PASSWORD not in repr(connection) + str(connection.secrets)
    assert (connection.subject, connection.service_url) == (bluesky.person.did, bluesky.sky.pds)
    probe = await bluesky.network.probe(bluesky.egress, connection)
    assert probe.caps.text
    assert probe.caps.images == 10
    assert await Post(bluesky, connection).run()
    assert len(bluesky.posts()) == 1


async def test_a_main_password_is_turned_away_before_it_is_sent_anywhere(bluesky: BlueskyRig) -> None:
    with pytest.raises(ConsentRefused, match="app password"):
        await signs_in(bluesky.network).sign_in(
            bluesky.egress, handle=bluesky.person.handle, password=bluesky.person.password
        )
    assert bluesky.urls == []


async def test_a_wrong_app_password_and_a_handle_that_is_nobodys_are_told_apart(bluesky: BlueskyRig) -> None:
    network = signs_in(bluesky.network)
    with pytest.raises(ConsentRefused):
        await network.sign_in(bluesky.egress, handle="asta.test", password="aaaa-bbbb-cccc-dddd")
    with pytest.raises(InvalidInstance):
        await network.sign_in(bluesky.egress, handle="nobody.test", password=APP_PASSWORD)


async def test_an_app_passwords_session_is_renewed_and_given_back(bluesky: BlueskyRig) -> None:
    app, _ = await connect(bluesky)
    connection = await sign_in(bluesky)
    bluesky.pass_time(timedelta(hours=3))
    assert await kind_of(bluesky, connection) is Kind.REAUTH
    renewed = await bluesky.network.refresh(bluesky.egress, app, connection)
    assert renewed.refresh_token != connection.refresh_token
    assert await kind_of(bluesky, renewed) is None
    bluesky.pass_time(timedelta(hours=3))
    for _ in range(2):
        await bluesky.network.revoke(bluesky.egress, app, renewed)
    with pytest.raises(NetworkError) as caught:
        await bluesky.network.refresh(bluesky.egress, app, renewed)
    assert caught.value.kind is Kind.REAUTH


def confidential(rig: BlueskyRig, *keys: str) -> BlueskyRig:
    """The same network, for us as a client with these keys, described where people reach us."""
    rig.network = Bluesky(
        Surroundings(rig.sky.directory, rig.sky.appview, tuple(ECKey.import_key(read_key(key)) for key in keys))
    )
    assert isinstance(rig.network, Publishes)
    documents = rig.network.documents(public_url=WEBSITE, redirect_uri=RETURN, client_name="Fortaler")
    rig.sky.documents = {document["client_id"]: document for document in documents.values()}
    return rig


def read_key(written: str) -> dict[str, Any]:
    return json.loads(written)


async def connect_publicly(rig: BlueskyRig) -> tuple[str, Connection]:
    app = await rig.network.register_app(
        rig.egress, instance="", client_name="Fortaler", redirect_uri=RETURN, website=WEBSITE
    )
    started = await rig.network.authorize(rig.egress, app, handle=rig.handle)
    return app.client_id, await rig.network.complete(rig.egress, app, started, rig.consent(started.url))


async def test_where_we_are_reached_by_https_a_document_describes_us_and_our_key_proves_it(bluesky: BlueskyRig) -> None:
    rig = confidential(bluesky, new_client_key())
    client_id, connection = await connect_publicly(rig)
    assert client_id == f"{WEBSITE}/api/v1/networks/bluesky/client-metadata.json"
    assert connection.refresh_expires_at is not None
    assert connection.refresh_expires_at - rig.now > timedelta(days=90)
    assert await Post(rig, connection).run()


async def test_without_a_key_the_document_says_so_and_consents_are_short(bluesky: BlueskyRig) -> None:
    _, connection = await connect_publicly(confidential(bluesky))
    assert connection.refresh_expires_at is not None
    assert connection.refresh_expires_at - bluesky.now <= timedelta(days=14)


async def test_a_new_key_in_front_leaves_old_sessions_alive_and_a_key_taken_out_ends_them(bluesky: BlueskyRig) -> None:
    old, new = new_client_key(), new_client_key()
    rig = confidential(bluesky, old)
    _, connection = await connect_publicly(rig)
    app = await rig.network.register_app(
        rig.egress, instance="", client_name="Fortaler", redirect_uri=RETURN, website=WEBSITE
    )
    rotated = await confidential(bluesky, new, old).network.refresh(rig.egress, app, connection)
    assert rotated.secrets["client_key"] == connection.secrets["client_key"]
    with pytest.raises(NetworkError) as caught:
        await confidential(bluesky, new).network.refresh(rig.egress, app, rotated)
    assert caught.value.kind is Kind.REAUTH


def test_no_private_key_stands_in_the_document(bluesky: BlueskyRig) -> None:
    key = new_client_key()
    document = next(iter(confidential(bluesky, key).sky.documents.values()))
    assert len(document["jwks"]["keys"]) == 1
    assert read_key(key)["d"] not in str(document)


def test_on_this_machine_alone_there_is_no_document(bluesky: BlueskyRig) -> None:
    assert isinstance(bluesky.network, Publishes)
    local = "http://127.0.0.1:8080"
    found = bluesky.network.documents(public_url=local, redirect_uri=f"{local}/x", client_name="Fortaler")
    assert found == {}


@pytest.mark.parametrize(
    "website", ["http://fortaler.example", "https://fortaler.example:8443", "http://localhost:8080"]
)
async def test_an_address_that_servers_cannot_read_us_from_is_our_own_fault(bluesky: BlueskyRig, website: str) -> None:
    with pytest.raises(NetworkError) as caught:
        await bluesky.network.register_app(
            bluesky.egress, instance="", client_name="Fortaler", redirect_uri=f"{website}/x", website=website
        )
    assert caught.value.kind is Kind.CONFIG


@pytest.mark.parametrize("key", ["nonsense", "{}", "[1]", '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}'])
def test_a_client_key_that_is_none_is_refused_by_its_settings_name(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("FORTALER_BLUESKY_CLIENT_KEY", key)
    with pytest.raises(ValueError, match="FORTALER_BLUESKY_CLIENT_KEY"):
        surroundings_of(read(BlueskySettings))


def test_the_registrys_bluesky_is_the_one_that_signs_in_and_publishes_documents() -> None:
    assert isinstance(api_network("bluesky"), SignsIn)
    assert {key for key, network in NETWORKS.items() if isinstance(network, SignsIn | Publishes)} == {"bluesky"}
