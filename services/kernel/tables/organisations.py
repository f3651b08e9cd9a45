"""An organisation: the one who runs programmes, and the boundary of every row."""

from typing import Literal
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field

from kernel.kit.ids import new_id
from kernel.tables.base import MaybeWords, Row, Visibility, Words, one_of, personal, values_of

Language = Literal["da", "en"]
LANGUAGES = values_of(Language)


class Organisation(Row, table=True):
    """`slug` is unique among all organisations: it stands in public addresses."""

    __tablename__ = "organisation"
    __table_args__ = (one_of("locale", LANGUAGES),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: Words
    slug: str = Field(unique=True, sa_type=Text)
    locale: Words = "da"
    time_zone: Words = "Europe/Copenhagen"
    brand_colour: MaybeWords = None


class OrganisationRole(Row, table=True):
    """A person's role in the organisation as a whole: an owner may do everything in all its programmes."""

    __tablename__ = "organisation_role"
    __table_args__ = (one_of("role", ("owner",)),)

    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    person_id: UUID = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    role: str = Field(default="owner", sa_type=Text, sa_column_kwargs=personal(Visibility.MANAGERS))
