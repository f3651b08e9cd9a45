"""From a handle to a server: everything on the way is said by somebody we do not know."""

from typing import Any

import httpx2
import pytest

from kernel.kit.egress import Egress
from network_posts import begin
from network_rigs import BlueskyRig
from networks.bluesky.identity import find_person, read_handle
from networks.bluesky.surroundings import Surroundings
from networks.errors import InvalidInstance, Kind, NetworkError

Change = dict[str, Any]


class Detour(httpx2.AsyncBaseTransport):
    """Leads the handle's own web server, which would be on the open internet, to the simulator; the rest stays guarded."""

    def __init__(self, rig: BlueskyRig) -> None:
        self.rig, self.urls = rig, list[str]()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.urls.append(str(request.url))
        if request.url.host == self.rig.person.handle:
            url = self.rig.sky.pds + request.url.raw_path.decode()
            request = httpx2.Request(request.method, url, headers={"host": request.url.host})
        return await self.rig.egress.transport.handle_async_request(request)


def around(rig: BlueskyRig) -> Surroundings:
    return Surroundings(rig.sky.directory, rig.sky.appview)


@pytest.mark.parametrize(
    "typed",
    [
        "asta.test",
        " @Asta.Test ",
        "\u202aasta.test\u202c",
        "https://bsky.app/profile/asta.test",
        "at://asta.test",
    ],
)
def test_a_handle_is_read_however_it_was_pasted(typed: str) -> None:
    assert read_handle(typed) == "asta.test"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "asta",
        "asta@nordlys.example",
        "127.0.0.1",
        "localhost:2583",
        "asta.test/../x",
        "asta..test",
        "-a.test",
        "did:plc:short",
        "did:web:127.0.0.1:80",
        "did:key:zQ3sh",
        "a." * 130 + "test",
        "asta.test?x=1",
        "ａsta.test",
    ],
)
async def test_what_cannot_be_a_handle_is_never_asked_for(bluesky: BlueskyRig, typed: str) -> None:
    with pytest.raises(InvalidInstance):
        await find_person(bluesky.egress, around(bluesky), typed)
    assert bluesky.urls == []


async def test_a_handle_leads_to_its_server_and_a_did_does_too(bluesky: BlueskyRig) -> None:
    for typed in (bluesky.person.handle, bluesky.person.did):
        found = await find_person(bluesky.egress, around(bluesky), typed)
        assert (found.did, found.handle, found.pds) == (bluesky.person.did, "asta.test", bluesky.sky.pds)


async def test_the_handles_own_server_is_asked_when_the_resolver_knows_nothing(bluesky: BlueskyRig) -> None:
    bluesky.sky.silent.add(bluesky.person.handle)
    detour = Detour(bluesky)
    found = await find_person(Egress(loopback_of(bluesky), transport=detour), around(bluesky), "asta.test")
    assert found.did == bluesky.person.did
    assert "https://asta.test/.well-known/atproto-did" in detour.urls


async def test_a_resolver_that_is_down_is_no_proof_that_nobody_has_the_handle(bluesky: BlueskyRig) -> None:
    bluesky.sky.silent.add("resolver")
    with pytest.raises(NetworkError) as caught:
        await find_person(bluesky.egress, around(bluesky), "asta.test")
    assert caught.value.kind is Kind.TRANSIENT
    found = await find_person(Egress(loopback_of(bluesky), transport=Detour(bluesky)), around(bluesky), "asta.test")
    assert found.did == bluesky.person.did


async def test_a_handle_that_is_nobodys_is_said_to_be_so(bluesky: BlueskyRig) -> None:
    with pytest.raises(InvalidInstance):
        await find_person(bluesky.egress, around(bluesky), "nobody.test")


def with_server(address: str) -> Change:
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": address}
    return {"service": [service]}


@pytest.mark.parametrize(
    "change",
    [
        {"alsoKnownAs": ["at://somebody-else.test"]},
        {"alsoKnownAs": []},
        {"alsoKnownAs": "at://asta.test"},
        {"id": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"},
        {"service": []},
        {"service": [None, 7, {"id": "#atproto_pds"}]},
        with_server("http://pds.example"),
        with_server("http://127.0.0.1:1"),
        with_server("https://user:password@pds.example"),
        with_server("https://pds.example/path"),
        with_server("https://[broken"),
        with_server("ftp://pds.example"),
    ],
)
async def test_a_document_that_denies_the_handle_or_names_no_usable_server_is_refused(
    bluesky: BlueskyRig, change: Change
) -> None:
    bluesky.sky.overrides["did-document"] = change
    with pytest.raises(InvalidInstance):
        await begin(bluesky)


async def test_a_server_inside_our_own_network_is_not_called(bluesky: BlueskyRig) -> None:
    bluesky.sky.overrides["did-document"] = with_server("https://10.0.0.7")
    with pytest.raises(NetworkError) as caught:
        await begin(bluesky)
    assert caught.value.kind is Kind.GONE


@pytest.mark.parametrize(
    "change",
    [
        {"resource": "https://elsewhere.example"},
        {"authorization_servers": []},
        {"authorization_servers": ["https://one.example", "https://two.example"]},
        {"authorization_servers": ["http://169.254.169.254"]},
        {"authorization_servers": "https://evil.example"},
    ],
)
async def test_a_server_must_name_exactly_one_place_to_sign_in(bluesky: BlueskyRig, change: Change) -> None:
    bluesky.sky.overrides["protected-resource"] = change
    with pytest.raises(InvalidInstance):
        await begin(bluesky)


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "https://evil.example/oauth/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"pushed_authorization_request_endpoint": None},
        {"code_challenge_methods_supported": ["plain"]},
        {"authorization_response_iss_parameter_supported": False},
        {"require_pushed_authorization_requests": "yes"},
        {"dpop_signing_alg_values_supported": None},
        {"scopes_supported": ["openid"]},
    ],
)
async def test_a_sign_in_without_what_the_protocol_requires_is_not_used(bluesky: BlueskyRig, change: Change) -> None:
    bluesky.sky.overrides["authorization-server"] = change
    with pytest.raises(InvalidInstance):
        await begin(bluesky)


def loopback_of(rig: BlueskyRig) -> list[str]:
    return [origin.removeprefix("http://") for origin in (rig.sky.directory, rig.sky.pds, rig.sky.appview)]
