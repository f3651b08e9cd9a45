"""An organisation with somebody in every role: what most tests of the api begin with."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from builders import make_ambassador, make_organisation, make_owner, make_person, make_programme
from kernel.tables.ambassadors import Ambassador
from kernel.tables.organisations import Organisation
from kernel.tables.people import Person
from kernel.tables.programmes import Programme

ROLES = ("owner", "administrator", "curator", "ambassador", "viewer", "applied", "paused")
"""`owner` is in no programme; `applied` and `paused` are ambassadors in that state."""


@dataclass
class Place:
    """One programme of one organisation, and who is in it, by role."""

    organisation: Organisation
    programme: Programme
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    ambassadors: dict[str, Ambassador] = field(default_factory=dict[str, Ambassador])

    @property
    def organisation_id(self) -> UUID:
        """Where it is."""
        return self.organisation.id


async def make_member(session: AsyncSession, place: Place, role: str) -> Person:
    """Somebody in this role, known to the place by it."""
    person = await make_person(session, name=f"{role.title()} {place.organisation.name}")
    place.people[role] = person
    if role == "owner":
        await make_owner(session, place.organisation, person)
        return person
    state = role if role in ("applied", "paused") else "active"
    roles = ["ambassador"] if role in ("applied", "paused") else [role]
    place.ambassadors[role] = await make_ambassador(session, place.programme, person, roles=roles, state=state)
    return person


async def make_place(
    session: AsyncSession, name: str = "Nordlys", *, kind: str = "employee", organisation: Organisation | None = None
) -> Place:
    """A programme with one person in every role, in a new organisation unless one is given."""
    organisation = organisation or await make_organisation(session, name=name)
    place = Place(organisation, await make_programme(session, organisation, kind=kind, name=f"{name} {kind}"))
    for role in ROLES:
        await make_member(session, place, role)
    return place
