"""A programme as it is made, shown and changed."""

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from api.web.shapes import Incoming, Line, Name, Outgoing, Patch, Text
from kernel.tables.programmes import Approval, Joining, Outcome, ProgrammeKind

_DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
MOST_DOMAINS = 50
LONGEST_LATENESS = 24 * 60
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value.lower()):
        raise PydanticCustomError("domain", "Write a domain like example.org, without https://")
    return value.lower()


def _each_once(values: list[Outcome]) -> list[Outcome]:
    return list(dict.fromkeys(values))


Domain = Annotated[str, StringConstraints(max_length=253), AfterValidator(_domain)]
Outcomes = Annotated[list[Outcome], Field(max_length=20), AfterValidator(_each_once)]
Purpose = Annotated[str, StringConstraints(max_length=1000)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PerLanguage(TypedDict):
    """A text in each language."""

    __pydantic_config__ = _STRICT  # pyright: ignore[reportGeneralTypeIssues]
    da: Text
    en: Text


class LinePerLanguage(TypedDict):
    """One line in each language."""

    __pydantic_config__ = _STRICT  # pyright: ignore[reportGeneralTypeIssues]
    da: Line
    en: Line


class Words(TypedDict):
    """What an ambassador is called here, one and many."""

    __pydantic_config__ = _STRICT  # pyright: ignore[reportGeneralTypeIssues]
    ambassador: Word
    ambassadors: Word


class WordsPerLanguage(TypedDict):
    """The words in each language."""

    __pydantic_config__ = _STRICT  # pyright: ignore[reportGeneralTypeIssues]
    da: Words
    en: Words


class KindDefaults(Outgoing):
    """What a programme of a kind begins with, in this organisation's name."""

    joining: Joining
    approval: Approval
    min_group_size: int
    lateness_minutes: int
    outcomes: list[Outcome]
    disclosure: PerLanguage
    words: WordsPerLanguage
    question: PerLanguage
    guidelines: PerLanguage


class Kind(Outgoing):
    """A kind of programme."""

    kind: ProgrammeKind
    defaults: KindDefaults


class Programme(Outgoing):
    """`question` is what applicants answer. Groups smaller than `min_group_size` people are shown in no figure."""

    id: UUID
    kind: ProgrammeKind
    name: str
    purpose: str
    outcomes: list[Outcome]
    joining: Joining
    question: PerLanguage | None
    starts_on: date | None
    ends_on: date | None
    approval: Approval
    min_group_size: int
    lateness_minutes: int
    disclosure: PerLanguage
    guidelines: PerLanguage
    link_domains: list[str]
    words: WordsPerLanguage
    etag: str


class NewProgramme(Incoming):
    """What is left out is as the kind has it."""

    kind: ProgrammeKind
    name: Name
    purpose: Purpose
    outcomes: Outcomes | None = None
    joining: Joining | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class ProgrammePatch(Patch):
    """What is left out stays. Its kind never changes, nor does `approval` as long as nobody can approve."""

    name: Name = ""
    purpose: Purpose = ""
    outcomes: Outcomes = []
    joining: Joining = "code"
    question: LinePerLanguage = {"da": "", "en": ""}
    starts_on: date | None = None
    ends_on: date | None = None
    min_group_size: Annotated[int, Field(ge=5, le=1000)] = 5
    lateness_minutes: Annotated[int, Field(ge=5, le=LONGEST_LATENESS)] = 60
    disclosure: LinePerLanguage = {"da": "", "en": ""}
    guidelines: PerLanguage = {"da": "", "en": ""}
    link_domains: Annotated[list[Domain], Field(max_length=MOST_DOMAINS)] = []
    words: WordsPerLanguage = {
        "da": {"ambassador": "", "ambassadors": ""},
        "en": {"ambassador": "", "ambassadors": ""},
    }
