"""Changing the keys that secrets are sealed with: new ones beside the old, then everything sealed anew by the publisher."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import typer
from rich import print as say
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from console.owner import as_owner
from kernel.jobs.enqueue import enqueue
from kernel.jobs.keys import Reseal
from kernel.kit.secrets import key_id, new_keys
from kernel.kit.settings import AppKeySettings, TokenOpenSettings, TokenSealSettings, read

EVERY = 1.0
PATIENCE = 60
"""How many times in a row nothing may have changed before we stop looking: the publisher is not at work then."""
_ORGANISATIONS = text("SELECT id FROM organisation ORDER BY id")
_LEFT = text(
    "SELECT (SELECT count(*) FROM profile_token WHERE key_id <> :present) AS tokens,"
    " (SELECT count(*) FROM profile_token) AS total,"
    " (SELECT count(*) FROM job WHERE kind = 'keys.reseal' AND finished_at IS NULL) AS jobs"
)


@dataclass(frozen=True, slots=True)
class Left:
    """How much is still sealed with another key than the present one, of how much, and the jobs that are to change it."""

    tokens: int
    total: int
    jobs: int


def say_next_keys() -> None:
    """Print what the environment needs for new keys beside the present ones."""
    app, tokens, new = read(AppKeySettings), read(TokenOpenSettings), new_keys()
    present = app.key.get_secret_value(), tokens.private_key.get_secret_value()
    lines = {
        "FORTALER_APP_KEY": new["FORTALER_APP_KEY"],
        "FORTALER_APP_KEY_OLD": ",".join([present[0], *(key.get_secret_value() for key in app.old)]),
        "FORTALER_DIGEST_KEY": app.digest_key.get_secret_value() or present[0],
        "FORTALER_TOKEN_PUBLIC_KEY": new["FORTALER_TOKEN_PUBLIC_KEY"],
        "FORTALER_TOKEN_PRIVATE_KEY": new["FORTALER_TOKEN_PRIVATE_KEY"],
        "FORTALER_TOKEN_PRIVATE_KEY_OLD": ",".join([present[1], *(key.get_secret_value() for key in tokens.old)]),
    }
    for name, value in lines.items():
        typer.echo(f"{name}={value}")


def say_rotation() -> None:
    """Have everything sealed with the present keys, and show how far that is."""
    if not asyncio.run(rotate(key_id(read(TokenSealSettings).public_key))):
        raise typer.Exit(1)


async def rotate(present: str, *, every: float = EVERY) -> bool:
    """Ask the publisher to seal anew what another key than `present` sealed, and look on; whether nothing is left."""
    async with as_owner() as session:
        before = await left(session, present)
        if not before.jobs:
            for organisation_id in (await session.execute(_ORGANISATIONS)).scalars():
                await enqueue(session, UUID(str(organisation_id)), Reseal())
    columns = (TextColumn("Sealing anew"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        bar = progress.add_task("tokens", total=before.tokens)
        now, still = before, 0
        while still < PATIENCE:
            await asyncio.sleep(every)
            async with as_owner() as session:
                then, now = now, await left(session, present)
            progress.update(bar, completed=max(0, before.tokens - now.tokens))
            if not now.jobs:
                break
            still = still + 1 if now == then else 0
    return _say_end(now, present)


async def left(session: AsyncSession, present: str) -> Left:
    """What another key than `present` still seals."""
    row = (await session.execute(_LEFT, {"present": present})).one()
    return Left(row.tokens, row.total, row.jobs)


def _say_end(now: Left, present: str) -> bool:
    if now.jobs:
        say("The publisher has not done it yet: is it running? It goes on by itself; run this again to look.")
        return False
    if now.tokens:
        say(f"{now.tokens} of {now.total} tokens could not be opened by any key: see the publisher's log.")
        return False
    say(
        f"All {now.total} tokens are sealed with key {present}. Take the keys ending in _OLD away in ten minutes, not before."
    )
    return True
