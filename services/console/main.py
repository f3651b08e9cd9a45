"""The `fortaler` command: what whoever runs an installation does from a terminal.

Each command imports what it alone needs: a container asks `fortaler health` again and again.
"""

import asyncio
import os
from datetime import datetime
from typing import Annotated

import typer
from rich import print as say

from console.health import beats
from kernel.kit.secrets import new_keys
from kernel.kit.settings import OwnerDatabaseSettings, read
from kernel.migrations.partitions import ensure_partitions
from kernel.migrations.roles import ensure_roles

app = typer.Typer(no_args_is_help=True, pretty_exceptions_show_locals=False, help=__doc__)
keys = typer.Typer(no_args_is_help=True, help="Secrets of this installation.")
app.add_typer(keys, name="keys")

SERVICE_URLS = ("DATABASE_APP_URL", "DATABASE_WORKER_URL", "DATABASE_REDIRECT_URL")


@app.command()
def migrate(to: Annotated[str, typer.Argument(help="A revision, or head.")] = "head") -> None:
    """Bring the database to this version: roles, schema, partitions. Safe to run at every start."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "kernel:migrations")
    url = read(OwnerDatabaseSettings).url.get_secret_value()
    services = [os.environ[name] for name in SERVICE_URLS if os.environ.get(name)]
    if not asyncio.run(ensure_roles(url, services)):
        say("This login may not make roles; the ones that are there are used.")
    command.upgrade(config, to)
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
    from console import admin as first  # noqa: PLC0415

    first.say_owner(organisation=organisation, name=name, email=email, language=language)


@app.command()
def demo(
    *, as_json: Annotated[bool, typer.Option("--json", help="End with one line of JSON, for programs.")] = False
) -> None:
    """Make an organisation to look around in, once; print links to sign in with, fresh every time."""
    from console.demo.make import say_demo  # noqa: PLC0415

    say_demo(as_json=as_json)


@app.command()
def health(worker: Annotated[str, typer.Argument(help="publisher or metrics.")]) -> None:
    """End with 0 when that worker is alive, with 1 when it is not: for the health check of a container."""
    if not asyncio.run(beats(worker)):
        typer.echo(f"{worker} has not been heard of lately.", err=True)
        raise typer.Exit(1)


@app.command()
def hold(
    because: Annotated[str, typer.Option(help="Why, in words that people may read beside their posts.")],
    network: Annotated[str | None, typer.Option(help="Only this network.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Only this organisation, by its name in addresses.")] = None,
) -> None:
    """Stop posts from going out, everywhere or in part, within five seconds. What falls due meanwhile is held."""
    from console import deliveries  # noqa: PLC0415

    deliveries.say_hold(network=network, organisation=organisation, because=because)


@app.command()
def release(
    network: Annotated[str | None, typer.Option(help="What was held for this network.")] = None,
    organisation: Annotated[str | None, typer.Option(help="What was held for this organisation.")] = None,
    *,
    send_late: Annotated[bool, typer.Option("--send-late", help="Send also what is too late by now.")] = False,
) -> None:
    """Lift a hold. Posts keep their times: what is too late by now is said to be missed, unless --send-late."""
    from console import deliveries  # noqa: PLC0415

    deliveries.say_release(network=network, organisation=organisation, send_late=send_late)


@app.command()
def restored(
    since: Annotated[
        datetime | None, typer.Option(help="When the copy was made (UTC), where nobody else knows.")
    ] = None,
) -> None:
    """Say that the database was put back to an earlier time: nothing is sent, and what may be out is looked for."""
    from console import deliveries  # noqa: PLC0415

    deliveries.say_restored(since=since)


@keys.command("new")
def new() -> None:
    """Print a fresh set of secrets, one per line, as an .env file wants them."""
    from networks.bluesky.surroundings import new_client_key  # noqa: PLC0415

    for name, value in (new_keys() | {"FORTALER_BLUESKY_CLIENT_KEY": new_client_key()}).items():
        typer.echo(f"{name}={value}")


@keys.command("next")
def following() -> None:
    """Print new keys beside the present ones, as an .env file wants them. Restart the workers first, then the api."""
    from console.keys import say_next_keys  # noqa: PLC0415

    say_next_keys()


@keys.command()
def rotate() -> None:
    """Seal everything with the present keys, once they were changed by `keys next`; then the old ones can be dropped."""
    from console.keys import say_rotation  # noqa: PLC0415

    say_rotation()
