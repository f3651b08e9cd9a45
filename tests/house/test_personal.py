"""Every field of every answer is either marked as personal, with who may see it, or known not to be."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from sqlmodel import SQLModel

from api.web.shapes import Outgoing, Personal
from doors import routes
from kernel.tables.base import Visibility

CLASSES = {value for name, value in vars(Visibility).items() if name.isupper()}


def answers() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()

    def add(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
            found.add(kind)
            for field in kind.model_fields.values():
                for part in parts(field.annotation):
                    add(part)

    for route in routes():
        if isinstance(route.response_model, type):
            add(route.response_model)
    return found


def parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from parts(inner)


def test_no_table_is_an_answer() -> None:
    assert not [kind.__name__ for kind in answers() if issubclass(kind, SQLModel)]


def test_an_answer_has_no_defaults_so_that_the_browser_sees_every_field() -> None:
    wrong = [
        f"{kind.__name__}.{name}"
        for kind in answers()
        for name, field in kind.model_fields.items()
        if issubclass(kind, Outgoing) and not field.is_required()
    ]
    assert not wrong, sorted(wrong)


def test_every_answer_is_an_outgoing_shape() -> None:
    wrong = [kind.__name__ for kind in answers() if not issubclass(kind, Outgoing)]
    assert not wrong, sorted(wrong)


def test_visibility_is_one_of_the_classes() -> None:
    marks = [
        mark.visibility
        for kind in answers()
        for field in kind.model_fields.values()
        for mark in field.metadata
        if isinstance(mark, Personal)
    ]
    assert marks
    assert set(marks) <= CLASSES
