"""The guarded client against everything known that makes servers call themselves: connects are counted at the socket."""

import asyncio
import gzip
import ssl
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kernel.kit.addresses import is_public
from kernel.kit.egress import Allowance, Egress
from kernel.kit.guard import EgressNotSent, EgressRefused, EgressTooLarge, EgressUncertain

Handler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
PLAIN = Allowance(cleartext=True)
PUBLIC = "93.184.215.14"

dials: list[str] = []
watching = False


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if watching and event in ("socket.connect", "socket.sendto"):
        host = str(arguments[1][0])
        dials.append(host)
        if not ip_address(host).is_loopback:
            raise OSError("this test does not leave the machine")


sys.addaudithook(watch)


@pytest.fixture(autouse=True)
def _watched() -> Iterator[None]:
    global watching  # noqa: PLW0603 - an audit hook cannot be taken away again, only told to look elsewhere
    dials.clear()
    watching = True
    yield
    watching = False


def answering(*addresses: str) -> Callable[[str, int], Awaitable[list[str]]]:
    async def resolve(_host: str, _port: int) -> list[str]:
        return list(addresses)

    return resolve


async def hello(_head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")


@asynccontextmanager
async def serve(handler: Handler = hello, tls: ssl.SSLContext | None = None) -> AsyncGenerator[int]:
    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(await reader.readuntil(b"\r\n\r\n"), writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve_one, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


REFUSED_ADDRESSES = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1",
    "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED_ADDRESSES)
async def test_an_address_that_is_not_public_gets_no_packet_whether_written_or_resolved(address: str) -> None:
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
async def test_a_tricky_address_is_refused_without_a_packet(url: str) -> None:
    async with Egress(resolve=answering(PUBLIC)) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", url, allowance=PLAIN)
    assert dials == []


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST"])
async def test_the_systems_own_name_for_this_machine_is_refused(host: str) -> None:
    async with Egress() as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", f"http://{host}/", allowance=PLAIN)
    assert dials == []


async def test_cleartext_is_refused_unless_the_caller_permits_it() -> None:
    async with Egress(resolve=answering(PUBLIC)) as egress:
        with pytest.raises(EgressRefused, match="https"):
            await egress.request("GET", "http://nice.example/")
        assert dials == []
        with pytest.raises(EgressNotSent):
            await egress.request("GET", "http://nice.example/", allowance=PLAIN)
    assert dials == [PUBLIC]


async def test_a_name_that_answers_differently_the_second_time_is_asked_once_only() -> None:
    answers = [PUBLIC, "127.0.0.1"]

    async def rebind(_host: str, _port: int) -> list[str]:
        return [answers.pop(0)]

    async with Egress(resolve=rebind) as egress:
        with pytest.raises(EgressNotSent):
            await egress.request("GET", "https://rebind.example/")
    assert dials == [PUBLIC]
    assert answers == ["127.0.0.1"]


async def test_only_the_exact_pair_on_the_loopback_list_is_reached() -> None:
    async with serve() as port, serve() as other, Egress([f"127.0.0.1:{port}"]) as egress:
        assert (await egress.request("GET", f"http://127.0.0.1:{port}/")).body == b"hello"
        for url in (f"http://127.0.0.1:{other}/", f"http://127.0.0.2:{port}/", f"http://localhost:{port}/"):
            with pytest.raises(EgressRefused):
                await egress.request("GET", url)
    assert dials == ["127.0.0.1"]


async def test_a_name_on_the_loopback_list_must_not_lead_elsewhere() -> None:
    async with Egress(["practice.test:443"], resolve=answering("127.0.0.1", "10.0.0.1")) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", "https://practice.test/")
    assert dials == []


def redirecting(location: str) -> Handler:
    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())

    return handler


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "http://10.0.0.1/", "https://[::1]/", "file:///etc/passwd"])
async def test_a_redirect_inside_is_refused_at_the_hop(target: str) -> None:
    async with serve(redirecting(target)) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressRefused):
            await egress.request("GET", f"http://127.0.0.1:{port}/", allowance=PLAIN, hops=3)
    assert dials == ["127.0.0.1"]


async def test_redirects_are_not_followed_unless_asked_and_never_for_a_post() -> None:
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


def sending(head: str, *chunks: bytes, pause: float = 0.0) -> Handler:
    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode())
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(pause)

    return handler


BOMB = gzip.compress(bytes(20_000_000))


@pytest.mark.parametrize(
    ("handler", "what"),
    [
        (sending("Content-Length: 100001"), "announced"),
        (sending("Connection: close", *[bytes(10_000)] * 50), "more than 100000"),
        (sending(f"Content-Encoding: gzip\r\nContent-Length: {len(BOMB)}", BOMB), "times|more than"),
    ],
    ids=["announced", "endless", "bomb"],
)
async def test_an_answer_that_is_too_large_is_cut_off(handler: Handler, what: str) -> None:
    async with serve(handler) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressTooLarge, match=what):
            await egress.request("GET", f"http://127.0.0.1:{port}/", allowance=Allowance(max_bytes=100_000))


async def test_a_compression_bomb_within_the_size_cap_is_cut_off_by_its_ratio() -> None:
    bomb = gzip.compress(bytes(1_500_000))
    async with serve(sending("Content-Encoding: gzip", bomb)) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressTooLarge, match="times"):
            await egress.request("GET", f"http://127.0.0.1:{port}/")


async def test_ordinary_gzip_is_unpacked() -> None:
    page = ("A perfectly ordinary page. " * 40).encode()
    packed = sending("Content-Encoding: gzip", gzip.compress(page))
    async with serve(packed) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        assert (await egress.request("GET", f"http://127.0.0.1:{port}/")).body == page


@pytest.mark.parametrize(
    "handler",
    [
        sending("Content-Encoding: gzip", b"this is not gzip"),
        sending("Content-Encoding: gzip", gzip.compress(b"cut short" * 99)[:-9]),
        sending("Content-Encoding: br", b"\x0b\x02\x80hello\x03"),
        sending("Content-Length: 50", b"only this"),
    ],
    ids=["garbage", "cut", "unasked", "short"],
)
async def test_half_an_answer_is_no_answer(handler: Handler) -> None:
    async with serve(handler) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressUncertain):
            await egress.request("POST", f"http://127.0.0.1:{port}/", json={})


async def test_a_slow_drip_ends_with_the_total_time() -> None:
    drip = sending("Content-Length: 1000", *[b"."] * 1000, pause=0.05)
    async with serve(drip) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressUncertain, match="TimeoutError"):
            await egress.request("GET", f"http://127.0.0.1:{port}/", allowance=Allowance(seconds=0.3))


async def test_silence_after_the_request_is_uncertain() -> None:
    async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    async with serve(silent) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressUncertain):
            await egress.request("POST", f"http://127.0.0.1:{port}/", json={}, allowance=Allowance(seconds=0.2))


async def test_a_connection_cut_after_the_request_is_uncertain_and_not_retried() -> None:
    async def cut(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with serve(cut) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressUncertain):
            await egress.request("POST", f"http://127.0.0.1:{port}/", json={})
    assert len(dials) == 1


async def test_a_closed_port_means_nothing_was_sent() -> None:
    async with serve() as port:
        pass
    async with Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressNotSent):
            await egress.request("POST", f"http://127.0.0.1:{port}/", json={})


async def test_a_name_without_an_address_means_nothing_was_sent() -> None:
    async def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    for resolve in (unknown, answering()):
        async with Egress(resolve=resolve) as egress:
            with pytest.raises(EgressNotSent):
                await egress.request("GET", "https://nowhere.example/")
    assert dials == []


async def test_the_second_address_is_tried_when_the_first_does_not_connect() -> None:
    async with serve() as port, Egress([f"two.test:{port}"], resolve=answering("127.0.0.3", "127.0.0.1")) as egress:
        assert (await egress.request("POST", f"http://two.test:{port}/", json={})).body == b"hello"
    assert dials == ["127.0.0.3", "127.0.0.1"]


async def test_no_cookie_is_kept_and_no_redirect_is_hidden() -> None:
    heads: list[bytes] = []

    async def bake(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(b"HTTP/1.1 200 OK\r\nSet-Cookie: whose=mine\r\nContent-Length: 0\r\n\r\n")

    async with serve(bake) as port, Egress([f"127.0.0.1:{port}"]) as egress:
        first = await egress.request("GET", f"http://127.0.0.1:{port}/")
        await egress.request("GET", f"http://127.0.0.1:{port}/")
    assert "set-cookie" not in first.headers
    assert b"whose" not in heads[1]


async def test_no_more_calls_run_at_once_than_allowed() -> None:
    running: set[int] = set()
    most = 0

    async def crowd(_head: bytes, writer: asyncio.StreamWriter) -> None:
        nonlocal most
        running.add(id(writer))
        most = max(most, len(running))
        await asyncio.sleep(0.01)
        running.discard(id(writer))
        await hello(b"", writer)

    async with serve(crowd) as port, Egress([f"127.0.0.1:{port}"], in_flight=4) as egress:
        await asyncio.gather(*[egress.request("GET", f"http://127.0.0.1:{port}/") for _ in range(20)])
    assert most == 4


def make_certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for `host`, and a client's that trusts nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    start = datetime.now(UTC) - timedelta(hours=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=file)


async def test_name_certificate_and_host_header_are_the_hosts_although_an_address_is_dialled(tmp_path: Path) -> None:
    server, trust = make_certificate(tmp_path, "social.test")
    asked: list[str | None] = []
    heads: list[bytes] = []
    server.sni_callback = lambda _socket, name, _context: asked.append(name)

    async def record(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        await hello(head, writer)

    async with serve(record, server) as port:
        loopback = [f"social.test:{port}", f"other.test:{port}"]
        async with Egress(loopback, resolve=answering("127.0.0.1"), trust=trust) as egress:
            assert (await egress.request("GET", f"https://social.test:{port}/")).body == b"hello"
            with pytest.raises(EgressNotSent):
                await egress.request("POST", f"https://other.test:{port}/", json={})
    assert asked == ["social.test", "other.test"]
    assert len(heads) == 1
    assert f"Host: social.test:{port}".encode() in heads[0]


async def test_a_certificate_nobody_trusts_means_nothing_was_sent(tmp_path: Path) -> None:
    server, _ = make_certificate(tmp_path, "social.test")
    heads: list[bytes] = []

    async def record(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        await hello(head, writer)

    async with (
        serve(record, server) as port,
        Egress([f"social.test:{port}"], resolve=answering("127.0.0.1")) as egress,
    ):
        with pytest.raises(EgressNotSent):
            await egress.request("POST", f"https://social.test:{port}/", json={})
    assert heads == []


async def test_a_handshake_that_never_ends_means_nothing_was_sent() -> None:
    async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    async with serve(silent) as port, Egress([f"social.test:{port}"], resolve=answering("127.0.0.1")) as egress:
        with pytest.raises(EgressNotSent):
            await egress.request("POST", f"https://social.test:{port}/", json={}, allowance=Allowance(seconds=0.3))


async def test_errors_name_the_host_and_nothing_else() -> None:
    async with serve() as port:
        pass
    async with Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressNotSent) as caught:
            await egress.request("GET", f"http://127.0.0.1:{port}/path?token=secret")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


def test_a_server_on_the_loopback_list_is_addressed_by_http_all_others_by_https() -> None:
    egress = Egress(["127.0.0.1:8082"])
    assert egress.base_url("127.0.0.1:8082") == "http://127.0.0.1:8082"
    assert egress.base_url("127.0.0.1:8083") == "https://127.0.0.1:8083"
    assert egress.base_url("mastodon.example") == "https://mastodon.example"
