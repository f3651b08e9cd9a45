"""A share is a person's decision to pass something on; a post is one share on one profile. Posts are their own queue."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Row, Visibility, Words, one_of, owned, personal, unique, values_of
from kernel.tables.organisations import LANGUAGES

PostMode = Literal["api", "assisted"]
PostState = Literal[
    "draft",
    "in_review",
    "scheduled",
    "claimed",
    "sending",
    "published",
    "retry_wait",
    "needs_reconnect",
    "refused",
    "unknown",
    "ask_person",
    "cancelled",
    "withdrawn",
    "missed",
    "held",
    "prepared",
    "opened",
    "declared",
]
Evidence = Literal["opened", "declared", "clicks", "link", "confirmed"]
AttemptOutcome = Literal["published", "not_sent", "unknown", "refused", "reconnect", "ours"]
LIVE_STATES = ("sending", "unknown", "ask_person", "published")
"""A post in one of these may be on the network: there is at most one per share and profile."""
IN_FLIGHT = ("claimed", "sending")
"""A post in one of these is with a publisher now: there is at most one per profile."""
IS_OUT = "(post.state IN ('published', 'declared') OR post.evidence IN ('clicks', 'link', 'confirmed'))"
"""SQL: whether a post is out there, as far as anybody knows. One that was only opened by hand may never have been sent."""
QUEUE_STATES = ("scheduled", "claimed", "sending", "retry_wait", "unknown")
"""A post in one of these is the publisher's to move on."""


class Consent(OwnedRow, table=True):
    """A person's confirmation of the exact words: `shown` is the digest of what was on the screen, per profile."""

    __tablename__ = "consent"

    person_id: UUID = Field(foreign_key="person.id")
    statement: Words
    shown: dict[str, Any] = Field(sa_type=JSONB)
    given_at: datetime
    withdrawn_at: datetime | None = None


class Share(OwnedRow, table=True):
    """`story_id` is empty for a post of one's own."""

    __tablename__ = "share"
    __table_args__ = (
        owned("programme_id", "programme"),
        owned("ambassador_id", "ambassador"),
        owned("story_id", "story"),
        owned("consent_id", "consent"),
        one_of("language", LANGUAGES),
        Index("ix_share_story", "organisation_id", "story_id"),
        Index("ix_share_mine", "organisation_id", "ambassador_id", text("id DESC")),
    )

    programme_id: UUID
    ambassador_id: UUID
    story_id: UUID | None = None
    consent_id: UUID
    language: Words
    own_words: bool = True


class Post(OwnedRow, table=True):
    """`payload` is frozen when the person confirms: `networks.stored.to_json` of the network's `Rendered`, link and all.

    Whoever sends it renders nothing. `payload_hash` is the SHA-256 of its canonical JSON (`networks.stored.digest`).
    `turn_at` is when the publisher should next look (while it holds a post: when its lease ends); only the database's
    clock decides. Every write after a claim says WHERE epoch = mine. `tries` counts calls that were not taken, `checks`
    how often a lost answer was looked for, `empty_reads` how many of those found nothing, `faults` failures of our own.
    """

    __tablename__ = "post"
    __table_args__ = (
        owned("share_id", "share"),
        owned("profile_id", "profile"),
        one_of("mode", values_of(PostMode)),
        one_of("state", values_of(PostState)),
        one_of("evidence", values_of(Evidence)),
        Index(
            "uq_post_live",
            "organisation_id",
            "share_id",
            "profile_id",
            unique=True,
            postgresql_where=text(f"state IN ({', '.join(repr(s) for s in LIVE_STATES)})"),
        ),
        Index(
            "uq_post_in_flight",
            "organisation_id",
            "profile_id",
            unique=True,
            postgresql_where=text(f"state IN ({', '.join(repr(s) for s in IN_FLIGHT)})"),
        ),
        Index(
            "ix_post_turn",
            "turn_at",
            postgresql_where=text(f"state IN ({', '.join(repr(s) for s in QUEUE_STATES)})"),
        ),
        Index(
            "ix_post_waiting",
            "organisation_id",
            "turn_at",
            postgresql_where=text("state IN ('scheduled', 'retry_wait')"),
        ),
        Index("ix_post_profile", "organisation_id", "profile_id", "state"),
        Index("ix_post_share", "organisation_id", "share_id"),
    )

    share_id: UUID
    profile_id: UUID
    network: Words
    mode: Words
    state: Words
    reason_type: MaybeWords = None
    reason: MaybeWords = None
    text: str = Field(sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    content_warning: MaybeWords = None
    visibility: MaybeWords = None
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB, sa_column_kwargs=personal(Visibility.SELF))
    payload_hash: bytes = b""
    idempotency_key: MaybeWords = None
    due_at: datetime
    wall_time: MaybeWords = None
    zone: MaybeWords = None
    turn_at: datetime
    epoch: int = 0
    lease_until: datetime | None = None
    claimed_by: MaybeWords = None
    tries: int = 0
    checks: int = 0
    empty_reads: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    faults: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    external_id: MaybeWords = None
    external_url: str | None = Field(default=None, sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))
    evidence: MaybeWords = None
    published_at: datetime | None = None


class PostPicture(Row, table=True):
    """A picture of a post, by its place among them from 0, as its author described it. What is sent is in the payload."""

    __tablename__ = "post_picture"
    __table_args__ = (owned("post_id", "post", cascade=True), owned("asset_id", "asset"))

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    post_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    asset_id: UUID
    alt: str = Field(sa_type=Text, sa_column_kwargs=personal(Visibility.SELF))


class PostFingerprint(Row, table=True):
    """One run of words of a post (`networks.likeness`), without the words: by it near copies are found.

    Rows rather than an array, because Postgres uses no index on arrays under row-level security (`&&` may leak). They go
    with the post, or when their author shares again and it is too old to be compared with.
    """

    __tablename__ = "post_fingerprint"
    __table_args__ = (
        owned("post_id", "post", cascade=True),
        Index("ix_post_fingerprint_post", "organisation_id", "post_id"),
    )

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    fingerprint: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=personal(Visibility.NOBODY))
    post_id: UUID = Field(primary_key=True)


class Attempt(OwnedRow, table=True):
    """One try to publish, committed before any byte leaves: what was sent, and what became of it."""

    __tablename__ = "attempt"
    __table_args__ = (
        owned("post_id", "post", cascade=True),
        unique("post_id", "number"),
        one_of("outcome", values_of(AttemptOutcome)),
    )

    post_id: UUID
    number: int
    epoch: int
    consent_id: UUID
    payload_hash: bytes
    step: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    started_at: datetime
    finished_at: datetime | None = None
    outcome: MaybeWords = None
    error_kind: MaybeWords = None
    excerpt: MaybeWords = None
