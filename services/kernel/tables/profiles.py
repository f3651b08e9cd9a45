"""A person's own social profiles, and the tokens that let us act on them when they say so."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Row, Visibility, Words, one_of, owned, personal, unique, values_of

ProfileKind = Literal["personal", "professional", "page"]
ConnectingKind = Literal["personal", "page", "choice"]
ProfileState = Literal["connected", "expiring", "needs_reconnect", "revoked", "declared"]


class Profile(OwnedRow, table=True):
    """`declared` profiles have no API: their owner shares by hand. `service` is the address that the API is spoken at.

    `instance_rules` are what its server asks of everybody on it, in the server's own words. Of the end `told_of` its person
    was last told when it was at most `told_days` away.
    """

    __tablename__ = "profile"
    __table_args__ = (
        one_of("kind", values_of(ProfileKind)),
        one_of("state", values_of(ProfileState)),
        Index(
            "uq_profile_account",
            "organisation_id",
            "person_id",
            "network",
            "instance",
            "external_id",
            unique=True,
            postgresql_where=text("state <> 'revoked'"),
        ),
    )

    person_id: UUID = Field(foreign_key="person.id", index=True)
    network: str = Field(sa_type=Text, sa_column_kwargs=personal(Visibility.AGGREGATE))
    instance: Words = ""
    service: MaybeWords = None
    kind: Words = "personal"
    external_id: str = Field(default="", sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    handle: str = Field(default="", sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    display_name: str = Field(default="", sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    avatar_url: str | None = Field(default=None, sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    state: Words
    state_reason: MaybeWords = None
    scopes: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    capabilities: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    limits: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    instance_rules: list[str] = Field(
        default_factory=list, sa_type=ARRAY(Text), sa_column_kwargs={"server_default": text("'{}'")}
    )
    expires_at: datetime | None = None
    told_of: datetime | None = None
    told_days: int | None = None
    disconnected_at: datetime | None = None


class ProfileToken(Row, table=True):
    """The sealed credentials of a profile: JSON of the network's own shape. The api can write them, never read them."""

    __tablename__ = "profile_token"
    __table_args__ = (owned("profile_id", "profile", cascade=True),)

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    profile_id: UUID = Field(primary_key=True)
    sealed: bytes = Field(sa_column_kwargs=personal(Visibility.NOBODY))
    key_id: Words


class Connecting(OwnedRow, table=True):
    """A connection under way between start and return: single use, ten minutes, bound to the session that began it.

    `kind` is what is to be connected; a `choice` came back, with several pages that its person has yet to choose from.
    """

    __tablename__ = "connecting"
    __table_args__ = (one_of("kind", values_of(ConnectingKind)),)

    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    session_id: UUID = Field(foreign_key="session.id", ondelete="CASCADE")
    profile_id: UUID | None = None
    kind: str = Field(default="personal", sa_type=Text, sa_column_kwargs={"server_default": "personal"})
    network: Words
    instance: Words = ""
    state_hash: bytes
    sealed: bytes
    return_to: Words
    expires_at: datetime
    used_at: datetime | None = None


class NetworkApp(OwnedRow, table=True):
    """The organisation's app at a network: at Mastodon one per instance, made on the fly; elsewhere entered by an owner.

    `metadata_` of one that was entered: `mode`, and `monthly_cap_cents` (US cents) where its calls cost and are capped.
    `used_at` is when somebody last connected through it, `tested_at` when the network was last asked about it.
    """

    __tablename__ = "network_app"
    __table_args__ = (unique("network", "instance"),)

    network: Words
    instance: Words = ""
    client_id: Words
    sealed: bytes
    scopes: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    metadata_: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, sa_column_kwargs={"name": "metadata"})
    tested_at: datetime | None = None
    used_at: datetime | None = None
