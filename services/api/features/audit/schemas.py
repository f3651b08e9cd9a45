"""An event as it is shown: ids from the log, names looked up now."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from api.web.shapes import Outgoing, Personal
from kernel.tables.base import Visibility


class EventActor(Outgoing):
    """Who did it. `name` is null for the installation itself, and for someone who is no longer here."""

    kind: Literal["person", "key", "system"]
    name: Annotated[str | None, Personal(Visibility.MANAGERS)]


class EventSubject(Outgoing):
    """What it was done to. `name` is null where it has none, or is no longer here."""

    kind: str
    id: UUID | None
    name: Annotated[str | None, Personal(Visibility.MANAGERS)]


class Event(Outgoing):
    """One event; `verb` is `thing.done`, `sequence` counts within the organisation without gaps."""

    id: UUID
    sequence: int
    at: datetime
    actor: EventActor
    verb: str
    subject: EventSubject
    detail: dict[str, Any]
