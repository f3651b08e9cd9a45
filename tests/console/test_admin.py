"""`fortaler admin` and `fortaler keys new`: how an installation begins."""

import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import Result

from callers import Api
from console.admin import slug_of

FORTALER = str(Path(sys.executable).parent / "fortaler")
Run = Callable[..., Awaitable[Result]]


def token_in(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return done.stdout.strip().rsplit("/sign-in/", 1)[1]


async def test_the_link_signs_in_as_owner_once(fortaler: Run, api: Api) -> None:
    token = token_in(await fortaler("admin", "--organisation", "Nordlys Vinduer A/S", "--name", "Karen Holm"))
    client = api.stranger()
    signed_in = await client.post("/session", json={"way": "link", "token": token})
    assert signed_in.status_code == 201
    assert signed_in.json()["organisation"]["slug"] == "nordlys-vinduer-a-s"
    made = await client.once("/programmes", {"kind": "employee", "name": "Vinduer", "purpose": "Vi fortæller selv."})
    assert made.status_code == 201
    again = await api.stranger().post("/session", json={"way": "link", "token": token})
    assert again.status_code == 410


async def test_run_again_it_gives_the_same_owner_a_new_link(fortaler: Run, owner_engine: AsyncEngine) -> None:
    for _ in range(2):
        token_in(await fortaler("admin", "--organisation", "Nordlys", "--name", "Karen Holm"))
    token_in(await fortaler("admin", "--organisation", "Nordlys", "--name", "Jonas Mikkelsen"))
    async with owner_engine.connect() as connection:
        counted = "SELECT (SELECT count(*) FROM organisation), (SELECT count(*) FROM organisation_role)"
        assert tuple((await connection.execute(text(counted))).one()) == (1, 2)


async def test_organisations_with_the_same_address_are_told_apart(fortaler: Run, owner_engine: AsyncEngine) -> None:
    for name in ("Nordlys", "Nordlys!", "NORDLYS?"):
        token_in(await fortaler("admin", "--organisation", name, "--name", "Karen Holm"))
    async with owner_engine.connect() as connection:
        slugs = (await connection.execute(text("SELECT slug FROM organisation ORDER BY created_at"))).scalars().all()
    assert slugs == ["nordlys", "nordlys-2", "nordlys-3"]


async def test_an_owner_may_sign_in_with_an_address_that_nobody_else_has(fortaler: Run, api: Api) -> None:
    first = await fortaler(
        "admin", "--organisation", "Nordlys", "--name", "Karen Holm", "--email", "Karen@Nordlys.example"
    )
    client = api.stranger()
    await client.post("/session", json={"way": "link", "token": token_in(first)})
    assert (await client.get("/me")).json()["email"] == "karen@nordlys.example"
    other = await fortaler(
        "admin", "--organisation", "Sydlys", "--name", "Ida Friis", "--email", "karen@nordlys.example"
    )
    assert other.exit_code == 1
    assert "Somebody else signs in" in other.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--organisation", " ", "--name", "Karen"),
        ("--organisation", "Nordlys", "--name", "x" * 101),
        ("--organisation", "Nordlys", "--name", "Karen", "--email", "karen"),
        ("--organisation", "Nordlys", "--name", "Karen", "--language", "de"),
    ],
)
async def test_what_cannot_be_right_is_said_and_changes_nothing(
    arguments: tuple[str, ...], fortaler: Run, owner_engine: AsyncEngine
) -> None:
    done = await fortaler("admin", *arguments)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.strip()
    async with owner_engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM organisation"))).scalar_one() == 0


@pytest.mark.parametrize(
    ("name", "slug"), [("Ærø Kommune", "aeroe-kommune"), ("  Blå & Grøn!  ", "blaa-groen"), ("东京", "organisation")]
)
def test_a_slug_is_what_an_address_can_hold(name: str, slug: str) -> None:
    assert slug_of(name) == slug


async def test_new_keys_are_fresh_every_time(fortaler: Run) -> None:
    runs = [(await fortaler("keys", "new")).stdout.splitlines() for _ in range(2)]
    names = [[line.split("=", 1)[0] for line in run] for run in runs]
    assert names[0] == names[1]
    assert "FORTALER_APP_KEY" in names[0]
    assert not set(runs[0]) & set(runs[1])


def test_the_command_is_installed() -> None:
    told = subprocess.run([FORTALER, "--help"], check=True, capture_output=True, text=True).stdout
    assert all(command in told for command in ("migrate", "admin", "demo", "keys"))
