"""Every setting is documented in .env.example, and nothing else is."""

import re
from importlib import import_module

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from kernel.kit import settings
from sources import ROOT, python_files

EXAMPLE = (ROOT / ".env.example").read_text()
NAMED = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))
BY_THE_INSTALLATION = {"SITE_ADDRESS", "POSTGRES_PASSWORD", "VALKEY_PASSWORD"}
"""Read by docker-compose.yml and the reverse proxy, not by a service."""


def classes() -> list[type[settings.Settings]]:
    found = [c for c in vars(settings).values() if isinstance(c, type) and issubclass(c, settings.Settings)]
    return [c for c in found if c is not settings.Settings]


def fields() -> dict[str, FieldInfo]:
    return {field.alias: field for kind in classes() for field in kind.model_fields.values() if field.alias}


def test_every_setting_is_in_the_example() -> None:
    assert fields().keys() <= NAMED, f"add to .env.example: {sorted(fields().keys() - NAMED)}"


def test_the_example_names_no_setting_that_nobody_reads() -> None:
    assert fields().keys() | BY_THE_INSTALLATION >= NAMED


def test_no_secret_has_a_working_default() -> None:
    for alias, field in fields().items():
        if field.annotation is SecretStr and not field.is_required():
            assert field.default.get_secret_value() == "", f"{alias} would work with a secret everybody knows"


@pytest.mark.parametrize("name", ["FORTALER_APP_KEY", "DATABASE_APP_URL"])
def test_a_service_refuses_to_start_with_an_example_value(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    value = re.search(rf"^{name}=(.*)$", EXAMPLE, re.MULTILINE)
    assert value is not None
    monkeypatch.setenv(name, value[1])
    kind = next(c for c in classes() if any(f.alias == name for f in c.model_fields.values()))
    with pytest.raises(ValueError, match="example value"):
        settings.read(kind)


def test_only_the_settings_modules_read_the_environment() -> None:
    allowed = {"services/console/main.py"}
    found = [
        str(file.relative_to(ROOT))
        for file in python_files("services")
        if re.search(r"os\.environ|getenv", file.read_text()) and str(file.relative_to(ROOT)) not in allowed
    ]
    assert not found, "read it through a class of kernel.kit.settings"


def test_settings_modules_can_be_imported_without_an_environment() -> None:
    for name in ("api.settings", "publisher.settings", "metrics.settings"):
        import_module(name)
