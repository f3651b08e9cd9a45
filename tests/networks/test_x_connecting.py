"""X's consent and its tokens: a code that lives 30 seconds, an access token of two hours, a refresh token that works once."""

import base64
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from kernel.kit.egress import Egress
from network_posts import Post, begin, connect
from network_rigs import REDIRECT, Nowhere
from networks.contract import TakesApps
from networks.drafts import Draft
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, Connection, Finding
from networks.registry import NETWORKS
from networks.x.apps import MODE
from networks.x.limits import SCOPES
from networks.x.network import X
from simulators.x.door import Orders
from x_rig import XRig


class Listening(httpx2.AsyncBaseTransport):
    """A transport that keeps the authorization and the body of every request."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self.inner = inner
        self.heard = list[tuple[str, bytes]]()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.heard.append((request.headers.get("authorization", ""), request.content))
        return await self.inner.handle_async_request(request)


async def kind_of(rig: XRig, connection: Connection) -> Kind | None:
    """What a probe says of the connection; None = it stands."""
    try:
        await rig.network.probe(rig.egress, connection)
    except NetworkError as error:
        return error.kind
    return None


async def renewed(rig: XRig, app: AppCredentials, connection: Connection) -> Kind | Connection:
    """The renewed connection, or why there is none."""
    try:
        return await rig.network.refresh(rig.egress, app, connection)
    except NetworkError as error:
        return error.kind


async def findings(rig: XRig, app: AppCredentials) -> list[tuple[str, str]]:
    network = rig.network
    assert isinstance(network, TakesApps)
    found: tuple[Finding, ...] = await network.try_app(rig.egress, app)
    assert all(finding.detail.endswith(".") for finding in found)
    return [(finding.code, finding.severity) for finding in found]


async def test_a_connection_knows_who_it_is_what_was_granted_and_how_long_it_lasts(x: XRig) -> None:
    _, connection = await connect(x)
    assert (connection.subject, connection.handle, connection.display_name) == ("1000", "@asta", "Asta Lund")
    assert connection.url == f"{x.world.web}/asta"
    assert connection.scopes == SCOPES
    assert connection.expires_at is not None
    assert timedelta(hours=1, minutes=59) < connection.expires_at - x.now <= timedelta(hours=2)
    assert connection.refresh_expires_at is not None
    assert connection.refresh_expires_at - x.now > timedelta(days=150)


async def test_the_app_proves_itself_by_a_header_and_its_secret_stands_in_no_form(x: XRig) -> None:
    app, started = await begin(x)
    assert f"{x.world.web}/i/oauth2/authorize?" in started.url
    assert "code_challenge_method=S256" in started.url
    assert started.verifier not in started.url
    listening = Listening(x.egress.transport)
    await x.network.complete(Egress(transport=listening), app, started, x.consent(started.url))
    header, form = listening.heard[0]
    pair = base64.b64decode(header.removeprefix("Basic ")).decode()
    assert pair == f"{app.client_id}:{app.client_secret}"
    assert (app.client_secret or "").encode() not in form


async def test_a_code_that_is_older_than_30_seconds_is_refused(x: XRig) -> None:
    app, started = await begin(x)
    callback = x.consent(started.url)
    x.pass_time(timedelta(seconds=31))
    with pytest.raises(ConsentRefused):
        await x.network.complete(x.egress, app, started, callback)


async def test_a_code_is_worth_nothing_without_the_verifier_of_its_beginning(x: XRig) -> None:
    app, started = await begin(x)
    callback = x.consent(started.url)
    with pytest.raises(ConsentRefused):
        await x.network.complete(x.egress, app, replace(started, verifier="of somebody else"), callback)
    with pytest.raises(ConsentRefused):
        await x.network.complete(x.egress, app, started, callback)


@pytest.mark.parametrize("missing", ["tweet.write", "tweet.read", "users.read", "offline.access"])
async def test_a_consent_without_a_right_that_is_needed_is_no_connection(x: XRig, missing: str) -> None:
    app = replace(x.app or AppCredentials("", "", "", "", ()), scopes=tuple(s for s in SCOPES if s != missing))
    started = await x.network.authorize(x.egress, app)
    with pytest.raises(ConsentRefused):
        await x.network.complete(x.egress, app, started, x.consent(started.url))


async def test_without_the_right_to_upload_there_are_no_pictures_and_the_rest_works(x: XRig) -> None:
    app = replace(x.app or AppCredentials("", "", "", "", ()), scopes=tuple(s for s in SCOPES if s != "media.write"))
    started = await x.network.authorize(x.egress, app)
    connection = await x.network.complete(x.egress, app, started, x.consent(started.url))
    caps = (await x.network.probe(x.egress, connection)).caps
    assert (caps.text, caps.images) == (True, 0)
    assert await Post(x, connection, Draft("Words.")).run()


async def test_an_access_token_ends_after_two_hours_and_a_refresh_token_brings_a_new_pair(x: XRig) -> None:
    app, connection = await connect(x)
    x.pass_time(timedelta(hours=2, minutes=1))
    assert await kind_of(x, connection) is Kind.REAUTH
    new = await renewed(x, app, connection)
    assert isinstance(new, Connection)
    assert new.access_token != connection.access_token
    assert new.refresh_token != connection.refresh_token
    assert (new.subject, new.handle, new.scopes) == (connection.subject, connection.handle, connection.scopes)
    assert await kind_of(x, new) is None


async def test_a_spent_refresh_token_ends_the_whole_consent(x: XRig) -> None:
    app, connection = await connect(x)
    new = await renewed(x, app, connection)
    assert isinstance(new, Connection)
    assert await kind_of(x, new) is None
    assert await renewed(x, app, connection) is Kind.REAUTH
    assert await kind_of(x, new) is Kind.REAUTH
    assert await renewed(x, app, new) is Kind.REAUTH


async def test_a_renewal_that_meets_a_closed_app_is_the_apps_fault_and_not_the_persons(x: XRig) -> None:
    app, connection = await connect(x)
    assert await renewed(x, replace(app, client_secret="another"), connection) is Kind.CONFIG
    x.order(Orders(close_apps=True))
    assert await renewed(x, app, connection) is Kind.CONFIG
    assert await kind_of(x, connection) is Kind.CONFIG


async def test_a_refusal_says_nothing_of_the_tokens_that_it_was_about(x: XRig) -> None:
    app, connection = await connect(x)
    await renewed(x, app, connection)
    with pytest.raises(NetworkError) as caught:
        await x.network.refresh(x.egress, app, connection)
    told = f"{caught.value} {caught.value.excerpt}"
    assert all(secret not in told for secret in (connection.refresh_token, app.client_secret) if secret)


async def test_revoking_gives_both_tokens_back(x: XRig) -> None:
    app, connection = await connect(x)
    await x.network.revoke(x.egress, app, connection)
    assert [grant.ended for grant in x.world.grants] == [True]
    assert await renewed(x, app, connection) is Kind.REAUTH


async def test_a_suspended_or_locked_account_is_told_so_in_xs_words(x: XRig) -> None:
    _, connection = await connect(x)
    for standing in ("suspended", "locked"):
        x.order(Orders(standing={"asta": standing}))
        with pytest.raises(NetworkError) as caught:
            await x.network.probe(x.egress, connection)
        assert caught.value.kind is Kind.REAUTH
        assert standing in caught.value.reason


async def test_who_subscribes_may_write_long_posts_and_is_told_what_others_see(x: XRig) -> None:
    x.person.subscription = "Premium"
    _, connection = await connect(x)
    limits = (await x.network.probe(x.egress, connection)).limits
    assert (limits.max_text, limits.fold) == (25_000, 280)
    draft = Draft("ø" * 281)
    assert [issue.code for issue in x.network.measure(draft, limits).issues] == ["longer-than-usual"]
    assert x.network.measure(draft, limits).allowed
    post = Post(x, connection, draft)
    x.lie("store_then_drop")
    with pytest.raises(NetworkError):
        await post.run()
    assert getattr(await post.reconcile(), "matched", None) == "text"


async def test_trying_an_app_tells_a_wrong_secret_from_a_right_one_and_says_what_only_a_connection_will(
    x: XRig,
) -> None:
    app = x.app or AppCredentials("", "", "", "", ())
    assert await findings(x, app) == [("app-accepted", "ok"), ("first-connection-tells", "warning")]
    assert await findings(x, replace(app, client_secret="wrong")) == [("app-refused", "error")]
    assert await findings(x, replace(app, client_id="nobody:%")) == [("app-refused", "error")]
    x.order(Orders(close_apps=True))
    assert await findings(x, app) == [("app-refused", "error")]
    x.egress = Egress(transport=Nowhere())
    assert await findings(x, app) == [("unreachable", "warning")]
    assert x.world.grants == []
    assert not x.world.bill


async def test_an_app_is_made_by_hand_in_a_mode_that_there_is(x: XRig) -> None:
    network = X()
    with pytest.raises(NetworkError) as caught:
        await network.register_app(x.egress, instance="", client_name="", redirect_uri=REDIRECT, website="")
    assert caught.value.kind is Kind.CONFIG
    with pytest.raises(KeyError):
        network.enrol(client_id="a", client_secret="b", mode="free", redirect_uri=REDIRECT)
    app = network.enrol(client_id="a", client_secret="b", mode=MODE, redirect_uri=REDIRECT)
    assert (app.scopes, app.metadata) == (SCOPES, {"mode": MODE})
    assert set(network.app_form.scopes) == set(network.app_form.products) == {MODE}


def test_nothing_done_on_x_may_be_rewarded() -> None:
    assert not X().caps.rewards_allowed
    assert not NETWORKS["x"].caps.rewards_allowed
