"""Practice accounts: who they are, who follows them, and the numbers Mastodon shows of them."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from practice.people import CROWD, PEOPLE
from practice.store import Store, from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Account:
    """Someone on the network; `crowd` are those who only react."""

    id: int
    username: str
    display_name: str
    crowd: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Numbers:
    """An account's public counters."""

    followers: int
    following: int
    statuses: int
    last_status_at: datetime | None


@dataclass(frozen=True, slots=True)
class Census:
    """How many people there are, how many posted within 30 days, and how many posts stand."""

    people: int
    active: int
    statuses: int


def seed_people(store: Store, now: datetime) -> None:
    """The invented people exist from the first start on; a later start changes nothing."""
    with store.transaction():
        for crowd, people in ((False, PEOPLE), (True, CROWD)):
            for person in people:
                if account_named(store, person.username) is None:
                    add_account(store, person.username, person.display_name, now, crowd=crowd)


def add_account(store: Store, username: str, display_name: str, now: datetime, *, crowd: bool = False) -> Account:
    """A new account; the caller has seen to it that the name is free."""
    account = Account(store.next_id(now), username, display_name, crowd, from_ms(to_ms(now)))
    store.run(
        "INSERT INTO accounts (id, username, display_name, crowd, created_at) VALUES (?, ?, ?, ?, ?)",
        account.id,
        username,
        display_name,
        crowd,
        to_ms(now),
    )
    return account


def account_named(store: Store, username: str) -> Account | None:
    """The account of this name, in any case of letters."""
    return _account(store.row("SELECT * FROM accounts WHERE username = ?", username))


def account_by_id(store: Store, account_id: int) -> Account | None:
    """The account of this id."""
    return _account(store.row("SELECT * FROM accounts WHERE id = ?", account_id))


def accounts_to_sign_in_as(store: Store) -> list[Account]:
    """Everyone but the crowd, the eldest first."""
    return _accounts(store.rows("SELECT * FROM accounts WHERE NOT crowd ORDER BY id"))


def crowd_accounts(store: Store) -> list[Account]:
    """The invented people who react."""
    return _accounts(store.rows("SELECT * FROM accounts WHERE crowd ORDER BY id"))


def numbers_of(store: Store, account_id: int) -> Numbers:
    """The account's counters."""
    row = store.row(
        "SELECT (SELECT count(*) FROM follows WHERE account_id = ?1), (SELECT count(*) FROM follows"
        " WHERE follower_id = ?1), statuses, last_status_at FROM accounts WHERE id = ?1",
        account_id,
    )
    assert row is not None
    return Numbers(row[0], row[1], row[2], None if row[3] is None else from_ms(row[3]))


def take_census(store: Store, now: datetime) -> Census:
    """Count the whole network."""
    return Census(
        store.number("SELECT count(*) FROM accounts"),
        store.number(
            "SELECT count(DISTINCT account_id) FROM statuses WHERE created_at > ?", to_ms(now - timedelta(days=30))
        ),
        store.number("SELECT count(*) FROM statuses WHERE deleted_at IS NULL"),
    )


def add_follower(store: Store, account_id: int, follower_id: int) -> None:
    """One more follower; a second time changes nothing."""
    store.run("INSERT OR IGNORE INTO follows (account_id, follower_id) VALUES (?, ?)", account_id, follower_id)


def next_follower(store: Store, account_id: int) -> Account | None:
    """The next of the crowd who does not follow the account yet; None when all do."""
    return _account(
        store.row(
            "SELECT * FROM accounts WHERE crowd AND id <> ?1"
            " AND id NOT IN (SELECT follower_id FROM follows WHERE account_id = ?1) ORDER BY id LIMIT 1",
            account_id,
        )
    )


def _accounts(rows: list[sqlite3.Row]) -> list[Account]:
    return [account for row in rows if (account := _account(row)) is not None]


def _account(row: sqlite3.Row | None) -> Account | None:
    if row is None:
        return None
    return Account(row["id"], row["username"], row["display_name"], bool(row["crowd"]), from_ms(row["created_at"]))
