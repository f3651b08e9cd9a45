"""Sending letters: by a mail server, else to where they can be read on this machine."""

import asyncio
import logging
import smtplib
import ssl
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.jobs.contract import GiveUp
from kernel.jobs.mail import SendCode, SendLoss, SendReminder, open_letter
from kernel.kit.clock import now
from kernel.kit.egress import Egress
from kernel.kit.guard import EgressError
from kernel.kit.secrets import AppSecrets, CannotOpen
from kernel.kit.settings import SenderSettings
from publisher.features.mail import queries
from publisher.features.mail.errors import NotTaken
from publisher.features.mail.schemas import code_message, end_message, loss_message, plain_text

log = logging.getLogger(__name__)

PROFILES_PAGE = "/you/profiles"
SECONDS = 10
"""How long a mail server may take over each of its answers."""
AT_ONCE = 4
PORTS = {"smtps": 465, "smtp": 25}
SUBMISSION = 587
PERMANENT = range(500, 600)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Sender(Protocol):
    """A way for letters to leave."""

    async def send(self, message: EmailMessage) -> None:
        """Have the message taken over. Raises NotTaken, or GiveUp where trying again cannot help."""
        ...


class MailServer:
    """Speaks SMTP in threads of its own; with TLS wherever the server offers it."""

    def __init__(self, url: str, mail_from: str, *, trust: ssl.SSLContext | None = None) -> None:
        """`url` is `smtp[s]://[user:password@]host[:port]`; without a port it is 465, 587 with a user, or 25."""
        parts = urlsplit(url)
        self.host, self.implicit_tls = parts.hostname or "", parts.scheme == "smtps"
        self.user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        usual = SUBMISSION if self.user and not self.implicit_tls else PORTS[parts.scheme]
        self.port, self.mail_from = parts.port or usual, mail_from
        self._trust = trust or ssl.create_default_context()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail")

    async def send(self, message: EmailMessage) -> None:
        """See Sender."""
        message["From"], message["Date"] = self.mail_from, format_datetime(now())
        message["Message-ID"] = make_msgid(domain=parseaddr(self.mail_from)[1].rpartition("@")[2])
        await asyncio.get_running_loop().run_in_executor(self._threads, self._send, message)

    def _send(self, message: EmailMessage) -> None:
        try:
            with self._connection() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            code = _code_of(error)
            log.warning("the mail server did not take a letter: %s", code or type(error).__name__)
            if code in PERMANENT and not isinstance(error, smtplib.SMTPAuthenticationError):
                raise GiveUp from None
            raise NotTaken from None

    @contextmanager
    def _connection(self) -> Generator[smtplib.SMTP]:
        if self.implicit_tls:
            client: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=self._trust)
        else:
            client = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        with client as server:
            server.ehlo_or_helo_if_needed()
            secure = self.implicit_tls
            if not secure and server.has_extn("starttls"):
                server.starttls(context=self._trust)
                secure = True
            if self.user:
                if not secure and self.host not in LOOPBACK:
                    raise smtplib.SMTPException("it offers no TLS, and a password is not sent in the clear")
                server.login(self.user, self._password)
            yield server


class PracticePage:
    """The practice network's page of messages, for as long as there is no mail server."""

    def __init__(self, egress: Egress, url: str, token: str) -> None:
        self.egress, self.url, self._token = egress, url, token

    async def send(self, message: EmailMessage) -> None:
        """See Sender."""
        body = {"to": message["To"], "subject": message["Subject"], "body": plain_text(message)}
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            answer = await self.egress.request("POST", f"{self.url}/practice/messages", headers=headers, json=body)
        except EgressError as error:
            raise NotTaken from error
        if not answer.ok:
            raise NotTaken


class OwnLog:
    """The worker's own log, under development alone: there it is the terminal of somebody who has no mail server."""

    async def send(self, message: EmailMessage) -> None:
        """See Sender."""
        log.info("Letter to %s: %s", message["To"], " ".join(plain_text(message).split()))


def _code_of(error: Exception) -> int | None:
    """The server's three figures (RFC 5321 §4.2); None when it did not get as far as saying any."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


@dataclass(frozen=True, slots=True)
class Mailer:
    """Opens letters and hands them to every sender there is."""

    secrets: AppSecrets
    senders: tuple[Sender, ...]
    public_url: str = ""

    async def send_code(self, organisation_id: UUID, job: SendCode) -> None:
        """Send a sign-in code. Raises NotTaken, or GiveUp where trying again cannot help."""
        try:
            letter = open_letter(self.secrets, organisation_id, job)
        except CannotOpen:
            raise GiveUp from None
        if not self.senders:
            log.error("a sign-in code could not leave: set FORTALER_SMTP_URL")
            raise GiveUp
        for sender in self.senders:
            await sender.send(code_message(letter, job.language))

    async def send_reminder(self, session: AsyncSession, organisation_id: UUID, job: SendReminder) -> None:
        """Remind a person of a connection's end, unless they renewed it meanwhile or have no address.

        Raises NotTaken, or GiveUp where trying again cannot help.
        """
        ending = await queries.ending(session, organisation_id, job.profile_id)
        if ending is None:
            return
        for sender in self.senders:
            await sender.send(end_message(ending, job.days, f"{self.public_url}{PROFILES_PAGE}"))

    async def send_loss(self, session: AsyncSession, organisation_id: UUID, job: SendLoss) -> None:
        """Tell a person that a connection was lost, unless they renewed it meanwhile or have no address.

        Raises NotTaken, or GiveUp where trying again cannot help.
        """
        loss = await queries.loss(session, organisation_id, job.profile_id)
        if loss is None:
            return
        for sender in self.senders:
            await sender.send(loss_message(loss, f"{self.public_url}{PROFILES_PAGE}"))


def mailer(settings: SenderSettings, egress: Egress, secrets: AppSecrets, public_url: str = "") -> Mailer:
    """The mailer of this installation. In production nothing but a mail server is told a code.

    `public_url` is where people find us: letters lead there.
    """
    url = settings.smtp_url.get_secret_value()
    if url:
        return Mailer(secrets, (MailServer(url, settings.mail_from),), public_url)
    senders: list[Sender] = []
    if settings.environment == "development":
        senders.append(OwnLog())
    token = settings.practice_token.get_secret_value()
    if settings.environment != "production" and settings.practice_url and token:
        senders.append(PracticePage(egress, settings.practice_url, token))
    return Mailer(secrets, tuple(senders), public_url)
