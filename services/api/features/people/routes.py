"""People and their sessions over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.auth.actor import CurrentActor, CurrentPerson, MaybeSignedIn
from api.auth.codes import CodeExpired, CodeWrong, LinkUsed, TooManyTries
from api.auth.cookies import give_cookie, take_cookie
from api.auth.here import AtPresent, Secrets
from api.auth.throttle import CountedAttempts
from api.features.people import service
from api.features.people.errors import AddressInUse
from api.features.people.schemas import (
    EmailConfirm,
    OpenSession,
    Person,
    PersonPatch,
    PrintedCode,
    SendCode,
    Session,
    SignIn,
)
from api.web.pagination import Page
from api.web.problems import problems
from api.web.transaction import Route, Tx
from kernel.kit.errors import NotFound, TooMany, Unauthenticated

router = APIRouter(tags=["people"], route_class=Route)


@router.get("/session")
async def read_session(session: Tx, signed_in: MaybeSignedIn, present: AtPresent) -> Session:
    """Who is signed in, as what; also for a stranger, for whom all is null and empty."""
    return await service.read_session(session, signed_in, practice_url=present.practice_url)


@router.post("/session/codes", status_code=202, response_class=Response, responses=problems(TooMany))
async def send_code(session: Tx, attempts: CountedAttempts, secrets: Secrets, body: SendCode) -> Response:
    """Send a sign-in code to an address, if somebody signs in with it. The answer is the same if nobody does."""
    await service.send_code(session, attempts, secrets, email=body.email)
    return Response(status_code=202)


@router.post("/session", status_code=201, responses=problems(CodeWrong, CodeExpired, LinkUsed, TooManyTries, TooMany))
async def sign_in(
    request: Request,
    response: Response,
    session: Tx,
    attempts: CountedAttempts,
    secrets: Secrets,
    present: AtPresent,
    body: SignIn,
) -> Session:
    """Sign in: with a code sent by e-mail, a printed code, or a one-time link."""
    started = await service.sign_in(
        session,
        attempts,
        secrets,
        way=body,
        here=present,
    )
    give_cookie(request, response, started.token, started.seconds)
    return started.session


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response, session: Tx, present: AtPresent) -> None:
    """Sign out of this browser; it forgets what it kept of our pages."""
    await service.end_present(session, present.present)
    take_cookie(request, response)


@router.get("/sessions", responses=problems(Unauthenticated))
async def list_sessions(session: Tx, signed_in: CurrentPerson) -> Page[OpenSession]:
    """The browsers that the caller is signed in with."""
    return Page[OpenSession](items=await service.list_sessions(session, signed_in), next=None)


@router.delete("/sessions/{session_id}", status_code=204, responses=problems(Unauthenticated, NotFound))
async def end_session(session: Tx, signed_in: CurrentPerson, session_id: UUID) -> None:
    """Sign out one of the caller's browsers."""
    await service.close_session(session, signed_in, session_id=session_id)


@router.get("/me", responses=problems(Unauthenticated))
async def read_me(session: Tx, signed_in: CurrentPerson) -> Person:
    """The caller."""
    return await service.read_me(session, signed_in)


@router.patch("/me", responses=problems(Unauthenticated))
async def update_me(session: Tx, signed_in: CurrentPerson, patch: PersonPatch) -> Person:
    """Change the caller's name, language or time zone."""
    return await service.update_me(session, signed_in, patch=patch)


@router.post("/me/printed-code", responses=problems(Unauthenticated))
async def print_code(session: Tx, signed_in: CurrentPerson, secrets: Secrets) -> PrintedCode:
    """A printed code in place of the one before; shown this once."""
    return PrintedCode(code=await service.print_code(session, signed_in, secrets))


@router.post("/me/email", status_code=202, response_class=Response, responses=problems(Unauthenticated, TooMany))
async def add_email(
    session: Tx, attempts: CountedAttempts, secrets: Secrets, actor: CurrentActor, body: SendCode
) -> Response:
    """Send a code to an address that the caller wants to sign in with."""
    await service.add_email(session, attempts, secrets, actor, email=body.email)
    return Response(status_code=202)


@router.post(
    "/me/email/confirm",
    responses=problems(Unauthenticated, CodeWrong, CodeExpired, TooManyTries, AddressInUse),
)
async def confirm_email(
    session: Tx, attempts: CountedAttempts, secrets: Secrets, signed_in: CurrentPerson, body: EmailConfirm
) -> Person:
    """Sign in with the new address from now on."""
    return await service.confirm_email(session, attempts, secrets, signed_in, code=body.code)
