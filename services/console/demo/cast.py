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
    """Somebody in the demo. `key` is a role for the three whom one can sign in as; `joined` is how many days ago.

    `network` is where they share, and empty for those who don't; `shares` is how readily.
    """

    key: str
    name: str
    tags: tuple[str, ...]
    joined: int
    network: str = ""
    shares: float = 0.5
    roles: tuple[str, ...] = ("ambassador",)
    language: Language = "da"
    state: str = "active"


PARTS = (
    Part("administrator", "Karen Holm", ("kontor",), 90, roles=("administrator",)),
    Part("curator", "Jonas Mikkelsen", ("kontor",), 88, roles=("curator",)),
    Part("ambassador", "Asta Lund", ("salg",), 70, "linkedin", 0.8),
    Part("bent", "Bent Aagaard", ("produktion", "nathold"), 66, "facebook", 0.9),
    Part("priya", "Priya Nair", ("kontor",), 64, "linkedin", 0.7, language="en"),
    Part("mads", "Mads Thorup", ("montage",), 61, "facebook", 0.7),
    Part("lene", "Lene Kjærgaard", ("produktion",), 58, "facebook", 0.5),
    Part("helle", "Helle Mortensen", ("kontor",), 55, state="paused"),
    Part("yusuf", "Yusuf Demir", ("montage",), 52, "mastodon", 0.7),
    Part("birgit", "Birgit Skov", ("salg",), 51, "linkedin", 0.6),
    Part("rasmus", "Rasmus Ebbesen", ("kontor",), 50, "mastodon", 0.5),
    Part("anne", "Anne Dahlgaard", ("salg",), 49, "linkedin", 0.4),
    Part("oliver", "Oliver Brandt", ("produktion",), 48, "mastodon", 0.6),
    Part("kirsten", "Kirsten Bach", ("kontor",), 47, "facebook", 0.4),
    Part("sofie", "Sofie Nørgaard", ("kontor",), 46, "linkedin", 0.8),
    Part("ali", "Ali Haddad", ("produktion",), 45, "mastodon", 0.5),
    Part("ewa", "Ewa Kowalska", ("produktion", "nathold"), 44, "facebook", 0.6, language="en"),
    Part("per", "Per Østergaard", ("montage",), 43, "linkedin", 0.3),
    Part("maja", "Maja Sørensen", ("salg",), 42, "mastodon", 0.7),
    Part("torben", "Torben Lykke", ("montage",), 40, "facebook", 0.4),
    Part("lars", "Lars Winther", ("produktion",), 38, "linkedin", 0.5),
    Part("ida", "Ida Friis", ("kontor",), 35, "mastodon", 0.4),
    Part("freja", "Freja Vang", ("salg",), 17, "linkedin", 0.7),
    Part("emil", "Emil Toft", ("produktion",), 57),
    Part("gitte", "Gitte Rosenberg", ("kontor",), 54),
    Part("hans", "Hans Lauritsen", ("produktion",), 53),
    Part("noor", "Noor Aziz", ("montage",), 39),
    Part("poul", "Poul Knudsen", ("produktion", "nathold"), 33),
    Part("signe", "Signe Juul", ("salg",), 21),
    Part("niels", "Niels Agerskov", ("produktion",), 12),
)
"""As many as it takes to show figures: groups of fewer than five are shown nowhere, in the demo as anywhere else."""


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
    poster = add_poster(organisation.id, programme.id)
    poster.used = sum(part.roles == ("ambassador",) for part in PARTS)
    session.add(poster)
    await session.flush()
    cast = Cast(organisation, programme)
    for part in PARTS:
        cast.ambassadors[part.key] = await _add_person(session, programme, poster, part, at)
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


async def _add_person(
    session: AsyncSession, programme: Programme, poster: Invitation, part: Part, at: datetime
) -> Ambassador:
    joined = at - timedelta(days=part.joined)
    person = Person(id=fixed_id(part.key), name=part.name, locale=part.language, created_at=joined)
    session.add(person)
    await session.flush()
    ambassador = Ambassador(
        organisation_id=programme.organisation_id,
        programme_id=programme.id,
        person_id=person.id,
        invitation_id=poster.id if part.roles == ("ambassador",) else None,
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
