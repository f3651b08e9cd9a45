"""When the person behind a connection has to be told that it ends. Pure."""

from datetime import datetime, timedelta

from networks.grants import Connection

WARNED, WARNED_LATE = timedelta(days=14), timedelta(days=3)
"""How long before its end a connection is shown as expiring: late where its tokens are renewed by us, because a consent
to that may last two weeks altogether (AT Protocol, public clients)."""


def end_of(connection: Connection) -> datetime | None:
    """When the person's own consent is needed again; None where nobody knows of an end."""
    if connection.refresh_expires_at is not None:
        return connection.refresh_expires_at
    return None if connection.refresh_token else connection.expires_at


def state_of(connection: Connection, at: datetime) -> str:
    """The state of a profile whose connection the network accepts."""
    end, warned = end_of(connection), WARNED_LATE if connection.refresh_token else WARNED
    return "expiring" if end is not None and end <= at + warned else "connected"
