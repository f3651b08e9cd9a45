"""Members of a programme, and what it takes to become one."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.web.shapes import Incoming, Line, Name, Outgoing, Patch, Personal, Text, Zone
from kernel.tables.ambassadors import AmbassadorState, Role
from kernel.tables.base import Visibility
from kernel.tables.organisations import Language

MOST_TAGS = 30


def _each_once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


Tag = Annotated[Line, StringConstraints(min_length=1, max_length=40)]
Roles = Annotated[list[Role], Field(min_length=1, max_length=4), AfterValidator(_each_once)]
Managed = Personal(Visibility.MANAGERS)


class JoinIn(Incoming):
    """Somebody joins. A name is all it takes; one who is signed in already keeps their own."""

    name: Name
    locale: Language
    zone: Zone
    accepts_guidelines: Literal[True]
    application: Annotated[Text, StringConstraints(max_length=2000)] | None = None


class Ambassador(Outgoing):
    """A member of a programme. `joined_at` is null for one who has not been let in yet."""

    id: UUID
    name: Annotated[str, Personal(Visibility.MEMBERS)]
    state: Annotated[AmbassadorState, Managed]
    roles: list[Role]
    tags: Annotated[list[str], Managed]
    languages: Annotated[list[Language], Managed]
    joined_at: Annotated[datetime | None, Managed]
    application: Annotated[str | None, Managed]
    etag: str


class AmbassadorPatch(Patch):
    """What is left out stays."""

    roles: Roles = []
    tags: Annotated[list[Tag], Field(max_length=MOST_TAGS), AfterValidator(_each_once)] = []
    languages: Annotated[list[Language], Field(max_length=2), AfterValidator(_each_once)] = []


class Reason(Incoming):
    """Why not; for those who run the programme."""

    reason: Annotated[Text, StringConstraints(max_length=1000)]


class Tags(Outgoing):
    """The tags in use, by name."""

    tags: list[str]
