"""A person, their session and their ways in."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.auth.scopes import Scope
from api.features.organisations.service import Organisation
from api.web.shapes import Digits, Email, Incoming, Name, Outgoing, Patch, Personal, Zone
from kernel.tables.base import Visibility

Locale = Literal["da", "en"]
Mine = Personal(Visibility.SELF)


class Person(Outgoing):
    """The person who is signed in."""

    id: UUID
    name: Annotated[str, Personal(Visibility.MEMBERS)]
    locale: Annotated[Locale, Mine]
    zone: Annotated[str, Mine]
    email: Annotated[str | None, Mine]
    has_printed_code: Annotated[bool, Mine]


class ProgrammeBrief(Outgoing):
    """A programme that the person is in."""

    id: UUID
    name: str
    kind: Literal["employee", "student", "citizen", "member"]
    purpose: str


class Membership(Outgoing):
    """The person as an ambassador, and what they may do in the programme."""

    ambassador_id: UUID
    state: Annotated[Literal["applied", "active", "paused"], Personal(Visibility.MANAGERS)]
    roles: list[Literal["ambassador", "curator", "administrator", "viewer"]]
    programme: ProgrammeBrief
    scopes: list[Scope]


class Session(Outgoing):
    """Who is signed in, where they are at work, and as what. All null and empty for a stranger."""

    person: Person | None
    organisation: Organisation | None
    memberships: list[Membership]
    practice_url: str | None


class OpenSession(Outgoing):
    """A browser that the person is signed in with."""

    id: UUID
    created_at: datetime
    seen_at: Annotated[datetime, Mine]
    current: bool
    device: Annotated[Literal["phone", "computer", "unknown"], Mine]


class PrintedCode(Outgoing):
    """A code to print or write down; shown this once."""

    code: Annotated[str, Mine]


class SendCode(Incoming):
    """Where to send a code."""

    email: Email


class SignInEmail(Incoming):
    """With the code that was sent."""

    way: Literal["email"]
    email: Email
    code: Digits


class SignInPrinted(Incoming):
    """With one's printed code."""

    way: Literal["printed"]
    code: Digits


class SignInLink(Incoming):
    """With a one-time link."""

    way: Literal["link"]
    token: Annotated[str, StringConstraints(min_length=1, max_length=100)]


SignIn = Annotated[SignInEmail | SignInPrinted | SignInLink, Field(discriminator="way")]


class PersonPatch(Patch):
    """What is left out stays."""

    name: Name = ""
    locale: Locale = "da"
    zone: Zone = ""


class EmailConfirm(Incoming):
    """The code that was sent to the new address."""

    code: Digits
