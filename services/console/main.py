"""The `fortaler` command: what whoever runs an installation does from a terminal."""

import asyncio
import os
from typing import Annotated

import typer
from alembic import command
from alembic.config import Config
from rich import print as say

from kernel.kit.secrets import new_keys
from kernel.kit.settings import OwnerDatabaseSettings, read
from kernel.migrations.partitions import ensure_partitions
from kernel.migrations.roles import ensure_roles

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


@keys.command("new")
def new() -> None:
    """Print a fresh set of secrets, one per line, as an .env file wants them."""
    for name, value in new_keys().items():
        typer.echo(f"{name}={value}")
