"""Where the guarded client goes, and against everything known that makes servers call themselves."""

import asyncio
from ipaddress import ip_address

import pytest

from egress_rig import PLAIN, PUBLIC, Handler, answering, hello, serve
from kernel.kit.addresses import is_public
from kernel.kit.egress import Egress
from kernel.kit.guard import EgressNotSent, EgressRefused

pytestmark = pytest.mark.usefixtures("dials")


REFUSED_ADDRESSES = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1",
    "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED_ADDRESSES)
async def test_an_address_that_is_not_public_gets_no_packet_whether_written_or_resolved(
    dials: list[str], address: str
) -> None:
    written = f"[{address}]" if ":" in address else address
    async with Egress() as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", f"http://{written}/", allowance=PLAIN)
    async with Egress(resolve=answering(PUBLIC, address)) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", "http://nice.example/", allowance=PLAIN)
    assert dials == []


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_a_public_address_is_public_also_when_it_is_wrapped(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://0177.0.0.1/",
        "http://127.1/", "http://127.0.0.1./", "http://0/", "http://1.2.3.4.5/", "http://256.0.0.1/",
        "http://[::1%25lo]/", "http://[fe80::1%25eth0]/",
        "http://example.com@127.0.0.1/", "http://127.0.0.1@example.com/", "http://a:b@example.com/",
        "http://127.0.0.1\\@example.com/", "http://exa%6dple.com/", "http://exam ple.com/", "http://１２７.0.0.1/",
        "http://127。0。0。1/", "http:///etc/passwd", "file:///etc/passwd", "gopher://example.com/", "//example.com/",
        "ftp://example.com/", "example.com", "http://example.com:22/", "http://example.com:8080/", "http://[::1/",
        "https://example.com:80/", "http://example.com:443/", "http://a..example/", "http://-/\x00",
    ],
)  # fmt: skip
async def test_a_tricky_address_is_refused_without_a_packet(dials: list[str], url: str) -> None:
    async with Egress(resolve=answering(PUBLIC)) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", url, allowance=PLAIN)
    assert dials == []


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST"])
async def test_the_systems_own_name_for_this_machine_is_refused(dials: list[str], host: str) -> None:
    async with Egress() as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", f"http://{host}/", allowance=PLAIN)
    assert dials == []


async def test_cleartext_is_refused_unless_the_caller_permits_it(dials: list[str]) -> None:
    async with Egress(resolve=answering(PUBLIC)) as egress:
        with pytest.raises(EgressRefused, match="https"):
            await egress.request("GET", "http://nice.example/")
        assert dials == []
        with pytest.raises(EgressNotSent):
            await egress.request("GET", "http://nice.example/", allowance=PLAIN)
    assert dials == [PUBLIC]


async def test_a_name_that_answers_differently_the_second_time_is_asked_once_only(dials: list[str]) -> None:
    answers = [PUBLIC, "127.0.0.1"]

    async def rebind(_host: str, _port: int) -> list[str]:
        return [answers.pop(0)]

    async with Egress(resolve=rebind) as egress:
        with pytest.raises(EgressNotSent):
            await egress.request("GET", "https://rebind.example/")
    assert dials == [PUBLIC]
    assert answers == ["127.0.0.1"]


async def test_only_the_exact_pair_on_the_loopback_list_is_reached(dials: list[str]) -> None:
    async with serve() as port, serve() as other, Egress([f"127.0.0.1:{port}"]) as egress:
        assert (await egress.request("GET", f"http://127.0.0.1:{port}/")).body == b"hello"
        for url in (f"http://127.0.0.1:{other}/", f"http://127.0.0.2:{port}/", f"http://localhost:{port}/"):
            with pytest.raises(EgressRefused):
                await egress.request("GET", url)
    assert dials == ["127.0.0.1"]


async def test_a_name_on_the_loopback_list_must_not_lead_elsewhere(dials: list[str]) -> None:
    async with Egress(["practice.test:443"], resolve=answering("127.0.0.1", "10.0.0.1")) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", "https://practice.test/")
    assert dials == []


def redirecting(location: str) -> Handler:
    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())

    return handler


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "http://10.0.0.1/", "https://[::1]/", "file:///etc/passwd"])
async def test_a_redirect_inside_is_refused_at_the_hop(dials: list[str], target: str) -> None:
    async with serve(redirecting(target)) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", f"http://127.0.0.1:{port}/", allowance=PLAIN, hops=3)
    assert dials == ["127.0.0.1"]


async def test_redirects_are_not_followed_unless_asked_and_never_for_a_post(dials: list[str]) -> None:
    async with serve(redirecting("/again")) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        url = f"http://127.0.0.1:{port}/"
        assert (await egress.request("GET", url)).status == 302
        assert (await egress.request("POST", url, json={}, hops=3)).status == 302
        assert len(dials) == 2
        assert (await egress.request("GET", url, hops=9)).status == 302
    assert len(dials) == 2 + 4


async def test_credentials_stay_behind_when_a_redirect_changes_the_host() -> None:
    heads: list[bytes] = []

    async def record(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        await hello(head, writer)

    async with (
        serve(record) as there,
        serve(redirecting(f"http://127.0.0.1:{there}/x")) as here,
        Egress([f"127.0.0.1:{here}", f"127.0.0.1:{there}"]) as egress,
    ):
        sent = {"Authorization": "Bearer secret", "Accept": "text/html"}
        answer = await egress.request("GET", f"http://127.0.0.1:{here}/", headers=sent, hops=1)
    assert answer.url == f"http://127.0.0.1:{there}/x"
    assert b"secret" not in heads[0]
    assert b"text/html" in heads[0]


def test_a_server_on_the_loopback_list_is_addressed_by_http_all_others_by_https() -> None:
    egress = Egress(["127.0.0.1:8082"])
    assert egress.base_url("127.0.0.1:8082") == "http://127.0.0.1:8082"
    assert egress.base_url("127.0.0.1:8083") == "https://127.0.0.1:8083"
    assert egress.base_url("mastodon.example") == "https://mastodon.example"
