"""The first organisation and its owner: what an installation begins with."""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, count

import typer
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from api.auth.codes import Codes, make_link
from api.web.shapes import Email, Name
from console.owner import as_owner
from kernel.kit.ids import new_id
from kernel.kit.settings import AppKeySettings, InstallationSettings, read
from kernel.tables.audit import append_event
from kernel.tables.organisations import Language, Organisation, OrganisationRole
from kernel.tables.people import Credential, Person

LIFE = timedelta(minutes=30)
"""Of a link that makes somebody an owner."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "é": "e"})
LONGEST_SLUG = 60


class AddressTaken(Exception):
    """Somebody else signs in with the e-mail address."""


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner, and the link with which they sign in. `made` says whether the organisation is new."""

    organisation: str
    name: str
    token: str
    made: bool


def slug_of(name: str) -> str:
    """The organisation's name as it stands in addresses: a-z, 0-9 and hyphens."""
    plain = name.lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG] or "organisation"


def link_address(public_url: str, token: str) -> str:
    """A one-time link as it is opened; opening it uses nothing up."""
    return f"{public_url.rstrip('/')}/sign-in/{token}"


async def make_owner(
    session: AsyncSession, *, organisation: str, name: str, email: str | None, language: Language
) -> Owner:
    """Make the organisation and its owner, or another owner; for one who is there already only a new link.

    Raises AddressTaken, or pydantic's ValidationError for a name or an address that cannot be one.
    """
    organisation, name = (TypeAdapter(Name).validate_python(words.strip()) for words in (organisation, name))
    row = await session.scalar(select(Organisation).where(col(Organisation.name) == organisation))
    made = row is None
    if row is None:
        row = Organisation(name=organisation, slug=await _free_slug(session, organisation), locale=language)
        session.add(row)
        await session.flush()
    person = await session.scalar(
        select(Person)
        .join(OrganisationRole, col(OrganisationRole.person_id) == col(Person.id))
        .where(col(OrganisationRole.organisation_id) == row.id, col(Person.name) == name)
        .order_by(col(Person.created_at))
        .limit(1)
    )
    if person is None:
        person = Person(name=name, locale=language)
        session.add(person)
        await session.flush()
        session.add(OrganisationRole(organisation_id=row.id, person_id=person.id))
        await session.flush()
        await append_event(
            session, row.id, "owner.added", subject_kind="person", subject_id=person.id, about_person_id=person.id
        )
    if email:
        await _let_in_by_email(session, person, TypeAdapter(Email).validate_python(email.strip()))
    return Owner(row.name, person.name, await make_link(session, person.id, row.id, LIFE), made)


async def _free_slug(session: AsyncSession, name: str) -> str:
    slug = slug_of(name)
    taken = set(await session.scalars(select(col(Organisation.slug)).where(col(Organisation.slug).startswith(slug))))
    return next(one for one in chain([slug], (f"{slug}-{number}" for number in count(2))) if one not in taken)


async def _let_in_by_email(session: AsyncSession, person: Person, address: str) -> None:
    secrets = read(AppKeySettings).secrets()
    lookup = Codes(secrets).lookup("email", address)
    held = await session.scalar(select(Credential).where(col(Credential.lookup) == lookup))
    if held is None:
        session.add(Credential(id=new_id(), person_id=person.id, kind="email", subject=address, lookup=lookup))
        await session.flush()
    elif held.person_id != person.id:
        raise AddressTaken(address)


def say_owner(*, organisation: str, name: str, email: str | None, language: str) -> None:
    """Make the owner and print their link; say what cannot be right and end with 1."""
    public_url = read(InstallationSettings).public_url

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
    typer.echo(link_address(public_url, owner.token))
