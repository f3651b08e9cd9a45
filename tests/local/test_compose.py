"""docker-compose.yml starts the same services as `make up`, and gives each its own secrets and no other."""

import re
from typing import Any

import pytest
import yaml

from local.services import DATABASES, KEYS, RECIPES, Recipe
from sources import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()


def name_of(recipe: Recipe) -> str:
    return recipe.name


SERVED = [recipe for recipe in RECIPES if recipe.name != "practice"]
"""The practice network is for trying out and for tests."""


def service(name: str) -> dict[str, Any]:
    return COMPOSE["services"][name]


def test_the_same_services_are_started() -> None:
    ours = {name for name, one in COMPOSE["services"].items() if one["image"].startswith("fortaler:")}
    assert ours == {recipe.name for recipe in SERVED} | {"migrate"}


@pytest.mark.parametrize("recipe", SERVED, ids=name_of)
def test_a_service_is_given_its_own_secrets_and_no_other(recipe: Recipe) -> None:
    given = service(recipe.name)["environment"].keys() & (DATABASES | KEYS)
    assert given == recipe.secrets - {"PRACTICE_TOKEN"}


@pytest.mark.parametrize("recipe", SERVED, ids=name_of)
def test_a_service_is_started_by_the_same_module(recipe: Recipe) -> None:
    command = service(recipe.name).get("command") or re.findall(r'"([^"]+)"', DOCKERFILE.split("CMD")[1])
    assert recipe.target in command


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_lasting_service_says_whether_it_is_well(name: str) -> None:
    one = service(name)
    assert "healthcheck" in one or one["restart"] == "no" or name == "proxy"


@pytest.mark.parametrize("recipe", SERVED, ids=name_of)
def test_our_containers_cannot_write_but_where_they_must(recipe: Recipe) -> None:
    one = service(recipe.name)
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, one in COMPOSE["services"].items() if "ports" in one] == ["proxy"]


def test_no_secret_stands_in_the_file() -> None:
    written = (ROOT / "docker-compose.yml").read_text()
    for name in (*DATABASES, *KEYS - {"PRACTICE_TOKEN"}):
        assert re.search(rf"{name}: \$\{{{name}:(\?|-\}})", written), name


def test_the_image_runs_as_nobody_in_particular_and_installs_only_what_is_hashed() -> None:
    assert "\nUSER fortaler\n" in DOCKERFILE
    installs = re.findall(r"pip install [^\n&]*", DOCKERFILE)
    assert installs
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)


def test_a_publisher_is_given_time_to_finish_what_is_under_way() -> None:
    assert service("publisher")["stop_grace_period"] == "60s"
