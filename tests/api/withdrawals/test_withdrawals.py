"""Networks that say that somebody took their consent back: who is believed, what is answered, what the log holds."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select

from api.web.guard import SIGNED
from callers import Api, Client
from kernel.jobs.withdrawals import WithdrawConsent
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.tables.audit import Event, append_event
from kernel.tables.jobs import Job
from networks.registry import API_NETWORKS, TELL_WITHDRAWALS
from signed import signed, signed_request
from worlds import Place

SECRET = "the app's secret"
DAY = 24 * 60 * 60


async def register(owner: Client, network: str, secret: str = SECRET) -> dict[str, Any]:
    """The organisation's app; what the screen shows of it."""
    (mode, *_) = next(iter(item["modes"] for item in await listed(owner) if item["network"] == network))
    entry = {"client_id": "1", "client_secret": secret, "mode": mode["mode"]}
    answer = await owner.put(f"/apps/{network}", json=entry)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def listed(owner: Client) -> list[dict[str, Any]]:
    return (await owner.get("/apps")).json()["items"]


async def call(api: Api, address: str, text: str) -> httpx2.Response:
    """As a network calls: from anywhere, with no cookie and none of our headers."""
    network = api.stranger("203.0.113.7")
    del network.headers["X-Fortaler"]
    return await network.post(address, data={"signed_request": text}, headers={"Origin": "https://www.facebook.com"})


async def jobs(owner_engine: AsyncEngine) -> list[dict[str, Any]]:
    async with transaction_on(owner_engine) as session:
        found = await session.scalars(select(Job).where(col(Job.kind) == WithdrawConsent.kind))
        return [dict[str, Any](job.payload) for job in found]


async def test_the_screen_says_which_addresses_to_enter_where_the_network_calls(owner: Client, nord: Place) -> None:
    for item in await listed(owner):
        told = item["network"] in TELL_WITHDRAWALS
        base = f"http://127.0.0.1:8080{SIGNED}{item['network']}/{nord.organisation_id.hex}"
        assert item["deauthorise_uri"] == (f"{base}/deauthorise" if told else None)
        assert item["deletion_uri"] == (f"{base}/deletion" if told else None)
    assert set(TELL_WITHDRAWALS) <= API_NETWORKS.keys()


@pytest.mark.parametrize("network", TELL_WITHDRAWALS)
@pytest.mark.parametrize("what", ["deauthorise", "deletion"])
async def test_a_signed_call_is_a_job_a_line_in_the_log_and_a_number_to_ask_by(
    api: Api, owner: Client, nord: Place, owner_engine: AsyncEngine, network: str, what: str
) -> None:
    shown = await register(owner, network)
    answer = await call(api, shown[f"{what}_uri" if what == "deletion" else "deauthorise_uri"], signed_request(SECRET))
    assert answer.status_code == 200, answer.text
    receipt = answer.json()
    assert receipt.keys() == {"url", "confirmation_code"}
    assert receipt["url"].endswith(receipt["confirmation_code"])
    (job,) = await jobs(owner_engine)
    assert (job["network"], job["erase"]) == (network, what == "deletion")
    assert "1234" not in str(job)
    page = await api.stranger().get(receipt["url"])
    assert page.headers["content-type"].startswith("text/plain")
    assert "It is being done" in page.text
    async with transaction_on(owner_engine) as session:
        (event,) = await session.scalars(select(Event).where(col(Event.verb) == "withdrawal.received"))
        assert (event.organisation_id, event.actor_id) == (nord.organisation_id, None)
        assert event.detail == {"network": network, "erase": what == "deletion"}
        await append_event(
            session, nord.organisation_id, "withdrawal.done", subject_kind="withdrawal", subject_id=event.subject_id,
            detail={"network": network, "profiles": 1},
        )  # fmt: skip
    assert "It is done." in (await api.stranger().get(receipt["url"])).text


def at(seconds: int) -> int:
    return int(now().timestamp()) + seconds


GOOD = signed_request(SECRET)
UNSIGNED: dict[str, str] = {
    "nothing": ".",
    "no dot": "abc",
    "a signature without words": GOOD.partition(".")[0] + ".",
    "words without a signature": "." + GOOD.partition(".")[2],
    "another secret": signed_request("another secret"),
    "an empty secret": signed_request(""),
    "a signature of other words": GOOD.partition(".")[0] + "." + signed_request(SECRET, user_id="9").partition(".")[2],
    "the signature's first half": GOOD[:20] + GOOD[43:],
    "a third part": GOOD + ".abc",
    "letters that are no base64": "ø" + GOOD,
    "no algorithm": signed_request(SECRET, algorithm=None),
    "an algorithm of none": signed_request(SECRET, algorithm="none"),
    "another algorithm": signed_request(SECRET, algorithm="HMAC-SHA1"),
    "two days old": signed_request(SECRET, issued_at=at(-2 * DAY)),
    "of tomorrow": signed_request(SECRET, issued_at=at(DAY)),
    "no time": signed_request(SECRET, issued_at=None),
    "a time in words": signed_request(SECRET, issued_at="now"),
    "a time beyond all calendars": signed_request(SECRET, issued_at=10**30),
    "nobody": signed_request(SECRET, user_id=None),
    "an empty id": signed_request(SECRET, user_id=""),
    "an id that is a list": signed_request(SECRET, user_id=["1234"]),
    "an id of a thousand letters": signed_request(SECRET, user_id="1" * 1000),
    "a list": signed(SECRET, b"[]"),
    "no JSON": signed(SECRET, b"{"),
    "bytes that are no text": signed(SECRET, b"\xff\xfe"),
    "a list a thousand deep": signed(SECRET, b"[" * 3000 + b"]" * 3000),
}


async def test_what_is_not_signed_by_the_app_today_does_nothing(
    api: Api, owner: Client, owner_engine: AsyncEngine
) -> None:
    shown = await register(owner, "threads")
    for name, text in UNSIGNED.items():
        for address in (shown["deauthorise_uri"], shown["deletion_uri"]):
            answer = await call(api, address, text)
            assert answer.status_code == 422, name
            assert answer.json()["errors"][0]["field"] == "signed_request", name
    assert await jobs(owner_engine) == []


async def test_the_secret_of_one_organisation_or_network_counts_for_no_other(
    api: Api, owner: Client, syd: Place, owner_engine: AsyncEngine
) -> None:
    shown = await register(owner, "threads")
    await register(owner, "instagram", "instagram's secret")
    theirs = await api.sign_in(syd.people["owner"], syd.organisation_id)
    foreign = await register(theirs, "threads", "the others' secret")
    for address, text in (
        (foreign["deletion_uri"], signed_request(SECRET)),
        (shown["deletion_uri"], signed_request("the others' secret")),
        (shown["deletion_uri"].replace("threads", "instagram"), signed_request(SECRET)),
    ):
        assert (await call(api, address, text)).status_code == 422
    for address in (
        shown["deletion_uri"].replace("threads", "facebook"),
        shown["deletion_uri"].replace("threads", "mastodon"),
        shown["deletion_uri"].replace("threads", "nothing"),
        f"{SIGNED}threads/{uuid4().hex}/deletion".removeprefix("/api/v1"),
        "/withdrawals/threads/ZZ/deletion",
    ):
        assert (await call(api, address, signed_request(SECRET))).status_code == 404
    assert await jobs(owner_engine) == []


@pytest.mark.parametrize("code", ["ZZ", "0" * 64, "0a1b2c3d4e5f40718293a4b5c6d7e8f9" * 2, "é" * 64, "0x" + "0" * 62])
async def test_a_number_that_nobody_was_given_says_nothing(stranger: Client, nord: Place, code: str) -> None:
    for guess in (code, nord.organisation_id.hex + code[:32]):
        assert (await stranger.get(f"/withdrawals/{guess}")).status_code == 404


async def test_a_cookie_gives_no_right_to_what_has_to_be_signed(owner: Client) -> None:
    shown = await register(owner, "threads")
    answer = await owner.post(shown["deletion_uri"], data={"signed_request": signed_request("not the secret")})
    assert answer.status_code == 422
    assert (await owner.post(shown["deletion_uri"])).status_code == 422
