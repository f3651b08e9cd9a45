"""One function per table, past row-level security: rows as they would stand, with whatever a test wants otherwise.

Use them in a transaction of the owner's (`async with transaction_on(owner_engine) as session`).
"""

import hashlib
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.kit.clock import now
from kernel.kit.ids import new_id
from kernel.kit.secrets import digest, new_secret
from kernel.tables.ambassadors import Ambassador
from kernel.tables.assets import Asset
from kernel.tables.base import Row
from kernel.tables.deliveries import Breaker, Budget, Hold, Standstill
from kernel.tables.invitations import Invitation
from kernel.tables.links import Link
from kernel.tables.organisations import Organisation, OrganisationRole
from kernel.tables.people import Credential, Person, Session
from kernel.tables.profiles import Connecting, NetworkApp, Profile
from kernel.tables.programmes import Programme
from kernel.tables.readings import PostReading, ProfileReading
from kernel.tables.rollups import AmbassadorDay, LinkDay, ProgrammeDay, StoryDay
from kernel.tables.shares import Attempt, Consent, Post, Share
from kernel.tables.stories import Story, StorySeen, StoryText

Made = TypeVar("Made", bound=Row)
_numbers = count(1)


async def add(session: AsyncSession, row: Made) -> Made:
    """Insert any row."""
    session.add(row)
    await session.flush()
    return row


def number() -> int:
    """A number not given before in this run."""
    return next(_numbers)


async def make_organisation(session: AsyncSession, **other: Any) -> Organisation:
    fields: dict[str, Any] = {"name": "Nordlys Vinduer", "slug": f"nordlys-{new_id().hex[-12:]}"}
    return await add(session, Organisation(**fields | other))


async def make_person(session: AsyncSession, **other: Any) -> Person:
    fields: dict[str, Any] = {"name": f"Asta Lund {number()}"}
    return await add(session, Person(**fields | other))


async def make_owner(session: AsyncSession, organisation: Organisation, person: Person) -> OrganisationRole:
    return await add(session, OrganisationRole(organisation_id=organisation.id, person_id=person.id))


async def make_credential(session: AsyncSession, person: Person, **other: Any) -> Credential:
    fields: dict[str, Any] = {
        "kind": "email",
        "subject": f"asta{number()}@nordlys.example",
        "lookup": digest(new_secret()),
    }
    return await add(session, Credential(person_id=person.id, **fields | other))


async def make_session(session: AsyncSession, person: Person, organisation_id: UUID | None, **other: Any) -> str:
    """A signed-in browser; returns the cookie's value."""
    token = new_secret()
    fields: dict[str, Any] = {"seen_at": now(), "idle_seconds": 30 * 24 * 3600, "ends_at": now() + timedelta(days=180)}
    await add(
        session,
        Session(person_id=person.id, organisation_id=organisation_id, token_hash=digest(token), **fields | other),
    )
    return token


async def make_programme(session: AsyncSession, organisation: Organisation, **other: Any) -> Programme:
    fields: dict[str, Any] = {
        "kind": "employee",
        "name": f"Vinduer med mening {number()}",
        "joining": "code",
        "approval": "never",
        "min_group_size": 5,
        "lateness_minutes": 60,
        "disclosure": {"da": "Jeg arbejder hos Nordlys.", "en": "I work at Nordlys."},
        "guidelines": {"da": "Skriv, hvad du selv kan stå inde for.", "en": "Write what you can stand behind."},
        "words": {
            "da": {"ambassador": "kollega", "ambassadors": "kolleger"},
            "en": {"ambassador": "colleague", "ambassadors": "colleagues"},
        },
    }
    return await add(session, Programme(organisation_id=organisation.id, **fields | other))


async def make_ambassador(session: AsyncSession, programme: Programme, person: Person, **other: Any) -> Ambassador:
    fields: dict[str, Any] = {"roles": ["ambassador"], "state": "active", "languages": ["da"], "joined_at": now()}
    return await add(
        session,
        Ambassador(
            organisation_id=programme.organisation_id, programme_id=programme.id, person_id=person.id, **fields | other
        ),
    )


async def make_invitation(session: AsyncSession, programme: Programme, **other: Any) -> Invitation:
    code = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte % 32] for byte in new_id().bytes[-8:])
    fields: dict[str, Any] = {"label": "Kantinen", "code": code, "role": "ambassador"}
    return await add(
        session, Invitation(organisation_id=programme.organisation_id, programme_id=programme.id, **fields | other)
    )


async def make_asset(session: AsyncSession, programme: Programme, **other: Any) -> Asset:
    fields: dict[str, Any] = {
        "blob": hashlib.sha256(str(number()).encode()).hexdigest(),
        "media_type": "image/jpeg",
        "width": 1200,
        "height": 630,
        "bytes": 90_000,
        "alt": "Et vindue set fra gaden",
    }
    return await add(
        session, Asset(organisation_id=programme.organisation_id, programme_id=programme.id, **fields | other)
    )


async def make_story(session: AsyncSession, programme: Programme, *, title: str = "Ny ovn", **other: Any) -> Story:
    """A live story with a text in its own language."""
    fields: dict[str, Any] = {"topic": "products", "language": "da", "state": "live", "publish_at": now()}
    story = await add(
        session, Story(organisation_id=programme.organisation_id, programme_id=programme.id, **fields | other)
    )
    await make_story_text(session, story, title=title)
    return story


async def make_story_text(session: AsyncSession, story: Story, **other: Any) -> StoryText:
    fields: dict[str, Any] = {
        "language": story.language,
        "title": "Ny ovn",
        "why": "Den bruger en tredjedel mindre strøm.",
        "facts": ["34 % mindre strøm"],
    }
    return await add(session, StoryText(organisation_id=story.organisation_id, story_id=story.id, **fields | other))


async def make_seen(session: AsyncSession, story: Story, ambassador: Ambassador) -> StorySeen:
    return await add(
        session,
        StorySeen(organisation_id=story.organisation_id, story_id=story.id, ambassador_id=ambassador.id, at=now()),
    )


async def make_profile(session: AsyncSession, organisation_id: UUID, person: Person, **other: Any) -> Profile:
    """A declared profile, for which no token is needed."""
    fields: dict[str, Any] = {
        "network": "linkedin",
        "state": "declared",
        "external_id": f"asta-{number()}",
        "handle": "asta",
        "display_name": person.name,
    }
    return await add(session, Profile(organisation_id=organisation_id, person_id=person.id, **fields | other))


async def make_choice(session: AsyncSession, organisation_id: UUID, signed_in: Session, **other: Any) -> Connecting:
    """Pages that somebody may choose from in this session."""
    fields: dict[str, Any] = {
        "kind": "choice",
        "network": "linkedin",
        "state_hash": b"state",
        "sealed": b"sealed",
        "return_to": "/you/profiles",
        "expires_at": now() + timedelta(minutes=10),
    }
    owned = {"organisation_id": organisation_id, "person_id": signed_in.person_id, "session_id": signed_in.id}
    return await add(session, Connecting(**owned, **fields | other))


async def make_network_app(session: AsyncSession, organisation_id: UUID, **other: Any) -> NetworkApp:
    fields: dict[str, Any] = {
        "network": "mastodon",
        "instance": f"norden{number()}.example",
        "client_id": "id",
        "sealed": b"sealed",
    }
    return await add(session, NetworkApp(organisation_id=organisation_id, **fields | other))


async def make_share(session: AsyncSession, ambassador: Ambassador, story: Story | None, **other: Any) -> Share:
    """With the consent it needs."""
    organisation_id = ambassador.organisation_id
    consent = await add(
        session,
        Consent(
            organisation_id=organisation_id,
            person_id=ambassador.person_id,
            statement="exact-words-1",
            shown={},
            given_at=now(),
        ),
    )
    fields: dict[str, Any] = {"consent_id": consent.id, "language": "da", "story_id": story.id if story else None}
    return await add(
        session,
        Share(
            organisation_id=organisation_id,
            programme_id=ambassador.programme_id,
            ambassador_id=ambassador.id,
            **fields | other,
        ),
    )


async def make_post(session: AsyncSession, share: Share, profile: Profile, **other: Any) -> Post:
    """By hand and prepared, unless told otherwise."""
    fields: dict[str, Any] = {
        "network": profile.network,
        "mode": "assisted",
        "state": "prepared",
        "text": "Vi har bygget en ovn.",
        "due_at": now(),
        "turn_at": now(),
    }
    return await add(
        session,
        Post(organisation_id=share.organisation_id, share_id=share.id, profile_id=profile.id, **fields | other),
    )


async def make_attempt(session: AsyncSession, post: Post, share: Share, **other: Any) -> Attempt:
    fields: dict[str, Any] = {"number": 1, "epoch": 1, "payload_hash": b"", "started_at": now()}
    return await add(
        session,
        Attempt(organisation_id=post.organisation_id, post_id=post.id, consent_id=share.consent_id, **fields | other),
    )


async def make_link(session: AsyncSession, share: Share, post: Post, **other: Any) -> Link:
    fields: dict[str, Any] = {
        "code": new_secret()[:12],
        "destination": "https://nordlys.example/ovn",
        "network": post.network,
    }
    return await add(
        session,
        Link(
            organisation_id=post.organisation_id,
            programme_id=share.programme_id,
            ambassador_id=share.ambassador_id,
            story_id=share.story_id,
            post_id=post.id,
            **fields | other,
        ),
    )


async def make_post_reading(session: AsyncSession, post: Post, **other: Any) -> PostReading:
    fields: dict[str, Any] = {
        "metric": "likes",
        "value": 3,
        "source": "network",
        "as_of": now(),
        "definition": "reactions-1",
    }
    return await add(session, PostReading(organisation_id=post.organisation_id, post_id=post.id, **fields | other))


async def make_profile_reading(session: AsyncSession, profile: Profile, **other: Any) -> ProfileReading:
    fields: dict[str, Any] = {
        "metric": "followers",
        "value": 400,
        "source": "network",
        "as_of": now(),
        "definition": "followers-1",
    }
    return await add(
        session, ProfileReading(organisation_id=profile.organisation_id, profile_id=profile.id, **fields | other)
    )


async def make_days(session: AsyncSession, link: Link, **other: Any) -> None:
    """One day's clicks on a link, rolled up in every direction."""
    fields: dict[str, Any] = {
        "organisation_id": link.organisation_id,
        "day": now().date(),
        "clicks": 7,
        "visitors": 5,
    } | other
    await add(session, LinkDay(link_id=link.id, **fields))
    await add(session, AmbassadorDay(ambassador_id=link.ambassador_id, **fields))
    await add(session, ProgrammeDay(programme_id=link.programme_id, **fields))
    if link.story_id is not None:
        await add(session, StoryDay(story_id=link.story_id, **fields))


async def make_hold(session: AsyncSession, organisation_id: UUID, **other: Any) -> Hold:
    fields: dict[str, Any] = {"scope": "organisation", "kind": "switch", "because": "We look into something."}
    return await add(session, Hold(organisation_id=organisation_id, **fields | other))


async def make_standstill(session: AsyncSession, **other: Any) -> Standstill:
    fields: dict[str, Any] = {"kind": "switch", "because": "Everything stops for now."}
    return await add(session, Standstill(**fields | other))


async def make_budget(session: AsyncSession, organisation_id: UUID, **other: Any) -> Budget:
    fields: dict[str, Any] = {
        "network": "mastodon",
        "span": "day",
        "remaining": 40,
        "most": 100,
        "unit": "posts",
        "resets_at": now() + timedelta(hours=1),
    }
    return await add(session, Budget(organisation_id=organisation_id, **fields | other))


async def make_breaker(session: AsyncSession, **other: Any) -> Breaker:
    fields: dict[str, Any] = {"network": "mastodon", "state": "open", "because": "No answer.", "until": now()}
    return await add(session, Breaker(**fields | other))
