"""The smallest world in which a link can be clicked: an organisation, an ambassador, a post and its link."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from kernel.kit.clock import now
from kernel.kit.ids import new_id
from kernel.tables.ambassadors import Ambassador
from kernel.tables.base import Row
from kernel.tables.links import Link
from kernel.tables.organisations import Organisation
from kernel.tables.people import Person
from kernel.tables.profiles import Profile
from kernel.tables.programmes import Programme
from kernel.tables.shares import Consent, Post, Share


@dataclass(frozen=True)
class Known:
    """Ids of what was made."""

    organisation_id: UUID
    programme_id: UUID
    ambassador_id: UUID
    profile_id: UUID
    post_id: UUID
    link_id: UUID
    code: str


def rows(code: str, mode: str) -> tuple[Known, list[Row]]:
    """An organisation with one ambassador, one post and its link."""
    o, person, programme, ambassador, profile, consent, share, post, link = (new_id() for _ in range(9))
    at = now()
    made: list[Row] = [
        Organisation(id=o, name="Nordlys", slug=str(o), time_zone="Europe/Copenhagen"),
        Person(id=person, name="Asta Lund"),
        Programme(
            organisation_id=o,
            id=programme,
            kind="employee",
            name="Nordlys",
            joining="code",
            approval="never",
            min_group_size=5,
            lateness_minutes=60,
        ),
        Ambassador(
            organisation_id=o,
            id=ambassador,
            programme_id=programme,
            person_id=person,
            roles=["ambassador"],
            state="active",
        ),
        Profile(organisation_id=o, id=profile, person_id=person, network="linkedin", state="declared"),
        Consent(organisation_id=o, id=consent, person_id=person, statement="exact-words-1", shown={}, given_at=at),
        Share(
            organisation_id=o,
            id=share,
            programme_id=programme,
            ambassador_id=ambassador,
            consent_id=consent,
            language="da",
        ),
        Post(
            organisation_id=o,
            id=post,
            share_id=share,
            profile_id=profile,
            network="linkedin",
            mode=mode,
            state="opened",
            text="Hej",
            due_at=at,
            turn_at=at,
            evidence="opened",
        ),
        Link(
            organisation_id=o,
            id=link,
            code=code,
            destination="https://nordlys.example/artikel?x=1",
            programme_id=programme,
            ambassador_id=ambassador,
            post_id=post,
            network="linkedin",
        ),
    ]
    return Known(o, programme, ambassador, profile, post, link, code), made


async def make_known(owner_engine: AsyncEngine, *, code: str = "Abcdefgh1234", mode: str = "assisted") -> Known:
    """Insert it all, past row-level security."""
    found, made = rows(code, mode)
    async with owner_engine.begin() as connection:
        for row in made:
            await connection.execute(insert(type(row)).values(**row.model_dump()))
    return found
