"""Messages that nothing on this machine could deliver, such as sign-in codes: kept to be read on the page."""

from dataclasses import dataclass
from datetime import datetime

from practice.store import Store, from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Message:
    """A message to someone outside the network."""

    id: int
    recipient: str
    subject: str
    body: str
    created_at: datetime


def add_message(store: Store, recipient: str, subject: str, body: str, now: datetime) -> Message:
    """Keep a message."""
    message = Message(store.next_id(now), recipient, subject, body, from_ms(to_ms(now)))
    store.run(
        "INSERT INTO messages (id, recipient, subject, body, created_at) VALUES (?, ?, ?, ?, ?)",
        message.id,
        recipient,
        subject,
        body,
        to_ms(now),
    )
    return message


def latest_messages(store: Store, limit: int = 50) -> list[Message]:
    """The newest messages first."""
    rows = store.rows("SELECT * FROM messages ORDER BY id DESC LIMIT ?", limit)
    return [
        Message(row["id"], row["recipient"], row["subject"], row["body"], from_ms(row["created_at"])) for row in rows
    ]
