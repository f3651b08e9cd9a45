"""A programme: what the organisation wants people to speak up about, and on which terms."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from kernel.tables.base import OwnedRow, Words, all_of, one_of, values_of

ProgrammeKind = Literal["employee", "student", "citizen", "member"]
Joining = Literal["open", "code", "apply", "invite"]
Approval = Literal["never", "new", "always"]
Outcome = Literal["brand", "engagement", "recruitment", "awareness", "sales", "cohesion", "ties"]


class Programme(OwnedRow, table=True):
    """`version` grows with every change, for If-Match. `disclosure`, `guidelines` and `words` hold a text per language."""

    __tablename__ = "programme"
    __table_args__ = (
        one_of("kind", values_of(ProgrammeKind)),
        one_of("joining", values_of(Joining)),
        one_of("approval", values_of(Approval)),
        all_of("outcomes", values_of(Outcome)),
        CheckConstraint("min_group_size >= 5", name="min_group_size"),
    )

    kind: Words
    name: Words
    purpose: Words = ""
    outcomes: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    joining: Words
    question: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    starts_on: date | None = None
    ends_on: date | None = None
    approval: Words
    min_group_size: int
    lateness_minutes: int
    disclosure: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    guidelines: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    words: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    link_domains: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    version: int = 1
