"""The shapes that all bodies share: what comes in is strict about its fields, what goes out says who may see it."""

import re
from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

LONGEST_LINE, LONGEST_TEXT = 200, 10_000
"""Characters, where a field says nothing else."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAKS = re.compile(r"[\r\n\t\u2028\u2029]")
_EMAIL = re.compile(r"[^@\s,;<>\"()\[\]\\]{1,64}@[^@\s,;<>\"()\[\]\\.]+(\.[^@\s,;<>\"()\[\]\\.]+)+")
LONGEST_EMAIL = 254
"""RFC 5321 §4.5.3.1.3, without the angle brackets."""


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a field of an answer as personal data; `visibility` is one of kernel.tables.base.Visibility.

    The house test asks for it: a field that is neither marked nor on the list of impersonal names is refused.
    """

    visibility: str


def _refuse_control(value: Any) -> Any:
    if isinstance(value, str) and _CONTROL.search(value):
        raise PydanticCustomError("invisible_character", "Remove the invisible characters, and write it again")
    if isinstance(value, list):
        for part in value:  # pyright: ignore[reportUnknownVariableType]
            _refuse_control(part)
    if isinstance(value, dict):
        for key, part in value.items():  # pyright: ignore[reportUnknownVariableType]
            _refuse_control(key)
            _refuse_control(part)
    return value  # pyright: ignore[reportUnknownVariableType]


class Incoming(BaseModel):
    """A request body: unknown fields and invisible characters are refused, spaces around words are dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="after")
    @classmethod
    def refuse_control_characters(cls, value: Any) -> Any:
        """Postgres cannot hold a NUL, and nobody means to send one."""
        return _refuse_control(value)


class Patch(Incoming):
    """A change: what is left out stays as it is. The defaults of its fields mean nothing."""

    def apply_to(self, row: object) -> list[str]:
        """Set on `row` what was sent and differs; returns the names of what changed, sorted."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        changed = sorted(name for name, value in sent.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, sent[name])
        return changed


class Outgoing(BaseModel):
    """A part of an answer. No field has a default: what is unknown is null."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


def _one_line(value: str) -> str:
    if _LINE_BREAKS.search(value):
        raise PydanticCustomError("one_line", "Write it on one line")
    return value


def _email(value: str) -> str:
    if len(value) > LONGEST_EMAIL or not _EMAIL.fullmatch(value):
        raise PydanticCustomError("email", "Write an e-mail address like name@example.org")
    return value.lower()


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("time_zone", "Choose a time zone by its name, like Europe/Copenhagen")
    return value


def _without(pattern: str) -> BeforeValidator:
    return BeforeValidator(lambda value: re.sub(pattern, "", value) if isinstance(value, str) else value)


Name = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_one_line)]
"""Of a person, a programme, an organisation."""
Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE), AfterValidator(_one_line)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Email = Annotated[str, StringConstraints(max_length=LONGEST_EMAIL), AfterValidator(_email)]
"""An address as it is kept: lower case. Identity is never the address alone."""
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_zone)]
"""An IANA time zone."""
Digits = Annotated[str, _without(r"[\s-]"), StringConstraints(pattern=r"^[0-9]*$", max_length=20)]
"""A code as people write it: spaces and hyphens do not count."""
