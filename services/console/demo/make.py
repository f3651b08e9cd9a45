"""Making the demo once, and fresh ways into it every time."""

import asyncio
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from api.auth.codes import make_link
from api.features.invitations.service import shown_code
from console.admin import link_address
from console.demo.cast import ROLES, add_cast, add_poster, fixed_id
from console.demo.history import add_history
from console.demo.telling import add_story
from console.demo.words import stories
from console.owner import as_owner
from kernel.kit.blobs import Blobs
from kernel.kit.clock import now
from kernel.kit.settings import InstallationSettings, read
from kernel.tables.ambassadors import Ambassador
from kernel.tables.audit import append_event
from kernel.tables.invitations import Invitation
from kernel.tables.organisations import Organisation

LIFE = timedelta(hours=12)
"""Of the links: a demo is looked at on the day it is started."""


@dataclass(frozen=True, slots=True)
class Demo:
    """One-time links by role, and where one joins."""

    administrator: str
    curator: str
    ambassador: str
    join_url: str
    join_code: str


async def make_demo(session: AsyncSession, installation: InstallationSettings) -> Demo:
    """Write the demo if it is not there yet; links that were given out before keep their own time."""
    organisation_id, public_url = fixed_id("organisation"), installation.public_url.rstrip("/")
    if await session.get(Organisation, organisation_id) is None:
        await _write(session, Path(installation.blobs), public_url)
    links = {
        role: link_address(public_url, await make_link(session, fixed_id(role), organisation_id, LIFE))
        for role in ROLES
    }
    code = shown_code((await _poster(session)).code)
    return Demo(**links, join_url=f"{public_url}/join/{code}", join_code=code)


async def _write(session: AsyncSession, blobs: Path, public_url: str) -> None:
    at = now()
    cast = await add_cast(session, at)
    told = [(words, await add_story(session, cast, Blobs(blobs), words, at)) for words in stories()]
    await add_history(session, cast, public_url, told, at)
    await append_event(
        session,
        cast.organisation_id,
        "demo.created",
        subject_kind="programme",
        subject_id=cast.programme.id,
        detail={"programme_id": str(cast.programme.id)},
    )


async def _poster(session: AsyncSession) -> Invitation:
    """The oldest code for ambassadors that still lets somebody in; a new one where all were taken back or used up."""
    organisation_id = fixed_id("organisation")
    wanted = select(Invitation).where(
        col(Invitation.organisation_id) == organisation_id,
        col(Invitation.role) == "ambassador",
        col(Invitation.revoked_at).is_(None),
        col(Invitation.expires_at).is_(None) | (col(Invitation.expires_at) > now()),
        col(Invitation.cap).is_(None) | (col(Invitation.used) < col(Invitation.cap)),
    )
    found = await session.scalar(wanted.order_by(col(Invitation.id)).limit(1))
    if found is not None:
        return found
    programme = select(col(Ambassador.programme_id)).where(
        col(Ambassador.organisation_id) == organisation_id, col(Ambassador.person_id) == fixed_id("administrator")
    )
    made = add_poster(organisation_id, (await session.execute(programme.limit(1))).scalar_one())
    session.add(made)
    await session.flush()
    return made


def say_demo(*, as_json: bool) -> None:
    """Make it and print the ways in; with `as_json` the last line is JSON."""

    async def make() -> Demo:
        async with as_owner() as session:
            return await make_demo(session, read(InstallationSettings))

    made = asdict(asyncio.run(make()))
    if as_json:
        typer.echo(json.dumps(made))
        return
    for what, value in made.items():
        typer.echo(f"{what.replace('_', ' '):14}{value}")
