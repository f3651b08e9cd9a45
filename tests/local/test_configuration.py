"""What services are told: ports and secrets that last, and no secret to whoever has no use for it."""

import socket
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from kernel.kit.secrets import AppSecrets, Opener
from local.configuration import configure, log_in_as, settle_secrets
from local.ports import settle_ports
from local.program import HOST, free_port
from local.services import DATABASES, KEYS, RECIPES, Recipe, Service

PORTS = {"api": 8080, "metrics": 8081, "practice": 8082, "postgres": 8083, "valkey": 8084}


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, str]:
    kept = settle_secrets(tmp_path / "secrets.env")
    return configure(tmp_path, PORTS, kept, f"postgresql+psycopg://postgres:x@{HOST}:8083/fortaler", "redis://")


def test_usual_ports_are_taken_where_they_are_free_and_remembered(tmp_path: Path) -> None:
    usual = {"api": free_port(), "metrics": free_port()}
    assert settle_ports(tmp_path / "ports.json", usual) == usual
    assert settle_ports(tmp_path / "ports.json", {"api": 1, "metrics": 2}) == usual


def test_a_port_that_somebody_else_has_is_replaced_by_another_that_lasts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        ports = settle_ports(tmp_path / "ports.json", {"api": taken})
        assert ports["api"] != taken
    assert settle_ports(tmp_path / "ports.json", {"api": taken}) == ports


def test_no_two_programs_get_the_same_port(tmp_path: Path) -> None:
    port = free_port()
    ports = settle_ports(tmp_path / "ports.json", {"api": port, "metrics": port})
    assert ports["api"] == port != ports["metrics"]


def test_secrets_are_made_once_closed_to_others_and_the_missing_ones_added(tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    made = settle_secrets(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert settle_secrets(file) == made
    lines = file.read_text().splitlines()
    file.write_text("\n".join(lines[1:]) + "\n")
    again = settle_secrets(file)
    lost = lines[0].split("=", 1)[0]
    assert again[lost] != made[lost]
    assert {**again, lost: ""} == {**made, lost: ""}


def test_the_keys_made_are_keys_that_the_services_accept(settings: Mapping[str, str]) -> None:
    AppSecrets(settings["FORTALER_APP_KEY"])
    Opener(settings["FORTALER_TOKEN_PUBLIC_KEY"], settings["FORTALER_TOKEN_PRIVATE_KEY"])


def test_each_role_logs_in_with_its_own_password(settings: Mapping[str, str]) -> None:
    logins = [
        conninfo_to_dict(settings[f"DATABASE_{role}_URL"].replace("+psycopg", ""))
        for role in ("APP", "WORKER", "REDIRECT")
    ]
    assert [login["user"] for login in logins] == ["fortaler_app", "fortaler_worker", "fortaler_redirect"]
    assert len({login["password"] for login in logins}) == len(logins)
    assert {(login["host"], login["port"], login["dbname"]) for login in logins} == {(HOST, "8083", "fortaler")}


def test_a_login_replaces_another_and_keeps_what_follows_the_host() -> None:
    url = "postgresql+psycopg://owner:p%40ss@db.example:5432/fortaler?sslmode=require"
    assert log_in_as("fortaler_app", "secret", url) == (
        "postgresql+psycopg://fortaler_app:secret@db.example:5432/fortaler?sslmode=require"
    )


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_service_is_given_its_own_secrets_and_no_others(
    recipe: Recipe, settings: Mapping[str, str], tmp_path: Path
) -> None:
    given = Service(recipe, tmp_path, settings, None).environment
    assert given.keys() & (DATABASES | KEYS) == recipe.secrets & settings.keys()
    assert given["FORTALER_PUBLIC_URL"] == f"http://{HOST}:8080"


def test_only_workers_can_open_a_sealed_token() -> None:
    able = {recipe.name for recipe in RECIPES if "FORTALER_TOKEN_PRIVATE_KEY" in recipe.secrets}
    assert able == {recipe.name for recipe in RECIPES if recipe.heartbeat}
