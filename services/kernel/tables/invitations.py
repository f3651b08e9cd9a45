"""Invitations to a programme: codes on posters and in links."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field

from kernel.tables.ambassadors import ROLES
from kernel.tables.base import MaybeWords, OwnedRow, Words, one_of, owned


class Invitation(OwnedRow, table=True):
    """A code that lets people in: on a poster, in a link. It is public by nature, so it has a cap, an end and a role."""

    __tablename__ = "invitation"
    __table_args__ = (owned("programme_id", "programme"), one_of("role", ROLES))

    programme_id: UUID
    label: Words
    code: str = Field(unique=True, sa_type=Text)
    role: Words
    cap: int | None = None
    used: int = 0
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    made_by: UUID | None = Field(default=None, foreign_key="person.id")
    note: MaybeWords = None
