"""Sign-in codes on their way out: to a mail server that takes, defers or refuses them, or to the practice network's page."""

import asyncio
import ipaddress
import logging
import os
import ssl
from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from builders import make_organisation
from kernel.jobs.contract import GiveUp
from kernel.jobs.drain import Drainer
from kernel.jobs.enqueue import enqueue
from kernel.jobs.mail import Letter, SendCode, seal_letter
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.ids import new_id
from kernel.kit.secrets import AppSecrets, new_keys
from kernel.kit.settings import SenderSettings
from practice_network import TOKEN, Clock, Network, stage
from processes import Service, free_port
from publisher.features.mail.errors import NotTaken
from publisher.features.mail.jobs import handlers
from publisher.features.mail.schemas import code_message
from publisher.features.mail.service import Mailer, MailServer, mailer

ADDRESS, CODE = "asta@nordlys.example", "903817"
FROM = "Fortaler <fortaler@nordlys.example>"
SECRETS = AppSecrets(new_keys()["FORTALER_APP_KEY"])


class PostOffice:
    """A mail server's mind: what it answers to each letter, and the letters it took."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.recipients = "250 OK"
        self.taken: list[EmailMessage] = []
        self.encrypted: list[bool] = []
        self.users: list[str] = []

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipients.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipients

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            parsed = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(parsed, EmailMessage)
            self.taken.append(parsed)
            assert server.transport is not None
            self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return answer

    def check(self, server: SMTP, session: Any, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        self.users.append(f"{data.login.decode()}:{data.password.decode()}")
        return AuthResult(success=data.password == b"right/password", handled=False)


Serve = Callable[..., str]


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def serve(office: PostOffice) -> Generator[Serve]:
    """Start a mail server and return its host and port."""
    running: list[Controller] = []

    def start(**options: Any) -> str:
        controller = Controller(office, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return f"127.0.0.1:{controller.port}"

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for 127.0.0.1, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail of a test")])
    begins = datetime.now(UTC) - timedelta(days=1)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


def its_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def trust(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


@pytest.fixture
async def organisation_id(owner_engine: AsyncEngine) -> UUID:
    async with transaction_on(owner_engine) as session:
        return (await make_organisation(session)).id


async def ask(
    app_engine: AsyncEngine, organisation_id: UUID, language: str = "da", secrets: AppSecrets = SECRETS
) -> None:
    """As the api does it."""
    sign_in_id = str(new_id())
    sealed = seal_letter(secrets, organisation_id, sign_in_id, Letter(address=ADDRESS, code=CODE))
    job = SendCode.model_validate({"sign_in_id": sign_in_id, "language": language, "sealed": sealed})
    async with transaction_on(app_engine) as session:
        await enter(session, organisation_id)
        await enqueue(session, organisation_id, job)


async def job_states(owner_engine: AsyncEngine) -> list[tuple[str, int]]:
    async with owner_engine.connect() as connection:
        rows = await connection.execute(text("SELECT state, attempts FROM job ORDER BY id"))
        return [(row.state, row.attempts) for row in rows]


async def make_due(owner_engine: AsyncEngine) -> None:
    async with owner_engine.begin() as connection:
        await connection.execute(text("UPDATE job SET due_at = clock_timestamp() WHERE state = 'retryable'"))


def drainer(worker_engine: AsyncEngine, *senders: MailServer) -> Drainer:
    return Drainer(worker_engine, "publisher", handlers(Mailer(SECRETS, senders)))


@pytest.mark.parametrize(("language", "subject"), [("da", "Din kode til Fortaler"), ("en", "Your code for Fortaler")])
async def test_a_code_arrives_in_the_persons_language_as_text_and_as_html(
    language: str, subject: str, serve: Serve, office: PostOffice, organisation_id: UUID,
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine,
) -> None:  # fmt: skip
    server = MailServer(f"smtp://{serve()}", FROM)
    await ask(app_engine, organisation_id, language)
    await drainer(worker_engine, server).drain()
    (letter,) = office.taken
    assert (letter["To"], letter["From"], letter["Subject"]) == (ADDRESS, FROM, subject)
    assert letter["Message-ID"].endswith("@nordlys.example>")
    assert letter["Auto-Submitted"] == "auto-generated"
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert CODE in plain.get_content()
    assert f'<html lang="{language}">' in page.get_content()
    assert f"<strong>{CODE}</strong>" in page.get_content()
    assert await job_states(owner_engine) == [("completed", 1)]


async def test_a_letter_deferred_is_sent_again_and_arrives_once(
    serve: Serve, office: PostOffice, organisation_id: UUID,
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine,
) -> None:  # fmt: skip
    office.answers = ["451 Not now"]
    draining = drainer(worker_engine, MailServer(f"smtp://{serve()}", FROM))
    await ask(app_engine, organisation_id)
    await draining.drain()
    assert office.taken == []
    assert await job_states(owner_engine) == [("retryable", 1)]
    await make_due(owner_engine)
    await draining.drain()
    assert len(office.taken) == 1
    assert await job_states(owner_engine) == [("completed", 2)]


@pytest.mark.parametrize("where", ["recipient", "letter"])
async def test_a_letter_refused_for_good_is_given_up_at_once(
    where: str, serve: Serve, office: PostOffice, organisation_id: UUID,
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine,
) -> None:  # fmt: skip
    if where == "recipient":
        office.recipients = "550 No such mailbox"
    else:
        office.answers = ["554 We do not want it"]
    await ask(app_engine, organisation_id)
    await drainer(worker_engine, MailServer(f"smtp://{serve()}", FROM)).drain()
    assert office.taken == []
    assert await job_states(owner_engine) == [("discarded", 1)]


async def test_a_server_that_is_away_is_tried_again(
    organisation_id: UUID, app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    await ask(app_engine, organisation_id)
    await drainer(worker_engine, MailServer(f"smtp://127.0.0.1:{free_port()}", FROM)).drain()
    assert await job_states(owner_engine) == [("retryable", 1)]


async def test_tls_is_used_where_it_is_offered_and_the_password_only_inside_it(
    serve: Serve, office: PostOffice, certificate: Path
) -> None:
    where = serve(tls_context=its_tls(certificate), authenticator=office.check, auth_required=True)
    server = MailServer(f"smtp://fortaler:right%2Fpassword@{where}", FROM, trust=trust(certificate))
    await server.send(code_message(Letter(address=ADDRESS, code=CODE), "en"))
    assert office.encrypted == [True]
    assert office.users == ["fortaler:right/password"]


async def test_smtps_is_encrypted_from_the_first_byte(serve: Serve, office: PostOffice, certificate: Path) -> None:
    context = its_tls(certificate)
    context.load_verify_locations(certificate)  # the controller asks its own server once, with this very context
    where = serve(ssl_context=context)
    await MailServer(f"smtps://{where}", FROM, trust=trust(certificate)).send(a_message())
    assert office.encrypted == [True]


def a_message() -> EmailMessage:
    return code_message(Letter(address=ADDRESS, code=CODE), "en")


async def test_a_certificate_that_nobody_vouches_for_gets_no_letter(
    serve: Serve, office: PostOffice, certificate: Path
) -> None:
    where = serve(tls_context=its_tls(certificate))
    with pytest.raises(NotTaken):
        await MailServer(f"smtp://{where}", FROM).send(a_message())
    assert office.taken == []


async def test_a_wrong_password_is_ours_to_mend_so_the_letter_waits(
    serve: Serve, office: PostOffice, certificate: Path
) -> None:
    where = serve(tls_context=its_tls(certificate), authenticator=office.check, auth_required=True)
    with pytest.raises(NotTaken):
        await MailServer(f"smtp://fortaler:wrong@{where}", FROM, trust=trust(certificate)).send(a_message())


async def test_no_log_holds_the_code_or_the_address_whatever_the_server_says(
    serve: Serve, office: PostOffice, organisation_id: UUID, caplog: pytest.LogCaptureFixture,
    app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    draining = drainer(worker_engine, MailServer(f"smtp://{serve()}", FROM))
    for answer in ("250 OK", f"451 {CODE} {ADDRESS}", f"554 {CODE} {ADDRESS}"):
        office.answers = [answer]
        await ask(app_engine, organisation_id)
        await draining.drain()
    async with owner_engine.connect() as connection:
        errors = (await connection.execute(text("SELECT last_error FROM job"))).scalars().all()
    ours = [record for record in caplog.records if not record.name.startswith(("mail.log", "asyncio"))]
    said = " ".join([*(f"{record.getMessage()} {record.exc_info}" for record in ours), *map(str, errors)])
    assert "451" in said
    assert CODE not in said
    assert ADDRESS not in said


async def test_until_there_is_a_mail_server_the_code_is_on_the_practice_networks_page(
    organisation_id: UUID, app_engine: AsyncEngine, worker_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    with stage() as empty, empty.network(Clock()) as practice:
        sender = settings("test", FORTALER_PRACTICE_URL=practice.url, PRACTICE_TOKEN=TOKEN)
        async with Egress([practice.url.removeprefix("http://")]) as egress:
            await ask(app_engine, organisation_id)
            await Drainer(worker_engine, "publisher", handlers(mailer(sender, egress, SECRETS))).drain()
        page = (await asyncio.to_thread(practice.http.get, "/practice/messages")).text
    assert ADDRESS in page
    assert CODE in page
    assert await job_states(owner_engine) == [("completed", 1)]


async def test_the_publishers_own_process_hands_letters_on(
    organisation_id: UUID, publisher: Service, live_network: Network, app_engine: AsyncEngine, owner_engine: AsyncEngine
) -> None:
    publisher.env |= {"FORTALER_PRACTICE_URL": live_network.url, "PRACTICE_TOKEN": TOKEN}
    await ask(app_engine, organisation_id, secrets=AppSecrets(os.environ["FORTALER_APP_KEY"]))
    with publisher:
        for _ in range(600):
            if await job_states(owner_engine) == [("completed", 1)]:
                break
            await asyncio.sleep(0.1)
    assert CODE in live_network.http.get("/practice/messages").text


def settings(environment: str, **others: str) -> SenderSettings:
    return SenderSettings.model_validate({"FORTALER_ENVIRONMENT": environment, **others})


@pytest.mark.parametrize(("environment", "told"), [("development", True), ("test", False), ("production", False)])
async def test_the_workers_own_log_is_told_a_code_under_development_alone(
    environment: str, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    organisation_id, sign_in_id = new_id(), str(new_id())
    sealed = seal_letter(SECRETS, organisation_id, sign_in_id, Letter(address=ADDRESS, code=CODE))
    job = SendCode(sign_in_id=sign_in_id, language="en", sealed=sealed)
    async with Egress() as egress:
        sending = mailer(settings(environment), egress, SECRETS)
        if told:
            await sending.send_code(organisation_id, job)
        else:
            with pytest.raises(GiveUp):
                await sending.send_code(organisation_id, job)
    assert (CODE in caplog.text) is told


async def test_in_production_no_page_is_told_a_code() -> None:
    async with Egress() as egress:
        sender = settings("production", FORTALER_PRACTICE_URL="http://127.0.0.1:8082", PRACTICE_TOKEN=TOKEN)
        assert mailer(sender, egress, SECRETS).senders == ()


async def test_a_letter_sealed_for_another_organisation_is_given_up() -> None:
    sign_in_id = str(new_id())
    sealed = seal_letter(SECRETS, new_id(), sign_in_id, Letter(address=ADDRESS, code=CODE))
    with pytest.raises(GiveUp):
        await Mailer(SECRETS, ()).send_code(new_id(), SendCode(sign_in_id=sign_in_id, language="da", sealed=sealed))


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtps://user:secret@"])
def test_a_mail_server_that_cannot_be_one_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValidationError, match="must be smtp") as refused:
        settings("production", FORTALER_SMTP_URL=url, FORTALER_MAIL_FROM=FROM)
    assert "secret" not in str(refused.value)


def test_a_mail_server_without_an_address_to_send_from_is_refused_at_the_start() -> None:
    with pytest.raises(ValidationError, match="FORTALER_MAIL_FROM"):
        settings("production", FORTALER_SMTP_URL="smtp://mail.example")


def test_an_address_cannot_smuggle_a_header_in() -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline"):
        code_message(Letter(address=f"{ADDRESS}\r\nBcc: eve@evil.example", code=CODE), "da")
