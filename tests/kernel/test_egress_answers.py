"""What comes back to the guarded client: too much, too late, halves, or nothing; and what that says of what was sent."""

import asyncio
import gzip

import pytest

from egress_rig import Handler, answering, hello, serve
from kernel.kit.egress import Allowance, Egress
from kernel.kit.guard import EgressNotSent, EgressTooLarge, EgressUncertain

pytestmark = pytest.mark.usefixtures("dials")


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


async def test_a_connection_cut_after_the_request_is_uncertain_and_not_retried(dials: list[str]) -> None:
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


async def test_a_name_without_an_address_means_nothing_was_sent(dials: list[str]) -> None:
    async def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    for resolve in (unknown, answering()):
        async with Egress(resolve=resolve) as egress:
            with pytest.raises(EgressNotSent):
                await egress.request("GET", "https://nowhere.example/")
    assert dials == []


async def test_the_second_address_is_tried_when_the_first_does_not_connect(dials: list[str]) -> None:
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


async def test_errors_name_the_host_and_nothing_else() -> None:
    async with serve() as port:
        pass
    async with Egress([f"127.0.0.1:{port}"]) as egress:
        with pytest.raises(EgressNotSent) as caught:
            await egress.request("GET", f"http://127.0.0.1:{port}/path?token=secret")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
