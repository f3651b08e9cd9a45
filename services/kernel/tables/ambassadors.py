"""A person's membership in a programme."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from kernel.tables.base import OwnedRow, Visibility, all_of, one_of, owned, personal, unique, values_of

Role = Literal["ambassador", "curator", "administrator", "viewer"]
AmbassadorState = Literal["applied", "invited", "active", "paused", "left", "declined"]
ROLES = values_of(Role)


class Ambassador(OwnedRow, table=True):
    """Only those with the role `ambassador` count in rates."""

    __tablename__ = "ambassador"
    __table_args__ = (
        owned("programme_id", "programme"),
        owned("invitation_id", "invitation"),
        unique("programme_id", "person_id"),
        one_of("state", values_of(AmbassadorState)),
        all_of("roles", ROLES),
    )

    programme_id: UUID
    person_id: UUID = Field(foreign_key="person.id", index=True)
    invitation_id: UUID | None = None
    roles: list[str] = Field(sa_type=ARRAY(Text))
    state: str = Field(sa_type=Text, sa_column_kwargs=personal(Visibility.MANAGERS))
    tags: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), sa_column_kwargs=personal(Visibility.MANAGERS))
    languages: list[str] = Field(
        default_factory=list, sa_type=ARRAY(Text), sa_column_kwargs=personal(Visibility.MANAGERS)
    )
    application: str | None = Field(default=None, sa_type=Text, sa_column_kwargs=personal(Visibility.MANAGERS))
    state_reason: str | None = Field(default=None, sa_type=Text, sa_column_kwargs=personal(Visibility.MANAGERS))
    accepted_guidelines_at: datetime | None = Field(default=None, sa_column_kwargs=personal(Visibility.MANAGERS))
    joined_at: datetime | None = Field(default=None, sa_column_kwargs=personal(Visibility.MANAGERS))
    left_at: datetime | None = Field(default=None, sa_column_kwargs=personal(Visibility.MANAGERS))
