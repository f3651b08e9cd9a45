"""A connection that is lost is told by mail: once for each loss, to its person, with the posts that wait for it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from builders import make_credential
from desks import Desk, deliver_due
from kernel.jobs.drain import Drainer
from kernel.kit.clock import now
from kernel.kit.db import transaction_on
from kernel.kit.secrets import AppSecrets, new_keys
from kernel.tables.people import Person
from practice_network import TOKEN
from publisher.features.mail.jobs import handlers
from publisher.features.mail.schemas import Loss, Waiting, loss_message, plain_text
from publisher.features.mail.service import Mailer, PracticePage

PAGE = "https://fortaler.example/you/profiles"
ADDRESS = "mette@nordlys.example"


async def lose(desk: Desk, *words: str) -> None:
    """Mette's token is taken back while posts wait; the first one meets that."""
    for number, one in enumerate(words):
        await desk.schedule(one, due_at=now() + timedelta(days=number) - timedelta(seconds=1))
    desk.practice.control(tokens=[{"account": "mette", "become": "revoked"}])
    await deliver_due(desk.deliveries())


async def letters(desk: Desk) -> str:
    """Every letter there is, after the queue was worked through."""
    page = PracticePage(desk.outlet.egress, desk.practice.url, TOKEN)
    mailer = Mailer(AppSecrets(new_keys()["FORTALER_APP_KEY"]), (page,), "https://fortaler.example")
    await Drainer(desk.outlet.engine, "publisher", handlers(mailer)).drain()
    return (await asyncio.to_thread(desk.practice.http.get, "/practice/messages")).text


@pytest.fixture
async def addressed(desk: Desk) -> Desk:
    async with transaction_on(desk.owner_engine) as session:
        person = await session.get_one(Person, desk.profile.person_id)
        await make_credential(session, person, subject=ADDRESS)
    return desk


async def test_a_lost_connection_is_told_once_with_the_posts_that_wait(addressed: Desk) -> None:
    await lose(addressed, "Ovnen er varm.", "Kom til åbent hus.")
    page = await letters(addressed)
    assert page.count(ADDRESS) == 1
    assert "2 opslag venter" in page or "2 posts wait" in page
    assert "Ovnen er varm." in page
    assert "Kom til åbent hus." in page
    await addressed.schedule("Et opslag mere.", state="scheduled")
    await deliver_due(addressed.deliveries())
    assert (await letters(addressed)).count(ADDRESS) == 1, "it is the same loss"


async def test_the_next_loss_is_told_again(addressed: Desk) -> None:
    await lose(addressed, "Første.")
    await letters(addressed)
    await addressed.run("UPDATE profile SET state = 'connected'")
    await addressed.run("UPDATE post SET state = 'scheduled', turn_at = clock_timestamp()")
    await deliver_due(addressed.deliveries())
    assert (await letters(addressed)).count(ADDRESS) == 2


async def test_whoever_renewed_meanwhile_or_has_no_address_is_told_nothing(addressed: Desk) -> None:
    await lose(addressed, "Første.")
    await addressed.run("UPDATE profile SET state = 'connected'")
    assert ADDRESS not in await letters(addressed)
    await addressed.run("UPDATE post SET state = 'scheduled', turn_at = clock_timestamp()")
    await deliver_due(addressed.deliveries())
    await addressed.run("DELETE FROM credential")
    assert ADDRESS not in await letters(addressed)
    async with addressed.owner_engine.connect() as connection:
        states = await connection.scalars(text("SELECT state FROM job WHERE kind = 'mail.loss'"))
        assert set(states) == {"completed"}


def test_a_letter_names_ten_posts_by_their_time_and_first_words_and_counts_the_rest() -> None:
    at = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    posts = tuple(Waiting(at, f"Nummer {number}\nBcc: alle@nordlys.example {'lang ' * 40}") for number in range(12))
    danish = plain_text(loss_message(Loss(ADDRESS, "da", "linkedin", "mette\r\nBcc: x", posts), PAGE))
    assert "LinkedIn lader ikke længere Fortaler slå noget op for mette Bcc: x." in danish
    assert "12 opslag venter" in danish
    assert "· 25.11. kl. 08.30: Nummer 0 Bcc:" in danish
    assert danish.count("·") == 10
    assert "og 2 til" in danish
    assert PAGE in danish
    assert all(len(line) < 100 for line in danish.splitlines())
    english = plain_text(loss_message(Loss(ADDRESS, "en", "x", "mette", posts[:1]), PAGE))
    assert "One post waits until you have renewed:\n· 25/11 at 08:30: Nummer 0" in english
    assert "wait" not in plain_text(loss_message(Loss(ADDRESS, "en", "x", "mette", ()), PAGE)).partition("what")[0]
