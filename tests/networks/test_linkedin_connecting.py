"""Connecting to LinkedIn: what is granted and for how long, whose it is, which pages come with it, and trying an app."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linkedin_rig import LinkedInRig
from network_posts import begin, connect
from network_rigs import REDIRECT
from networks.contract import HasPages, TakesApps
from networks.errors import ConsentRefused, Kind, NetworkError
from networks.grants import AppCredentials, Connection
from networks.linkedin.network import LinkedIn
from networks.linkedin.rights import FORM
from networks.linkedin.surroundings import Surroundings, end_of_version
from simulators.linkedin.world import Page

PAGE = "urn:li:organization:2414183"
NEAR = timedelta(minutes=1)


def enrolled(rig: LinkedInRig) -> AppCredentials:
    assert rig.app is not None
    return rig.app


async def pages_of(rig: LinkedInRig, connection: Connection) -> tuple[Connection, ...]:
    assert isinstance(rig.network, HasPages)
    return await rig.network.list_pages(rig.egress, enrolled(rig), connection)


async def findings_of(rig: LinkedInRig, app: AppCredentials, version: str = "202608") -> dict[str, str]:
    adapter = LinkedIn(Surroundings(rig.world.web, rig.world.api, version))
    assert isinstance(adapter, TakesApps)
    findings = await adapter.try_app(rig.egress, app)
    assert all(finding.detail for finding in findings)
    assert all((app.client_secret or "") not in finding.detail for finding in findings)
    return {finding.code: finding.severity for finding in findings}


async def test_a_person_is_known_by_openid_or_by_the_basic_profile(linkedin: LinkedInRig, counted: LinkedInRig) -> None:
    _, by_openid = await connect(linkedin)
    _, by_profile = await connect(counted)
    assert by_openid.subject == by_profile.subject == "urn:li:person:aStA_0-1"
    assert by_openid.display_name == by_profile.display_name == "Asta Lund"
    assert (by_openid.handle, by_openid.url) == ("Asta Lund", None)
    assert (by_profile.handle, by_profile.url) == ("asta-lund", "https://www.linkedin.com/in/asta-lund")
    assert by_openid.avatar


async def test_tokens_last_sixty_days_and_without_a_refresh_token_only_the_person_renews_them(
    linkedin: LinkedInRig,
) -> None:
    app, connection = await connect(linkedin)
    assert connection.expires_at is not None
    assert abs(connection.expires_at - linkedin.now - timedelta(days=60)) < NEAR
    assert (connection.refresh_token, connection.refresh_expires_at) == (None, None)
    with pytest.raises(NetworkError) as caught:
        await linkedin.network.refresh(linkedin.egress, app, connection)
    assert caught.value.kind is Kind.REAUTH


async def test_renewing_keeps_the_refresh_token_and_its_end(counted: LinkedInRig) -> None:
    app, connection = await connect(counted)
    end = connection.refresh_expires_at
    assert end is not None
    counted.pass_time(timedelta(days=100))
    renewed = await counted.network.refresh(counted.egress, app, connection)
    assert renewed.access_token != connection.access_token
    assert renewed.refresh_token == connection.refresh_token
    assert renewed.refresh_expires_at is not None
    assert renewed.refresh_expires_at <= end
    known = replace(connection, refresh_expires_at=counted.now + timedelta(days=10))
    again = await counted.network.refresh(counted.egress, app, known)
    assert again.refresh_expires_at == known.refresh_expires_at
    assert (await counted.network.probe(counted.egress, renewed)).caps.refresh == "static"
    counted.pass_time(timedelta(days=300))
    with pytest.raises(NetworkError) as caught:
        await counted.network.refresh(counted.egress, app, renewed)
    assert caught.value.kind is Kind.REAUTH


async def test_an_expired_token_asks_for_reconnection(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    linkedin.pass_time(timedelta(days=61))
    with pytest.raises(NetworkError) as caught:
        await linkedin.network.probe(linkedin.egress, connection)
    assert caught.value.kind is Kind.REAUTH


async def test_a_code_is_good_for_half_an_hour(linkedin: LinkedInRig) -> None:
    app, started = await begin(linkedin)
    callback = linkedin.consent(started.url)
    linkedin.pass_time(timedelta(minutes=31))
    with pytest.raises(ConsentRefused):
        await linkedin.network.complete(linkedin.egress, app, started, callback)


async def test_asking_for_a_right_that_the_app_has_not_fails_the_whole_consent(linkedin: LinkedInRig) -> None:
    app = replace(enrolled(linkedin), scopes=FORM.scopes["community_management"])
    started = await linkedin.network.authorize(linkedin.egress, app)
    with pytest.raises(ConsentRefused, match="r_basicprofile"):
        await linkedin.network.complete(linkedin.egress, app, started, linkedin.consent(started.url))


@pytest.mark.parametrize("changes", [{"client_secret": "of yesterday"}, {"client_id": "of nobody"}])
async def test_an_app_that_is_not_accepted_is_its_administrators_to_mend(
    linkedin: LinkedInRig, changes: dict[str, str]
) -> None:
    app, started = await begin(linkedin)
    callback = linkedin.consent(started.url)
    with pytest.raises(NetworkError) as caught:
        await linkedin.network.complete(linkedin.egress, replace(app, **changes), started, callback)
    assert caught.value.kind is Kind.CONFIG
    assert "of yesterday" not in str(caught.value) + caught.value.excerpt


async def test_nobody_registers_an_app_at_linkedin_by_a_call(linkedin: LinkedInRig) -> None:
    with pytest.raises(NetworkError) as caught:
        await linkedin.network.register_app(
            linkedin.egress, instance="", client_name="Fortaler", redirect_uri=REDIRECT, website="https://a.example"
        )
    assert caught.value.kind is Kind.CONFIG
    with pytest.raises(KeyError):
        LinkedIn().enrol(client_id="a", client_secret="b", mode="another", redirect_uri=REDIRECT)


def test_only_what_is_used_is_asked_for() -> None:
    assert list(FORM.scopes) == list(FORM.products) == ["self_serve", "community_management"]
    assert FORM.scopes["self_serve"] == ("openid", "profile", "w_member_social")
    assert "email" not in {scope for scopes in FORM.scopes.values() for scope in scopes}


@pytest.mark.parametrize(
    ("lost", "metrics", "followers", "images"),
    [
        ("", 5, True, 20),
        ("r_member_postAnalytics", 0, True, 20),
        ("r_member_profileAnalytics", 5, False, 20),
        ("w_member_social", 5, True, 0),
        ("w_organization_social", 5, True, 20),
    ],
)
async def test_abilities_follow_what_was_granted(
    counted: LinkedInRig, lost: str, metrics: int, followers: bool, images: int
) -> None:
    _, connection = await connect(counted)
    granted = replace(connection, scopes=tuple(scope for scope in connection.scopes if scope != lost))
    probe = await counted.network.probe(counted.egress, granted)
    caps = probe.caps
    assert (len(caps.metrics), caps.followers, caps.images, caps.text) == (metrics, followers, images, images > 0)
    assert probe.limits.pictures.count == images
    assert (caps.idempotency, caps.native_schedule, caps.rewards_allowed) == ("none", False, False)


async def test_a_page_is_a_connection_of_its_own(company: LinkedInRig) -> None:
    _, page = await connect(company)
    assert (page.kind, page.subject, page.handle, page.display_name) == ("page", PAGE, "nordlys", "Nordlys A/S")
    assert page.url == "https://www.linkedin.com/company/nordlys"
    probe = await company.network.probe(company.egress, page)
    assert probe.profile.display_name == "Nordlys A/S"
    for lost in ("rw_organization_admin", "w_organization_social"):
        poorer = replace(page, scopes=tuple(scope for scope in page.scopes if scope != lost))
        caps = (await company.network.probe(company.egress, poorer)).caps
        assert (bool(caps.metrics), caps.text) == (lost != "rw_organization_admin", lost != "w_organization_social")


async def test_many_pages_are_found_also_by_an_app_that_may_only_ask_one_by_one(counted: LinkedInRig) -> None:
    for number in range(1000, 1045):
        counted.world.pages[str(number)] = Page(str(number), f"Page {number}", f"page-{number}")
        counted.person.administers.append(str(number))
    _, connection = await connect(counted)
    at_once = await pages_of(counted, connection)
    assert len(at_once) == 46
    counted.world.apps["86community"].batch_get = False
    assert await pages_of(counted, connection) == at_once


async def test_without_the_right_to_pages_there_are_none_and_nobody_is_asked(linkedin: LinkedInRig) -> None:
    _, connection = await connect(linkedin)
    before = len(linkedin.urls)
    assert await pages_of(linkedin, connection) == ()
    assert len(linkedin.urls) == before


async def test_a_page_that_is_no_longer_looked_after_is_not_posted_on(company: LinkedInRig) -> None:
    _, page = await connect(company)
    company.person.administers.clear()
    with pytest.raises(NetworkError) as caught:
        await company.network.fetch_account(company.egress, page)
    assert caught.value.kind is Kind.SCOPE


async def test_an_app_is_tried_before_anybody_consents(linkedin: LinkedInRig) -> None:
    app = enrolled(linkedin)
    assert await findings_of(linkedin, app) == {"app-accepted": "ok", "first-connection-tells": "warning"}
    assert await findings_of(linkedin, replace(app, client_id="x")) == {"client-id-unknown": "error"}
    assert await findings_of(linkedin, replace(app, client_secret="x y z")) == {"client-secret-wrong": "error"}
    soon = await findings_of(linkedin, app, version="202601")
    assert soon["version-ends"] == "warning"
    over = await findings_of(linkedin, app, version="202501")
    assert over["version-ends"] == "error"


async def test_an_app_is_not_called_wrong_because_linkedin_is_away(linkedin: LinkedInRig) -> None:
    nowhere = LinkedIn(Surroundings("http://127.0.0.1:9", linkedin.world.api, "202608"))
    (found,) = await nowhere.try_app(linkedin.egress, enrolled(linkedin))
    assert (found.code, found.severity) == ("unreachable", "warning")
    lost = LinkedIn(Surroundings(linkedin.world.api, linkedin.world.api, "202608"))
    found, _ = await lost.try_app(linkedin.egress, enrolled(linkedin))
    assert (found.code, found.severity) == ("answer-unclear", "warning")


@pytest.mark.parametrize(
    ("version", "end"), [("202601", "2027-01-15"), ("202603", "2027-03-16"), ("202608", "2027-08-01")]
)
def test_a_versions_end_is_the_known_one_or_a_year_after_its_month(version: str, end: str) -> None:
    assert end_of_version(version).isoformat() == end
