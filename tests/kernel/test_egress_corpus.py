"""Two thousand addresses that lead inside, each tried as it is written and behind a redirect: nothing is dialled for one."""

import asyncio
from ipaddress import IPv4Address, IPv6Address

import pytest

from egress_rig import PLAIN, answering, serve
from kernel.kit.egress import Egress
from kernel.kit.guard import EgressRefused

INSIDE = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1",
)  # fmt: skip
INSIDE_6 = (
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "5f00::1",
)
NAMES = (
    "localhost",
    "LocalHost",
    "localhost.",
    "ip6-localhost",
    "metadata.google.internal",
    "127.0.0.1.nip.io",
    "a.internal",
)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９。")


def spellings(dotted: str) -> list[str]:
    """An address in every way that some program reads."""
    address = IPv4Address(dotted)
    number, parts = int(address), dotted.split(".")
    high, low = number >> 16, number & 0xFFFF
    return [
        dotted,
        f"{dotted}.",
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(hex(int(part)) for part in parts),
        ".".join(f"0{int(part):o}" for part in parts),
        ".".join(f"{int(part):04d}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{low}",
        "".join(f"%{ord(letter):02x}" for letter in dotted),
        dotted.translate(WIDE),
        f"[::ffff:{dotted}]",
        f"[::ffff:{high:x}:{low:x}]",
        f"[::{dotted}]",
        f"[64:ff9b::{dotted}]",
        f"[2002:{high:x}:{low:x}::1]",
    ]


def spellings_6(text: str) -> list[str]:
    address = IPv6Address(text)
    return [f"[{address}]", f"[{address.exploded}]", f"[{str(address).upper()}]", f"[{address}%25eth0]", str(address)]


HOSTS = [
    *(spelling for address in INSIDE for spelling in spellings(address)),
    *(spelling for address in INSIDE_6 for spelling in spellings_6(address)),
    *NAMES,
]
SHAPES = (
    "http://{}/", "https://{}/", "http://{}:80/latest/meta-data/?a=b", "https://{}:443/", "HTTPS://{}", "http://{}:6379/",
    "http://nice.example@{}/", "http://{}#@nice.example/", "http://{}?@nice.example/",
)  # fmt: skip
CORPUS = list(dict.fromkeys(shape.format(host) for host in HOSTS for shape in SHAPES))


async def test_no_address_of_the_corpus_is_dialled_as_it_is_written(dials: list[str]) -> None:
    assert len(CORPUS) >= 2_000
    async with Egress(resolve=answering("127.0.0.1")) as egress:
        for url in CORPUS:
            with pytest.raises(EgressRefused):
                await egress.request("GET", url, allowance=PLAIN)
    assert dials == []


async def test_no_address_of_the_corpus_is_dialled_behind_a_redirect(dials: list[str]) -> None:
    async def redirect(head: bytes, writer: asyncio.StreamWriter) -> None:
        target = CORPUS[int(head.split(b" ")[1][1:])].encode()
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n")

    async with serve(redirect) as port, Egress([f"127.0.0.1:{port}"], resolve=answering("127.0.0.1")) as egress:
        for number in range(len(CORPUS)):
            with pytest.raises(EgressRefused):
                await egress.request("GET", f"http://127.0.0.1:{port}/{number}", allowance=PLAIN, hops=3)
    assert len(dials) == len(CORPUS), "the redirecting server once for each, and nobody else"


async def test_a_name_that_leads_inside_among_others_is_not_dialled_at_all(dials: list[str]) -> None:
    tries = 0
    for address in (*INSIDE, *INSIDE_6):
        for answers in ([address], ["93.184.215.14", address], [address, "93.184.215.14"]):
            async with Egress(resolve=answering(*answers)) as egress:
                with pytest.raises(EgressRefused):
                    await egress.request("GET", "https://nice.example/")
            tries += 1
    assert (tries, dials) == (3 * (len(INSIDE) + len(INSIDE_6)), [])
