"""What every table has, and the names of its constraints."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text, UniqueConstraint, func
from sqlmodel import Field, SQLModel

from kernel.kit.ids import new_id

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Words = Annotated[str, Field(sa_type=Text)]
MaybeWords = Annotated[str | None, Field(sa_type=Text)]


class Visibility:
    """Who may see a personal field; the classes that every personal column is marked with."""

    SELF: ClassVar[str] = "self"
    """The person alone (and the machinery that acts for them)."""
    MEMBERS: ClassVar[str] = "members"
    """People of the same programme: a name beside an idea or thanks."""
    MANAGERS: ClassVar[str] = "managers"
    """Those who run the programme: who applied, who is in it."""
    NOBODY: ClassVar[str] = "nobody"
    """Kept for the machinery only; shown on no screen and in no export but the person's own."""
    AGGREGATE: ClassVar[str] = "aggregate"
    """Only as a count over at least the programme's minimum group."""


def personal(visibility: str) -> dict[str, Any]:
    """Marks a column as personal data of this visibility class, for `sa_column_kwargs`."""
    return {"info": {"personal": visibility}}


def _now() -> datetime:
    return datetime.now(UTC)


class Row(SQLModel):
    """The base of every table. Table classes do not validate: never use one as a request or a response."""

    __tablename__: ClassVar[str]  # pyright: ignore[reportIncompatibleVariableOverride]

    created_at: datetime = Field(default_factory=_now, sa_column_kwargs={"server_default": func.now()})
    updated_at: datetime = Field(
        default_factory=_now, sa_column_kwargs={"server_default": func.now(), "onupdate": _now}
    )


class GlobalRow(Row):
    """A row that belongs to a person, not to an organisation."""

    id: UUID = Field(default_factory=new_id, primary_key=True)


class OwnedRow(Row):
    """A row of one organisation: every key begins with it."""

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    id: UUID = Field(default_factory=new_id, primary_key=True)


def owned(column: str, table: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A foreign key within the organisation: (organisation_id, column) → table(organisation_id, id)."""
    return ForeignKeyConstraint(
        ["organisation_id", column],
        [f"{table}.organisation_id", f"{table}.id"],
        ondelete="CASCADE" if cascade else None,
    )


def unique(*columns: str) -> UniqueConstraint:
    """Unique within the organisation."""
    return UniqueConstraint("organisation_id", *columns)


def one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """Text that is one of `values`."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(v) for v in values)})", name=column)


def all_of(column: str, values: Sequence[str]) -> CheckConstraint:
    """An array of text with nothing outside `values`."""
    return CheckConstraint(f"{column} <@ ARRAY[{', '.join(repr(v) for v in values)}]", name=column)


def values_of(literal: Any) -> tuple[str, ...]:
    """The strings of a Literal type."""
    return tuple(str(value) for value in get_args(literal))
