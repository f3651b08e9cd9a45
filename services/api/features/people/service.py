"""Signing in and out, and what a person may do with their own account."""

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import Literal, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor, SignedIn, find_session, load_actor
from api.auth.codes import Codes, CodeWrong, Proof, spend_letter, use_link
from api.auth.here import Here
from api.auth.sessions import OF_AMBASSADOR, end_session, start_session
from api.auth.throttle import Attempts, Limit
from api.features.audit.service import Doer, record
from api.features.organisations.service import organisation_shown
from api.features.people import queries
from api.features.people.errors import AddressInUse
from api.features.people.schemas import (
    Membership,
    OpenSession,
    Person,
    PersonPatch,
    ProgrammeBrief,
    Session,
    SignInEmail,
    SignInLink,
    SignInPrinted,
)
from kernel.jobs.enqueue import enqueue
from kernel.jobs.mail import Letter, SendCode, seal_letter
from kernel.kit.db import after_commit, be, bear, enter
from kernel.kit.errors import NotFound
from kernel.kit.ids import new_id
from kernel.kit.secrets import AppSecrets
from kernel.tables.people import Person as PersonRow

WRONG_PER_NETWORK = Limit("wrong sign-ins from a network", 60)
PRINTED_PER_NETWORK = Limit("wrong printed codes from a network", 20)
ANSWERED_AFTER = 0.3
"""Seconds that asking for a code takes at least, so that it takes as long for an address that nobody has."""


@dataclass(frozen=True, slots=True)
class Started:
    """A new session; `token` is the cookie's value, `seconds` how long it may last."""

    session: Session
    token: str
    seconds: int


async def send_code(session: AsyncSession, attempts: Attempts, secrets: AppSecrets, *, email: str) -> None:
    """Send a code to the address if somebody signs in with it; the answer and the work are the same if nobody does.

    Raises TooMany.
    """
    begun = monotonic()
    await spend_letter(attempts, email)
    codes = Codes(secrets)
    lookup = codes.lookup("email", email)
    await bear(session, lookup.hex())
    person_id = await queries.credential_by(session, lookup)
    id_, code = await codes.make(session, "email", lookup, person_id)
    if person_id is not None:
        await be(session, person_id)
        home = await queries.home(session, person_id)
        if home is not None:
            await enter(session, home)
            await _post(session, secrets, home, person_id, str(id_), Letter(address=email, code=code))
    after_commit(session, "even", lambda: asyncio.sleep(ANSWERED_AFTER - (monotonic() - begun)))


async def _post(
    session: AsyncSession, secrets: AppSecrets, organisation_id: UUID, person_id: UUID, sign_in_id: str, letter: Letter
) -> None:
    person = await queries.person(session, person_id)
    language = cast("Literal['da', 'en']", person.locale)
    sealed = seal_letter(secrets, organisation_id, sign_in_id, letter)
    await enqueue(session, organisation_id, SendCode(sign_in_id=sign_in_id, language=language, sealed=sealed))


async def sign_in(
    session: AsyncSession,
    attempts: Attempts,
    secrets: AppSecrets,
    *,
    way: SignInEmail | SignInPrinted | SignInLink,
    here: Here,
) -> Started:
    """Begin a session in place of the one that this browser has, if any.

    Raises CodeWrong, CodeExpired, LinkUsed, TooManyTries or TooMany.
    """
    proof = await _proof(session, attempts, secrets, way)
    await end_present(session, here.present)
    await be(session, proof.person_id)
    organisation_id = proof.organisation_id or await queries.home(session, proof.person_id)
    started = await start(session, proof.person_id, organisation_id, here=here)
    if organisation_id is not None:
        doer = Doer(organisation_id, proof.person_id)
        await record(
            session,
            doer,
            "session.started",
            subject_kind="person",
            subject_id=proof.person_id,
            about_person_id=proof.person_id,
            detail={"way": way.way},
        )
    return started


async def _proof(
    session: AsyncSession, attempts: Attempts, secrets: AppSecrets, way: SignInEmail | SignInPrinted | SignInLink
) -> Proof:
    limit = PRINTED_PER_NETWORK if isinstance(way, SignInPrinted) else WRONG_PER_NETWORK
    await attempts.spend(limit)
    codes = Codes(secrets)
    if isinstance(way, SignInEmail):
        proof = await codes.check(session, attempts, codes.lookup("email", way.email), way.code)
    elif isinstance(way, SignInLink):
        proof = await use_link(session, way.token)
    else:
        lookup = codes.lookup("printed", way.code)
        await bear(session, lookup.hex())
        person_id = await queries.credential_by(session, lookup)
        if person_id is None:
            raise CodeWrong(field="code")
        proof = Proof(person_id, None, None)
    after_commit(session, "right", lambda: attempts.forgive(limit))
    return proof


async def end_present(session: AsyncSession, token: str) -> None:
    """End the session behind this cookie, if there is one: nobody is two people in one browser."""
    found = await find_session(session, token)
    if found is not None:
        await end_session(session, found.person_id, found.session_id)


async def start(session: AsyncSession, person_id: UUID, organisation_id: UUID | None, *, here: Here) -> Started:
    """A new session for a person who has shown who they are, and as whom the transaction acts."""
    session_id = new_id()
    actor = await load_actor(session, person_id, organisation_id, session_id) if organisation_id else None
    span = actor.span if actor else OF_AMBASSADOR
    token = await start_session(session, session_id, person_id, organisation_id, span, here.device)
    shown = await read_session(session, SignedIn(session_id, person_id, actor), practice_url=here.practice_url)
    return Started(shown, token, int(span.absolute.total_seconds()))


async def add_person(session: AsyncSession, *, name: str, locale: str, zone: str) -> UUID:
    """Somebody new, with no way in yet; the transaction then acts as them."""
    person_id = new_id()
    await be(session, person_id)
    session.add(PersonRow(id=person_id, name=name, locale=locale, zone=zone))
    await session.flush()
    return person_id


async def read_session(session: AsyncSession, signed_in: SignedIn | None, *, practice_url: str) -> Session:
    """Who is signed in, as what; with a practice network, where it is."""
    actor = signed_in.actor if signed_in else None
    return Session(
        person=await read_me(session, signed_in) if signed_in else None,
        organisation=await organisation_shown(session, actor.organisation_id) if actor else None,
        memberships=await _memberships(session, actor) if actor else [],
        practice_url=practice_url or None,
    )


async def _memberships(session: AsyncSession, actor: Actor) -> list[Membership]:
    ids = [membership.programme_id for membership in actor.memberships]
    programmes = await queries.programmes(session, actor.organisation_id, ids)
    return [
        Membership.model_validate(
            {
                "ambassador_id": membership.ambassador_id,
                "state": membership.state,
                "roles": list(membership.roles),
                "programme": ProgrammeBrief.model_validate(programmes[membership.programme_id]),
                "scopes": sorted(membership.scopes),
            }
        )
        for membership in actor.memberships
    ]


async def list_sessions(session: AsyncSession, signed_in: SignedIn) -> list[OpenSession]:
    """The browsers that the person is signed in with."""
    return [
        OpenSession.model_validate({**row.model_dump(), "current": row.id == signed_in.session_id})
        for row in await queries.open_sessions(session, signed_in.person_id)
    ]


async def close_session(session: AsyncSession, signed_in: SignedIn, *, session_id: UUID) -> None:
    """Sign out one of the person's browsers. Raises NotFound."""
    if not await end_session(session, signed_in.person_id, session_id):
        raise NotFound


async def read_me(session: AsyncSession, signed_in: SignedIn) -> Person:
    """The person, with their ways in."""
    person = await queries.person(session, signed_in.person_id)
    ways = await queries.credentials(session, signed_in.person_id)
    return Person.model_validate(
        {
            **person.model_dump(),
            "email": next((way.subject for way in ways if way.kind == "email"), None),
            "has_printed_code": any(way.kind == "printed" for way in ways),
        }
    )


async def update_me(session: AsyncSession, signed_in: SignedIn, *, patch: PersonPatch) -> Person:
    """Change name, language or time zone."""
    changed = patch.apply_to(await queries.person_for_update(session, signed_in.person_id))
    await session.flush()
    me = await read_me(session, signed_in)
    if changed:
        await _note(session, signed_in, "person.changed", fields=changed)
    return me


async def print_code(session: AsyncSession, signed_in: SignedIn, secrets: AppSecrets) -> str:
    """A printed code in place of the one before, as it is to be written: in groups of four. Seen here only."""
    lookup, code = Codes(secrets).printed()
    while not await queries.replaced_credential(session, signed_in.person_id, "printed", lookup, None):
        lookup, code = Codes(secrets).printed()
    await _note(session, signed_in, "credential.replaced", kind=["printed"])
    return code


async def add_email(
    session: AsyncSession, attempts: Attempts, secrets: AppSecrets, actor: Actor, *, email: str
) -> None:
    """Send a code to the address that the person wants to sign in with. Raises TooMany."""
    await spend_letter(attempts, email)
    codes = Codes(secrets)
    lookup = codes.lookup("confirm", str(actor.person_id))
    id_, code = await codes.make(session, "confirm", lookup, actor.person_id, address=email)
    letter = Letter(address=email, code=code)
    await _post(session, secrets, actor.organisation_id, actor.person_id, str(id_), letter)


async def confirm_email(
    session: AsyncSession, attempts: Attempts, secrets: AppSecrets, signed_in: SignedIn, *, code: str
) -> Person:
    """From now on the person signs in with the address the code was sent to.

    Raises CodeWrong, CodeExpired, TooManyTries, or AddressInUse where somebody else already does.
    """
    codes = Codes(secrets)
    proof = await codes.check(session, attempts, codes.lookup("confirm", str(signed_in.person_id)), code)
    assert proof.address is not None
    lookup = codes.lookup("email", proof.address)
    if not await queries.replaced_credential(session, signed_in.person_id, "email", lookup, proof.address):
        raise AddressInUse
    me = await read_me(session, signed_in)
    await _note(session, signed_in, "credential.replaced", kind=["email"])
    return me


async def _note(session: AsyncSession, signed_in: SignedIn, verb: str, **detail: list[str]) -> None:
    if signed_in.actor is not None:
        me = signed_in.person_id
        await record(
            session, signed_in.actor, verb, subject_kind="person", subject_id=me, about_person_id=me, detail=detail
        )
