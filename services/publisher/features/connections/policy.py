"""When the person behind a connection has to be told that it ends. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from networks.grants import Connection

USUAL, SILENT, SHORT = (14, 7, 1), (15, 8, 2), (3, 1)
"""On which days before its end a person is told: first, when the connection begins to be shown as expiring.

LinkedIn's tokens of sixty days that nobody renews are asked for anew without a consent page while they stand, so there it
is days 45, 52 and 58. A consent to the AT Protocol may last two weeks altogether (public clients): later, there.
"""
SAME_END = timedelta(hours=12)
"""Ends that differ by less are the same one, told a little differently by each answer."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a person is told, once: the connection ends at `end`, in at most so many days."""

    end: datetime
    days: int


def end_of(connection: Connection) -> datetime | None:
    """When the person's own consent is needed again; None where nobody knows of an end."""
    if connection.refresh_expires_at is not None:
        return connection.refresh_expires_at
    return None if connection.refresh_token else connection.expires_at


def steps_of(connection: Connection) -> tuple[int, ...]:
    """How many days before its end the connection's person is told, the first time first."""
    if connection.network == "linkedin" and not connection.refresh_token:
        return SILENT
    return SHORT if connection.network == "bluesky" else USUAL


def state_of(connection: Connection, at: datetime) -> str:
    """The state of a profile whose connection the network accepts."""
    return "expiring" if reminder_of(connection, at) else "connected"


def reminder_of(connection: Connection, at: datetime) -> Reminder | None:
    """What the person has to be told by now; of several reminders that are due only the last."""
    end = end_of(connection)
    if end is None:
        return None
    days = min((step for step in steps_of(connection) if end - at <= timedelta(days=step)), default=None)
    return None if days is None else Reminder(end, days)


def is_told(reminder: Reminder, told_of: datetime | None, told_days: int | None) -> bool:
    """Whether the person has been told this, or what comes after it, of this very end."""
    same = told_of is not None and abs(told_of - reminder.end) < SAME_END
    return same and told_days is not None and told_days <= reminder.days


def look_again(connection: Connection, at: datetime, wait: timedelta) -> datetime:
    """When to look next: after `wait`, or when a reminder is due before that."""
    end = end_of(connection)
    steps = [] if end is None else [end - timedelta(days=step) for step in steps_of(connection)]
    return min((step for step in steps if at < step < at + wait), default=at + wait)
