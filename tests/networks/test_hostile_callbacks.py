"""What comes back from a consent page and is not the answer to what we asked there: nothing is connected by it."""

from collections.abc import Generator
from dataclasses import replace

import pytest

from forgery import FORGED
from network_posts import begin, connect
from network_rigs import Rig
from networks.errors import ConsentRefused, Kind, NetworkError
from rigs import RIGS

PROVIDERS = [key for key in RIGS if "-" not in key]
PROOFS = ("mastodon", "bluesky", "x")
"""Networks that know a proof of who began (PKCE): a code is worth nothing to anybody else."""


@pytest.fixture(params=PROVIDERS)
def rig(request: pytest.FixtureRequest) -> Generator[Rig]:
    with RIGS[request.param](request) as running:
        yield running


@pytest.mark.parametrize("forged", FORGED)
async def test_an_answer_that_is_not_the_networks_to_us_connects_nothing(rig: Rig, forged: str) -> None:
    app, started = await begin(rig)
    answer = FORGED[forged](rig.consent(started.url), started)
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, started, answer)


async def test_an_answer_to_another_beginning_connects_nothing(rig: Rig) -> None:
    app, started = await begin(rig)
    other_app, other = await begin(rig)
    assert other.state != started.state
    answer = rig.consent(other.url)
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, started, answer)
    await rig.network.complete(rig.egress, other_app, other, answer)


async def test_a_replayed_code_connects_nothing(rig: Rig) -> None:
    app, started = await begin(rig)
    answer = rig.consent(started.url)
    await rig.network.complete(rig.egress, app, started, answer)
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, started, answer)


async def test_a_code_that_was_got_for_another_address_connects_nothing(rig: Rig) -> None:
    app, started = await begin(rig)
    elsewhere = replace(started, redirect_uri=f"{started.redirect_uri}/elsewhere")
    with pytest.raises((ConsentRefused, NetworkError)):
        await rig.network.complete(rig.egress, app, elsewhere, rig.consent(started.url))


@pytest.mark.parametrize("verifier", ["", "A" * 64])
async def test_without_the_proof_of_who_began_a_code_connects_nothing(rig: Rig, verifier: str) -> None:
    if rig.network.key not in PROOFS:
        pytest.skip("the network knows no such proof: the app's secret guards the code")
    app, started = await begin(rig)
    assert "code_challenge_method=S256" in started.url or "request_uri=" in started.url
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, replace(started, verifier=verifier), rig.consent(started.url))


async def test_a_code_slipped_into_somebody_elses_return_connects_nothing_where_codes_are_proved(rig: Rig) -> None:
    if rig.network.key not in PROOFS:
        pytest.skip("the network knows no such proof: only the state guards the return")
    app, mine = await begin(rig)
    _, theirs = await begin(rig)
    injected = rig.consent(mine.url) | {"code": rig.consent(theirs.url)["code"]}
    with pytest.raises(ConsentRefused):
        await rig.network.complete(rig.egress, app, mine, injected)


async def test_beginnings_never_repeat_a_state_or_a_proof(rig: Rig) -> None:
    begun = [(await begin(rig))[1] for _ in range(5)]
    assert len({one.state for one in begun}) == len(begun)
    assert all(len(one.state) >= 43 for one in begun)
    if rig.network.key in PROOFS:
        assert len({one.verifier for one in begun}) == len(begun)
        assert all(43 <= len(one.verifier) <= 128 and one.verifier not in one.url for one in begun)
    assert all(one.verifier not in repr(one) for one in begun if one.verifier)
    assert all(one.secret.get("dpop", "no key") not in repr(one) for one in begun)


async def test_a_refresh_token_that_was_spent_renews_nothing(rig: Rig) -> None:
    if rig.network.caps.refresh != "rotating":
        pytest.skip("the network's tokens do not rotate")
    app, connection = await connect(rig)
    await rig.network.refresh(rig.egress, app, connection)
    with pytest.raises(NetworkError) as caught:
        await rig.network.refresh(rig.egress, app, connection)
    assert caught.value.kind is Kind.REAUTH
    assert (connection.refresh_token or "-") not in f"{caught.value} {caught.value.excerpt}"
