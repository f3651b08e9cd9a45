"""People and their ways in. Global: one person may belong to several organisations."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field

from kernel.tables.base import GlobalRow, MaybeWords, Visibility, Words, one_of, personal, values_of
from kernel.tables.organisations import LANGUAGES

CredentialKind = Literal["email", "printed", "oidc", "passkey", "phone"]
SignInKind = Literal["link", "email", "confirm"]
Device = Literal["phone", "computer", "unknown"]


class Person(GlobalRow, table=True):
    """An account. May have an e-mail address, a phone, or neither."""

    __tablename__ = "person"
    __table_args__ = (one_of("locale", LANGUAGES),)

    name: str = Field(sa_type=Text, sa_column_kwargs=personal(Visibility.MEMBERS))
    locale: str = Field(default="da", sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    zone: str = Field(default="Europe/Copenhagen", sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))


class Credential(GlobalRow, table=True):
    """One way in. Identity is (kind, issuer, subject); `lookup` is its digest, by which it is found at sign-in."""

    __tablename__ = "credential"
    __table_args__ = (one_of("kind", values_of(CredentialKind)),)

    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: Words
    issuer: Words = ""
    subject: str | None = Field(default=None, sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    lookup: bytes = Field(unique=True, sa_column_kwargs=personal(Visibility.NOBODY))


class Session(GlobalRow, table=True):
    """A signed-in browser; only the digest of its cookie is kept. `organisation_id` is where its person is at work now."""

    __tablename__ = "session"
    __table_args__ = (one_of("device", values_of(Device)),)

    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    token_hash: bytes = Field(unique=True)
    device: str = Field(default="unknown", sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    seen_at: datetime = Field(sa_column_kwargs=personal(Visibility.SELF))
    idle_seconds: int
    ends_at: datetime


class SignIn(GlobalRow, table=True):
    """A one-time link or code on its way: found by `lookup` (the link's digest, or the address's), used once.

    `sealed` is the address that a code to confirm was sent to.
    """

    __tablename__ = "sign_in"
    __table_args__ = (one_of("kind", values_of(SignInKind)),)

    kind: Words
    person_id: UUID | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE")
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    lookup: bytes = Field(unique=True)
    code_hash: bytes | None = None
    sealed: bytes | None = Field(None, sa_column_kwargs=personal(Visibility.NOBODY))
    tries: int = 0
    expires_at: datetime
    used_at: datetime | None = None


class Throttle(GlobalRow, table=True):
    """How often something was tried in a window; `key` is a keyed digest of who and what."""

    __tablename__ = "throttle"

    key: bytes = Field(unique=True)
    window_ends_at: datetime
    count: int = 0
    reason: MaybeWords = None
