"""What keeps posts from going out, whoever waits for them: a person's stop, a network's refusal, a restored database.

A hold is read in the transaction that writes a post's attempt, so nothing leaves while it stands; what falls due meanwhile
is `held`. How held posts are let go stands here, because api, publisher and console all do it.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field

from kernel.tables.base import MaybeWords, OwnedRow, Row, Visibility, Words, one_of, owned, personal, values_of

HoldScope = Literal["organisation", "network", "profile"]
HoldKind = Literal["switch", "pause"]
StandstillKind = Literal["switch", "restore"]
BudgetUnit = Literal["calls", "posts", "points", "percent"]
BreakerState = Literal["open", "half_open"]

STANDING = (
    "SELECT kind, because FROM (SELECT kind, because, created_at FROM standstill WHERE network IN ('', f.network)"
    " UNION ALL SELECT kind, because, created_at FROM hold WHERE organisation_id = f.organisation_id"
    " AND network IN ('', f.network) AND instance IN ('', f.instance) AND COALESCE(profile_id, f.id) = f.id) standing"
    " ORDER BY created_at LIMIT 1"
)
"""SQL: the hold that has stood longest over the profile `f`."""
HELD_BY = ("stopped", "network-paused")
"""The reasons of posts that are held by a switch or by a pause."""
_RELEASE = text(
    "UPDATE post p SET state = 'scheduled', reason_type = NULL, reason = NULL, tries = 0,"  # noqa: S608
    " due_at = CASE WHEN :late THEN GREATEST(p.due_at, clock_timestamp()) ELSE p.due_at END,"
    " turn_at = GREATEST(p.due_at, clock_timestamp()), updated_at = clock_timestamp() FROM profile f"
    " WHERE f.organisation_id = p.organisation_id AND f.id = p.profile_id AND p.state = 'held'"
    f" AND p.reason_type IN {HELD_BY} AND (CAST(:organisation AS uuid) IS NULL OR p.organisation_id = :organisation)"
    " AND :network IN ('', f.network) AND :instance IN ('', f.instance)"
    " AND (CAST(:profile AS uuid) IS NULL OR f.id = :profile) RETURNING p.id"
)


class Hold(OwnedRow, table=True):
    """While the row stands, nothing of its scope is sent for the organisation; lifting it deletes it.

    A *switch* is a person's, a *pause* ours after a network refused the organisation's app. An empty `network` or
    `instance` means all of them. `because` is in plain words. `placed_by` is empty for ourselves and for the console.
    `app_hash` is the SHA-256 of the app that was refused: another one ends the pause.
    """

    __tablename__ = "hold"
    __table_args__ = (
        owned("profile_id", "profile", cascade=True),
        one_of("scope", values_of(HoldScope)),
        one_of("kind", values_of(HoldKind)),
        Index(
            "uq_hold_scope",
            "organisation_id",
            "kind",
            "scope",
            "network",
            "instance",
            text("COALESCE(profile_id, organisation_id)"),
            unique=True,
        ),
    )

    scope: Words
    kind: Words
    network: Words = ""
    instance: Words = ""
    profile_id: UUID | None = None
    because: Words
    app_hash: bytes | None = None
    placed_by: UUID | None = Field(
        default=None,
        foreign_key="person.id",
        ondelete="SET NULL",
        sa_column_kwargs=personal(Visibility.MANAGERS),
    )


class Standstill(Row, table=True):
    """A hold over the whole installation, or one network of it: placed and lifted from the console alone."""

    __tablename__ = "standstill"
    __table_args__ = (one_of("kind", values_of(StandstillKind)),)

    kind: str = Field(primary_key=True, sa_type=Text)
    network: str = Field(default="", primary_key=True, sa_type=Text)
    because: Words
    placed_by: MaybeWords = None


class Generation(Row, table=True):
    """One life of the database: `fortaler restored` begins the next.

    `seen_at` is when a publisher last wrote that it is at work; the same stands in a file beside the database, and a
    database that remembers less than the file has been put back to an earlier time.
    """

    __tablename__ = "generation"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seen_at: datetime | None = None


class Breaker(Row, table=True):
    """A network, or one server of it, that fails: nobody tries it before `until`. One that is well has no row."""

    __tablename__ = "breaker"
    __table_args__ = (one_of("state", values_of(BreakerState)),)

    network: str = Field(primary_key=True, sa_type=Text)
    instance: str = Field(default="", primary_key=True, sa_type=Text)
    state: Words
    because: Words
    until: datetime


class Budget(OwnedRow, table=True):
    """What a network said is left, until `resets_at`, of what it takes: of an app's calls, or of a profile's where one is named.

    `span` tells budgets of the same app or profile apart; one post takes `each` of what is left. A profile's is written
    only when it is used up, an app's now and then; a budget without a row is not known.
    """

    __tablename__ = "budget"
    __table_args__ = (
        owned("profile_id", "profile", cascade=True),
        one_of("unit", values_of(BudgetUnit)),
        Index(
            "uq_budget_span",
            "organisation_id",
            "network",
            "instance",
            text("COALESCE(profile_id, organisation_id)"),
            "span",
            unique=True,
        ),
    )

    network: Words
    instance: Words = ""
    profile_id: UUID | None = None
    span: Words
    remaining: int
    most: int | None = None
    unit: Words
    each: int = 1
    resets_at: datetime


async def release_posts(
    session: AsyncSession,
    organisation_id: UUID | None,
    *,
    network: str = "",
    instance: str = "",
    profile_id: UUID | None = None,
    send_late: bool = False,
) -> int:
    """Let go what a lifted hold held; what another one still covers is held again by the publisher. How many posts.

    They keep their times: what is too late by now will be said to be missed, unless `send_late`. With no organisation
    (the owner's door alone) in all of them.
    """
    values: dict[str, Any] = {"organisation": organisation_id, "network": network, "instance": instance}
    found = await session.scalars(_RELEASE, values | {"profile": profile_id, "late": send_late})
    return len(found.all())
