"""Every problem has one type, and the web interface has words for it in both languages."""

import re
from importlib import import_module

from kernel.kit.errors import AppError
from sources import FRONTEND, SERVICES, python_files

PLACES = ("api/problem-words.ts", "components/admin/problems.ts")
"""Refusals that only management rooms meet are kept out of the first load."""
WORDS = "\n".join((FRONTEND / place).read_text() for place in PLACES)
BY_STATUS = {401, 403, 404, 429, 500, 503}
"""Where the status alone says what to do."""
INTERNAL = {
    "csrf",
    "cursor-unknown",
    "idempotency-key-in-flight",
    "idempotency-key-reused",
    "idempotency-key-too-short",
    "malformed-path",
    "network-unknown",
    "not-this-way",
    "precondition-required",
    "return-elsewhere",
}
"""Our own pages do not cause them; whoever does reads the English of the answer."""


def subclasses(kind: type[AppError]) -> set[type[AppError]]:
    return {kind}.union(*(subclasses(child) for child in kind.__subclasses__()))


def problems() -> set[type[AppError]]:
    for file in python_files("services/api"):
        if file.stem != "__init__":
            import_module(".".join(file.relative_to(SERVICES).with_suffix("").parts))
    return {kind for kind in subclasses(AppError) if kind.__module__.split(".")[0] in ("api", "kernel")}


def test_a_type_means_one_thing() -> None:
    types: dict[str, str] = {}
    for kind in sorted(problems(), key=lambda kind: kind.__qualname__):
        assert types.setdefault(kind.type, kind.__qualname__) == kind.__qualname__, kind.type


def test_the_web_interface_has_words_for_every_problem() -> None:
    known = set(re.findall(r"^\s+'?([a-z0-9-]+)'?: msg", WORDS, re.MULTILINE)) | INTERNAL
    special = {kind for kind in problems() if kind.status not in BY_STATUS and kind.__module__ != AppError.__module__}
    missing = {kind.type for kind in special} - known
    assert not missing, f"add to frontend/src/api/problem-words.ts: {sorted(missing)}"
