"""Posts, and the keys that keep them single. A deleted post stays: this table is the ledger."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from practice.ids import LARGEST
from practice.records.accounts import Account, account_by_id
from practice.store import Store, from_ms, to_ms

KEY_LIFE = timedelta(hours=1)
"""How long Mastodon keeps an Idempotency-Key (PostStatusService)."""

Visibility: TypeAlias = Literal["public", "unlisted", "private", "direct"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a post says, checked."""

    text: str
    spoiler_text: str = ""
    sensitive: bool = False
    visibility: Visibility = "public"
    language: str = "en"
    in_reply_to_id: int | None = None
    media_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """A post."""

    id: int
    account: Account
    app_id: int | None
    draft: Draft
    idempotency_key: str | None
    created_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list: the newest below `max_id` and above `since_id`."""

    limit: int = 20
    max_id: int | None = None
    since_id: int | None = None

    @property
    def below(self) -> int:
        """Ids are below this."""
        return LARGEST if self.max_id is None else self.max_id

    @property
    def above(self) -> int:
        """Ids are above this."""
        return self.since_id or 0


def add_status(
    store: Store, account: Account, draft: Draft, now: datetime, *, app_id: int | None = None, key: str | None = None
) -> Status:
    """Store a post with its key and its media, all or nothing."""
    status_id = store.next_id(now)
    with store.transaction():
        store.run(
            "INSERT INTO statuses (id, account_id, app_id, text, spoiler_text, sensitive, visibility, language,"
            " in_reply_to_id, idempotency_key, media_ids, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            status_id,
            account.id,
            app_id,
            draft.text,
            draft.spoiler_text,
            draft.sensitive,
            draft.visibility,
            draft.language,
            draft.in_reply_to_id,
            key,
            json.dumps(draft.media_ids),
            to_ms(now),
        )
        store.run(
            "UPDATE accounts SET statuses = statuses + 1, last_status_at = ? WHERE id = ?", to_ms(now), account.id
        )
        for media_id in draft.media_ids:
            store.run("UPDATE media SET status_id = ? WHERE id = ?", status_id, media_id)
        if key is not None:
            store.run(
                "INSERT OR REPLACE INTO idempotency_keys (account_id, key, status_id, expires_at) VALUES (?, ?, ?, ?)",
                account.id,
                key,
                status_id,
                to_ms(now + KEY_LIFE),
            )
    return Status(status_id, account, app_id, draft, key, from_ms(to_ms(now)), None)


def status_id_of_key(store: Store, account_id: int, key: str, now: datetime) -> int | None:
    """The post this account made with this key within the last hour, deleted or not."""
    row = store.row(
        "SELECT status_id FROM idempotency_keys WHERE account_id = ? AND key = ? AND expires_at > ?",
        account_id,
        key,
        to_ms(now),
    )
    return None if row is None else row["status_id"]


def live_status(store: Store, status_id: int) -> Status | None:
    """The post of this id, unless deleted."""
    rows = store.rows("SELECT * FROM statuses WHERE id = ? AND deleted_at IS NULL", status_id)
    return _status(store, rows[0]) if rows else None


def timeline(store: Store, part: Slice) -> list[Status]:
    """Public posts that answer nobody, newest first."""
    rows = store.rows(
        "SELECT * FROM statuses WHERE visibility = 'public' AND in_reply_to_id IS NULL AND deleted_at IS NULL"
        " AND id < ? ORDER BY id DESC LIMIT ?",
        part.below,
        part.limit,
    )
    return [_status(store, row) for row in rows]


def tagged(store: Store, tag: str, part: Slice) -> list[Status]:
    """Public posts whose text holds a word with a hash mark, newest first; the caller looks closer."""
    rows = store.rows(
        "SELECT * FROM statuses WHERE visibility = 'public' AND text LIKE ? AND deleted_at IS NULL"
        " AND id < ? ORDER BY id DESC LIMIT ?",
        f"%#{tag}%",
        part.below,
        part.limit,
    )
    return [_status(store, row) for row in rows]


def statuses_of(
    store: Store,
    account_id: int,
    part: Slice,
    *,
    own: bool = False,
    only_media: bool = False,
    replies: bool = True,
    made_until: datetime | None = None,
) -> list[Status]:
    """An account's posts, newest first; the private ones too when they are the reader's `own`."""
    rows = store.rows(
        "SELECT * FROM statuses WHERE account_id = ?1 AND deleted_at IS NULL AND id < ?2 AND id > ?3"
        " AND (visibility IN ('public', 'unlisted') OR ?4) AND (media_ids <> '[]' OR NOT ?5)"
        " AND (in_reply_to_id IS NULL OR ?6) AND (created_at <= ?7 OR ?7 IS NULL) ORDER BY id DESC LIMIT ?8",
        account_id,
        part.below,
        part.above,
        own,
        only_media,
        replies,
        None if made_until is None else to_ms(made_until),
        part.limit,
    )
    return [_status(store, row) for row in rows]


def replies_to(store: Store, status_id: int) -> list[Status]:
    """The public answers to a post, the eldest first."""
    rows = store.rows(
        "SELECT * FROM statuses WHERE in_reply_to_id = ? AND visibility IN ('public', 'unlisted')"
        " AND deleted_at IS NULL ORDER BY id",
        status_id,
    )
    return [_status(store, row) for row in rows]


def delete_status(store: Store, status_id: int, now: datetime) -> None:
    """Take a post away from everyone but the ledger; its media are free for another post."""
    with store.transaction():
        store.run("UPDATE statuses SET deleted_at = ? WHERE id = ?", to_ms(now), status_id)
        store.run(
            "UPDATE accounts SET statuses = statuses - 1 WHERE id = (SELECT account_id FROM statuses WHERE id = ?)",
            status_id,
        )
        store.run("UPDATE media SET status_id = NULL WHERE status_id = ?", status_id)


def ledger(store: Store, *, account_id: int | None, after: int, limit: int) -> list[Status]:
    """Every post a client ever had accepted, deleted ones too, the eldest first."""
    rows = store.rows(
        "SELECT * FROM statuses WHERE app_id IS NOT NULL AND id > ? AND (account_id = ? OR ? IS NULL)"
        " ORDER BY id LIMIT ?",
        after,
        account_id,
        account_id,
        limit,
    )
    return [_status(store, row) for row in rows]


def _status(store: Store, row: sqlite3.Row) -> Status:
    account = account_by_id(store, row["account_id"])
    assert account is not None
    draft = Draft(
        row["text"],
        row["spoiler_text"],
        bool(row["sensitive"]),
        row["visibility"],
        row["language"],
        row["in_reply_to_id"],
        tuple(json.loads(row["media_ids"])),
    )
    deleted_at = None if row["deleted_at"] is None else from_ms(row["deleted_at"])
    return Status(
        row["id"], account, row["app_id"], draft, row["idempotency_key"], from_ms(row["created_at"]), deleted_at
    )
