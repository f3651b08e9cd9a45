"""The demo's organisation, programme, poster and people."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from api.features.invitations.service import new_code
from api.features.programmes.schemas import NewProgramme
from api.features.programmes.service import new_programme
from kernel.kit.ids import new_id
from kernel.tables.ambassadors import Ambassador
from kernel.tables.invitations import Invitation
from kernel.tables.organisations import Language, Organisation, OrganisationRole
from kernel.tables.people import Person
from kernel.tables.programmes import Programme

NAME = "Nordlys Vinduer (demo)"
SLUG = "nordlys-demo"
ROLES = ("administrator", "curator", "ambassador")


def fixed_id(what: str) -> UUID:
    """The same in every installation, so that a second run finds what the first one made."""
    return uuid5(NAMESPACE_URL, f"https://fortaler.example/demo/{what}")


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in the demo. `key` is a role for the three whom one can sign in as; `shares` is how readily they share."""

    key: str
    name: str
    tags: tuple[str, ...]
    roles: tuple[str, ...] = ("ambassador",)
    language: Language = "da"
    joined: int = 60
    state: str = "active"
    shares: float = 0.5


PARTS = (
    Part("administrator", "Karen Holm", ("kontor",), roles=("administrator",), joined=90),
    Part("curator", "Jonas Mikkelsen", ("kontor",), roles=("curator",), joined=88),
    Part("ambassador", "Asta Lund", ("salg",), joined=70, shares=0.8),
    Part("bent", "Bent Aagaard", ("produktion", "nathold"), joined=66, shares=0.9),
    Part("priya", "Priya Nair", ("kontor",), language="en", joined=64, shares=0.8),
    Part("mads", "Mads Thorup", ("montage",), joined=61, shares=0.7),
    Part("lene", "Lene Kjærgaard", ("produktion",), joined=58, shares=0.5),
    Part("yusuf", "Yusuf Demir", ("montage",), joined=52, shares=0.7),
    Part("birgit", "Birgit Skov", ("salg",), joined=47, shares=0.6),
    Part("oliver", "Oliver Brandt", ("produktion",), joined=41, shares=0.4),
    Part("sofie", "Sofie Nørgaard", ("kontor",), joined=36, shares=0.8),
    Part("ewa", "Ewa Kowalska", ("produktion", "nathold"), language="en", joined=30, shares=0.6),
    Part("torben", "Torben Lykke", ("montage",), joined=25, shares=0.3),
    Part("freja", "Freja Vang", ("salg",), joined=17, shares=0.7),
    Part("niels", "Niels Agerskov", ("produktion",), joined=12, shares=0.0),
    Part("helle", "Helle Mortensen", ("kontor",), joined=55, state="paused", shares=0.0),
)


@dataclass(slots=True)
class Cast:
    """What was made, to tell stories in."""

    organisation: Organisation
    programme: Programme
    ambassadors: dict[str, Ambassador] = field(default_factory=dict[str, Ambassador])

    @property
    def organisation_id(self) -> UUID:
        """Where it all belongs."""
        return self.organisation.id


async def add_cast(session: AsyncSession, at: datetime) -> Cast:
    """Write the organisation, its programme and everybody in it."""
    organisation = Organisation(
        id=fixed_id("organisation"), name=NAME, slug=SLUG, locale="da", brand_colour="#0b5c4a",
        created_at=at - timedelta(days=95),
    )  # fmt: skip
    session.add(organisation)
    await session.flush()
    programme = new_programme(
        organisation.id,
        organisation.name,
        NewProgramme(
            kind="employee",
            name="Vinduer med mening",
            purpose="Vi fortæller selv, hvad vi laver, og hvorfor det betyder noget.",
        ),
    )
    programme.link_domains = ["example.org"]
    session.add(programme)
    await session.flush()
    session.add(add_poster(organisation.id, programme.id))
    await session.flush()
    cast = Cast(organisation, programme)
    for part in PARTS:
        cast.ambassadors[part.key] = await _add_person(session, programme, part, at - timedelta(days=part.joined))
    session.add(OrganisationRole(organisation_id=organisation.id, person_id=fixed_id("administrator")))
    await session.flush()
    return cast


def add_poster(organisation_id: UUID, programme_id: UUID) -> Invitation:
    """The code on the canteen's wall, not yet written."""
    return Invitation(
        organisation_id=organisation_id,
        id=new_id(),
        programme_id=programme_id,
        label="Plakat i kantinen",
        code=new_code(),
        role="ambassador",
        cap=200,
        made_by=None,
    )


async def _add_person(session: AsyncSession, programme: Programme, part: Part, joined: datetime) -> Ambassador:
    person = Person(id=fixed_id(part.key), name=part.name, locale=part.language, created_at=joined)
    session.add(person)
    await session.flush()
    ambassador = Ambassador(
        organisation_id=programme.organisation_id,
        programme_id=programme.id,
        person_id=person.id,
        roles=list(part.roles),
        state=part.state,
        tags=list(part.tags),
        languages=["da", "en"] if part.language == "da" else ["en"],
        accepted_guidelines_at=joined,
        joined_at=joined,
        created_at=joined,
    )
    session.add(ambassador)
    await session.flush()
    return ambassador
