"""Favourites and boosts, and how many of them and of answers a post has."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from practice.records.accounts import Account, account_by_id
from practice.store import Store

Reaction: TypeAlias = Literal["favourite", "reblog"]


@dataclass(frozen=True, slots=True)
class Reactions:
    """A post's counters."""

    replies: int
    reblogs: int
    favourites: int


def add_reaction(store: Store, status_id: int, kind: Reaction, account_id: int) -> None:
    """One more favourite or reblog; a second time changes nothing."""
    store.run(
        "INSERT OR IGNORE INTO reactions (status_id, kind, account_id) VALUES (?, ?, ?)", status_id, kind, account_id
    )


def reactions_to(store: Store, status_id: int) -> Reactions:
    """The counters of a post."""
    row = store.row(
        "SELECT (SELECT count(*) FROM statuses WHERE in_reply_to_id = ?1 AND deleted_at IS NULL),"
        " count(*) FILTER (WHERE kind = 'reblog'), count(*) FILTER (WHERE kind = 'favourite')"
        " FROM reactions WHERE status_id = ?1",
        status_id,
    )
    assert row is not None
    return Reactions(row[0], row[1], row[2])


def people_who_reacted(store: Store, status_id: int, kind: Reaction) -> list[Account]:
    """Who favourited or reblogged a post."""
    rows = store.rows("SELECT account_id FROM reactions WHERE status_id = ? AND kind = ?", status_id, kind)
    return [account for row in rows if (account := account_by_id(store, row["account_id"])) is not None]
