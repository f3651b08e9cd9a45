"""Our consents against a certified OAuth server of others' making (oidc-provider). Run by `make peers`."""

from collections.abc import Callable, Generator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from forgery import FORGED, Callback
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AuthStart
from peers.authorities import Authority, Manner, authority

MANNERS: tuple[Manner, ...] = ("mastodon", "x")


@pytest.fixture(scope="module", params=MANNERS)
def server(request: pytest.FixtureRequest) -> Generator[Authority]:
    with authority(request.param) as running:
        yield running


@pytest.fixture(scope="module")
def honest() -> Generator[Authority]:
    """The server at which a connection is begun."""
    with authority("mastodon") as running:
        yield running


@pytest.fixture(scope="module")
def other() -> Generator[Authority]:
    """Another server of the same network, of somebody else."""
    with authority("mastodon") as running:
        yield running


def changed(url: str, **changes: str | None) -> str:
    """The address of the consent page with other parameters; None takes one away."""
    parts = urlsplit(url)
    query = {name: value for name, value in (dict(parse_qsl(parts.query)) | changes).items() if value is not None}
    return parts._replace(query=urlencode(query)).geturl()


async def test_a_consent_becomes_a_connection_that_can_be_given_back(server: Authority) -> None:
    app, started = await server.begin()
    answer = server.consent(started.url)
    assert answer["iss"] == server.issuer
    connection = await server.complete(app, started, answer)
    assert connection.handle.startswith("@asta")
    assert connection.scopes == app.scopes
    assert server.knows(connection.access_token)
    await server.network.revoke(server.egress, app, connection)
    assert not server.knows(connection.access_token)


@pytest.mark.parametrize("forged", FORGED)
async def test_an_answer_that_is_not_the_servers_to_us_connects_nothing(server: Authority, forged: str) -> None:
    app, started = await server.begin()
    with pytest.raises(ConsentRefused):
        await server.complete(app, started, FORGED[forged](server.consent(started.url), started))


async def test_a_replayed_code_connects_nothing_and_ends_what_it_had_connected(server: Authority) -> None:
    app, started = await server.begin()
    answer = server.consent(started.url)
    connection = await server.complete(app, started, answer)
    with pytest.raises(ConsentRefused):
        await server.complete(app, started, answer)
    assert not server.knows(connection.access_token)


@pytest.mark.parametrize("verifier", ["", "A" * 64])
async def test_without_the_proof_of_who_began_a_code_connects_nothing(server: Authority, verifier: str) -> None:
    app, started = await server.begin()
    with pytest.raises(ConsentRefused):
        await server.complete(app, replace(started, verifier=verifier), server.consent(started.url))


async def test_a_code_slipped_into_somebody_elses_return_connects_nothing(server: Authority) -> None:
    app, mine = await server.begin()
    theirs = await server.network.authorize(server.egress, app)
    stolen = server.consent(theirs.url, "mallory")["code"]
    with pytest.raises(ConsentRefused):
        await server.complete(app, mine, server.consent(mine.url) | {"code": stolen})


WEAKER: dict[str, dict[str, str | None]] = {
    "no proof": {"code_challenge": None, "code_challenge_method": None},
    "a proof that proves nothing": {"code_challenge_method": "plain"},
    "a token at once": {"response_type": "token"},
    "a way back to elsewhere": {"redirect_uri": "https://elsewhere.example/"},
    "another app": {"client_id": "of-somebody-else"},
    "no right to post": {"scope": "profile users.read"},
}


@pytest.mark.parametrize("weaker", WEAKER)
async def test_a_beginning_that_was_weakened_on_its_way_connects_nothing(server: Authority, weaker: str) -> None:
    app, started = await server.begin()
    answer = server.consent(changed(started.url, **WEAKER[weaker]))
    with pytest.raises(ConsentRefused):
        await server.complete(app, started, answer)


async def test_a_code_of_another_app_connects_nothing(server: Authority) -> None:
    _, started = await server.begin()
    app = await server.register()
    with pytest.raises((ConsentRefused, NetworkError)):
        await server.complete(app, started, server.consent(started.url))


async def test_a_spent_refresh_token_ends_the_whole_consent() -> None:
    with authority("x") as server:
        app, started = await server.begin()
        connection = await server.complete(app, started, server.consent(started.url))
        renewed = await server.network.refresh(server.egress, app, connection)
        assert renewed.refresh_token != connection.refresh_token
        with pytest.raises(NetworkError) as caught:
            await server.network.refresh(server.egress, app, connection)
        assert caught.value.kind is Kind.REAUTH
        assert not server.knows(renewed.access_token)
        with pytest.raises(NetworkError):
            await server.network.refresh(server.egress, app, renewed)


MIXED: dict[str, Callable[[Callback, AuthStart], Callback]] = {
    "as it came": lambda answer, _started: answer,
    "with our state": lambda answer, started: answer | {"state": started.state},
    "with our state and no issuer": lambda answer, started: {"code": answer["code"], "state": started.state},
}


@pytest.mark.parametrize("mixed", MIXED)
async def test_an_answer_of_one_server_is_never_shown_to_another(
    honest: Authority, other: Authority, mixed: str
) -> None:
    app, started = await honest.begin()
    _, elsewhere = await other.begin()
    answer = MIXED[mixed](other.consent(elsewhere.url), started)
    honest.urls.clear()
    with pytest.raises(ConsentRefused):
        await honest.complete(app, started, answer)
    assert honest.urls == []


async def test_a_token_counts_at_the_server_that_gave_it_alone(honest: Authority, other: Authority) -> None:
    app, started = await honest.begin()
    connection = await honest.complete(app, started, honest.consent(started.url))
    assert honest.knows(connection.access_token)
    assert not other.knows(connection.access_token)


async def test_beginnings_at_two_servers_share_nothing(honest: Authority, other: Authority) -> None:
    begun: list[AuthStart] = [(await server.begin())[1] for server in (honest, other)]
    assert begun[0].state != begun[1].state
    assert begun[0].verifier != begun[1].verifier
    assert (await honest.register()).client_secret != (await other.register()).client_secret
