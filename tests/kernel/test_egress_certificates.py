"""The guarded client dials an address and speaks to a host: whose certificate counts."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from egress_rig import answering, hello, serve
from kernel.kit.egress import Allowance, Egress
from kernel.kit.guard import EgressNotSent

pytestmark = pytest.mark.usefixtures("dials")


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
