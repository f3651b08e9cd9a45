"""The `fortaler` command: what whoever runs an installation does from a terminal."""

import asyncio
import json
import os
from dataclasses import asdict
from typing import Annotated

import typer
from alembic import command
from alembic.config import Config
from pydantic import TypeAdapter, ValidationError
from rich import print as say

from console.admin import AddressTaken, Owner, link_address, make_owner
from console.demo.make import Demo, make_demo
from console.health import beats
from console.owner import as_owner
from kernel.kit.secrets import new_keys
from kernel.kit.settings import InstallationSettings, OwnerDatabaseSettings, read
from kernel.migrations.partitions import ensure_partitions
from kernel.migrations.roles import ensure_roles
from kernel.tables.organisations import Language
from networks.bluesky.surroundings import new_client_key

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, help=__doc__)
keys = typer.Typer(no_args_is_help=True, help="Secrets of this installation.")
app.add_typer(keys, name="keys")

SERVICE_URLS = ("DATABASE_APP_URL", "DATABASE_WORKER_URL", "DATABASE_REDIRECT_URL")


def alembic_config() -> Config:
    """Alembic's configuration without a file: the history lies in the package."""
    config = Config()
    config.set_main_option("script_location", "kernel:migrations")
    return config


@app.command()
def migrate(to: Annotated[str, typer.Argument(help="A revision, or head.")] = "head") -> None:
    """Bring the database to this version: roles, schema, partitions. Safe to run at every start."""
    url = read(OwnerDatabaseSettings).url.get_secret_value()
    services = [os.environ[name] for name in SERVICE_URLS if os.environ.get(name)]
    if not asyncio.run(ensure_roles(url, services)):
        say("This login may not make roles; the ones that are there are used.")
    command.upgrade(alembic_config(), to)
    asyncio.run(ensure_partitions(url))
    say(f"The database is at {to}.")


@app.command()
def admin(
    organisation: Annotated[str, typer.Option(help="What it is called.")],
    name: Annotated[str, typer.Option(help="Who owns it.")],
    email: Annotated[str | None, typer.Option(help="An address to sign in with from now on.")] = None,
    language: Annotated[str, typer.Option(help="da or en.")] = "da",
) -> None:
    """Make an organisation and its owner, and print a link to sign in with: once, within 30 minutes.

    For an owner who is there already it only prints a new link.
    """

    async def make() -> Owner:
        spoken = TypeAdapter[Language](Language).validate_python(language)
        async with as_owner() as session:
            return await make_owner(session, organisation=organisation, name=name, email=email, language=spoken)

    try:
        owner = asyncio.run(make())
    except AddressTaken as taken:
        typer.echo(f"Somebody else signs in with {taken}.", err=True)
        raise typer.Exit(1) from None
    except ValidationError as error:
        typer.echo("; ".join(one["msg"] for one in error.errors()), err=True)
        raise typer.Exit(1) from None
    done = "is made" if owner.made else "was there already"
    typer.echo(f"{owner.organisation} {done}. {owner.name} signs in with this link, once, within 30 minutes:")
    typer.echo(link_address(read(InstallationSettings).public_url, owner.token))


@app.command()
def demo(
    *, as_json: Annotated[bool, typer.Option("--json", help="End with one line of JSON, for programs.")] = False
) -> None:
    """Make an organisation to look around in, once; print links to sign in with, fresh every time."""

    async def make() -> Demo:
        async with as_owner() as session:
            return await make_demo(session, read(InstallationSettings))

    made = asdict(asyncio.run(make()))
    if as_json:
        typer.echo(json.dumps(made))
        return
    for what, value in made.items():
        typer.echo(f"{what.replace('_', ' '):14}{value}")


@app.command()
def health(worker: Annotated[str, typer.Argument(help="publisher or metrics.")]) -> None:
    """End with 0 when that worker is alive, with 1 when it is not: for the health check of a container."""
    if not asyncio.run(beats(worker)):
        typer.echo(f"{worker} has not been heard of lately.", err=True)
        raise typer.Exit(1)


@keys.command("new")
def new() -> None:
    """Print a fresh set of secrets, one per line, as an .env file wants them."""
    for name, value in (new_keys() | {"FORTALER_BLUESKY_CLIENT_KEY": new_client_key()}).items():
        typer.echo(f"{name}={value}")
