"""Settings: what is missing or left as an example is refused at the start, and no error shows a secret."""

import os

import pytest
from pydantic import ValidationError

from kernel.kit.settings import AppKeySettings, EgressSettings, InstallationSettings, TokenOpenSettings, read


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORTALER_PUBLIC_URL", raising=False)
    monkeypatch.setenv("FORTALER_BLOBS", "/data")
    with pytest.raises(ValidationError, match="FORTALER_PUBLIC_URL"):
        read(InstallationSettings)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever other tests of this process have set for the services."""
    for name in [name for name in os.environ if name.startswith(("FORTALER_", "DATABASE_", "REDIS_"))]:
        monkeypatch.delenv(name)


def test_an_installation_is_in_production_unless_it_says_otherwise() -> None:
    given = {"FORTALER_PUBLIC_URL": "https://fortaler.example", "FORTALER_BLOBS": "/data"}
    assert InstallationSettings.model_validate(given).environment == "production"


@pytest.mark.parametrize("environment", ["staging", "Production", ""])
def test_an_environment_that_nobody_knows_is_refused(environment: str) -> None:
    with pytest.raises(ValidationError):
        EgressSettings.model_validate({"FORTALER_ENVIRONMENT": environment})


def test_a_secret_is_neither_shown_nor_printed() -> None:
    settings = TokenOpenSettings.model_validate(
        {"FORTALER_TOKEN_PUBLIC_KEY": "public", "FORTALER_TOKEN_PRIVATE_KEY": "canary"}
    )
    assert "canary" not in f"{settings!r} {settings}"
    assert settings.private_key.get_secret_value() == "canary"


def test_an_example_value_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValidationError, match="example value"):
        AppKeySettings.model_validate({"FORTALER_APP_KEY": "replace-me"})


def test_settings_do_not_change_once_read() -> None:
    settings = AppKeySettings.model_validate({"FORTALER_APP_KEY": "one"})
    with pytest.raises(ValidationError, match="frozen"):
        settings.key = settings.key  # pyright: ignore[reportAttributeAccessIssue]


def test_loopback_is_a_list_of_pairs_and_never_in_production() -> None:
    pairs = {"FORTALER_EGRESS_LOOPBACK": " 127.0.0.1:8082, 127.0.0.1:8081 ,"}
    read_in_test = EgressSettings.model_validate(pairs | {"FORTALER_ENVIRONMENT": "test"})
    assert read_in_test.loopback == ["127.0.0.1:8082", "127.0.0.1:8081"]
    with pytest.raises(ValidationError, match="must be empty in production"):
        EgressSettings.model_validate(pairs)
