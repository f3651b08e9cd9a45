"""An invitation as it is made and shown, and what it offers whoever holds it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from api.features.programmes.service import PerLanguage, WordsPerLanguage
from api.web.shapes import Incoming, Name, Outgoing
from kernel.tables.ambassadors import Role
from kernel.tables.programmes import ProgrammeKind

LARGEST_CAP = 100_000
InvitationState = Literal["open", "used_up", "expired", "revoked"]


class Invitation(Outgoing):
    """A code, `url` with it in, and how many have joined by it. `cap` and `expires_at` are null where there is none."""

    id: UUID
    label: str
    code: str
    url: str
    role: Role
    cap: int | None
    used: int
    expires_at: datetime | None
    state: InvitationState
    created_at: datetime


class JoinOrganisation(Outgoing):
    """Who invites."""

    name: str
    brand_colour: str | None


class JoinProgramme(Outgoing):
    """To what."""

    name: str
    kind: ProgrammeKind
    purpose: str
    words: WordsPerLanguage
    guidelines: PerLanguage


class JoinOffer(Outgoing):
    """What the holder of a code is offered. `question` is there where an application is needed and asks something."""

    organisation: JoinOrganisation
    programme: JoinProgramme
    role: Role
    needs_application: bool
    question: PerLanguage | None


class NewInvitation(Incoming):
    """A code for more than an ambassador has a cap of 1 and ends in a week, unless it says otherwise."""

    label: Name
    role: Role
    cap: Annotated[int, Field(ge=1, le=LARGEST_CAP)] | None = None
    expires_at: AwareDatetime | None = None
