"""Parameters as Rails reads them: query, form, multipart or JSON, with `name[]` for lists."""

import json
from collections.abc import Mapping
from typing import cast

from starlette.datastructures import UploadFile
from starlette.requests import Request

from practice.api.errors import ApiError
from practice.ids import to_id

FALSE_WORDS = frozenset({"", "0", "f", "F", "false", "FALSE", "off", "OFF"})
Given = str | UploadFile


class Params:
    """What a request said, body before query."""

    def __init__(self, given: Mapping[str, list[Given]]) -> None:
        self._given = given

    def text(self, name: str) -> str | None:
        """The last value of a parameter; None when it was not sent."""
        values = [value for value in self._given.get(name, []) if isinstance(value, str)]
        return values[-1] if values else None

    def required(self, name: str) -> str:
        """A text, empty when it was not sent: for what is refused when blank."""
        return self.text(name) or ""

    def many(self, name: str) -> list[str]:
        """A list sent as `name[]`, or as an array in JSON."""
        return [value for value in self._given.get(f"{name}[]", []) if isinstance(value, str)]

    def has(self, name: str) -> bool:
        """Whether anything was said under a name, or under a part of it such as `name[part]`."""
        return any(given == name or given.startswith(f"{name}[") for given in self._given)

    def flag(self, name: str) -> bool:
        """A yes or no; absent is no."""
        value = self.text(name)
        return value is not None and value not in FALSE_WORDS

    def number(self, name: str) -> int | None:
        """A whole number; None when absent or no number."""
        return to_id(self.text(name))

    def file(self, name: str) -> UploadFile | None:
        """An uploaded file."""
        files = [value for value in self._given.get(name, []) if isinstance(value, UploadFile)]
        return files[-1] if files else None


async def read_params(request: Request) -> Params:
    """Read the query and the body.

    Raises ApiError 400 for JSON that is none.
    """
    given: dict[str, list[Given]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        given.update(_from_json(await request.body()))
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form: dict[str, list[Given]] = {}
        for name, value in (await request.form()).multi_items():
            form.setdefault(name, []).append(value)
        given.update(form)
    return Params(given)


def _from_json(body: bytes) -> dict[str, list[Given]]:
    try:
        parsed: object = json.loads(body or b"{}")
    except ValueError as error:
        raise ApiError(400, "Error occurred while parsing request parameters") from error
    given: dict[str, list[Given]] = {}
    for name, value in cast(dict[str, object], parsed if isinstance(parsed, dict) else {}).items():
        if isinstance(value, list):
            given[f"{name}[]"] = [_as_text(item) for item in cast(list[object], value)]
        elif value is not None:
            given[name] = [_as_text(value)]
    return given


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
