"""Uploaded files: what they are, when they are ready, and the post they hang on."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from practice.store import Store, from_ms, to_ms

Kind: TypeAlias = Literal["image", "gifv", "video"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, looked at: its true type, its size in pixels where known, and a small picture of it."""

    kind: Kind
    mime: str
    width: int | None
    height: int | None
    file: bytes
    preview: bytes | None


@dataclass(frozen=True, slots=True)
class Media:
    """What is known of an uploaded file; `broken` shows once the work on it ends."""

    id: int
    account_id: int
    kind: Kind
    mime: str
    width: int | None
    height: int | None
    description: str | None
    focus: tuple[float, float] | None
    ready_at: datetime
    broken: bool
    status_id: int | None

    def is_ready(self, now: datetime) -> bool:
        """Whether the file may hang on a post."""
        return not self.broken and now >= self.ready_at


def add_media(store: Store, media: Media, upload: Upload) -> None:
    """Remember an uploaded file."""
    x, y = media.focus or (None, None)
    store.run(
        "INSERT INTO media (id, account_id, kind, mime, width, height, description, focus_x, focus_y, ready_at, broken,"
        " status_id, file, preview) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        media.id,
        media.account_id,
        media.kind,
        media.mime,
        media.width,
        media.height,
        media.description,
        x,
        y,
        to_ms(media.ready_at),
        media.broken,
        media.status_id,
        upload.file,
        upload.preview,
    )


def loose_media(store: Store, account_id: int, media_id: int) -> Media | None:
    """An upload of this account that hangs on no post yet."""
    row = store.row(
        "SELECT * FROM media_facts WHERE id = ? AND account_id = ? AND status_id IS NULL", media_id, account_id
    )
    return None if row is None else _media(row)


def describe_media(store: Store, media: Media, *, description: str | None, focus: tuple[float, float] | None) -> Media:
    """Give an upload another description or focus."""
    x, y = focus or (None, None)
    store.run("UPDATE media SET description = ?, focus_x = ?, focus_y = ? WHERE id = ?", description, x, y, media.id)
    return replace(media, description=description, focus=focus)


def media_of_status(store: Store, status_id: int, order: tuple[int, ...]) -> list[Media]:
    """What hangs on a post, in the order it was given."""
    rows = store.rows("SELECT * FROM media_facts WHERE status_id = ?", status_id)
    return sorted((_media(row) for row in rows), key=lambda media: order.index(media.id))


def media_file(store: Store, media_id: int) -> tuple[str, bytes] | None:
    """The file itself with its type."""
    row = store.row("SELECT mime, file FROM media WHERE id = ?", media_id)
    return None if row is None else (row["mime"], row["file"])


def media_preview(store: Store, media_id: int) -> bytes | None:
    """The small picture of a file, a JPEG; None where there is none."""
    row = store.row("SELECT preview FROM media WHERE id = ?", media_id)
    return None if row is None else row["preview"]


def _media(row: sqlite3.Row) -> Media:
    focus = None if row["focus_x"] is None else (row["focus_x"], row["focus_y"])
    return Media(
        row["id"],
        row["account_id"],
        row["kind"],
        row["mime"],
        row["width"],
        row["height"],
        row["description"],
        focus,
        from_ms(row["ready_at"]),
        bool(row["broken"]),
        row["status_id"],
    )
