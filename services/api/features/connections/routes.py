"""The HTTP door of connections under way."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse

from api.auth.actor import CurrentActor, MaybeSignedIn
from api.auth.throttle import CountedAttempts
from api.features.apps.errors import AppMissing
from api.features.connections import service
from api.features.connections.errors import (
    AppPasswordWrong,
    ChoiceNotFound,
    ConnectionLapsed,
    InstanceUnknown,
    NetworkUnreachable,
    PageUnknown,
    ReturnElsewhere,
)
from api.features.connections.schemas import AppPassword, Authorize, Choice, ChosenPages, Connect, Renew
from api.features.profiles.errors import NetworkUnknown, NotThisWay, ProfileNotFound
from api.features.profiles.service import Shown, ShownAll, profile_shown, profiles_shown
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import AppError, Forbidden, TooMany, Unauthenticated

router = APIRouter(tags=["connections"], route_class=Route)

CONNECTING = (Unauthenticated, Forbidden, NetworkUnknown, NotThisWay, InstanceUnknown, NetworkUnreachable, TooMany)
BY_CONSENT = (*CONNECTING, AppMissing, ReturnElsewhere)
PROFILES_PAGE = "/you/profiles"
ProfileId = Annotated[UUID, Path()]
ChoiceId = Annotated[UUID, Path()]


@router.post("/profiles/connect", responses=problems(*BY_CONSENT))
async def start_connection(
    session: Tx, actor: CurrentActor, tools: Toolbox, attempts: CountedAttempts, wish: Connect
) -> Authorize:
    """Begin a connection: send the person to the address in the answer."""
    url = await service.start_connection(
        session,
        actor,
        tools,
        attempts,
        network=wish.network,
        instance=wish.instance,
        handle=wish.handle,
        return_to=wish.return_to,
        kind=wish.kind,
    )
    return Authorize(authorize_url=url)


@router.post("/profiles/app-password", status_code=201, responses=problems(*CONNECTING, AppPasswordWrong))
async def connect_app_password(
    session: Tx, actor: CurrentActor, tools: Toolbox, attempts: CountedAttempts, wish: AppPassword
) -> Shown:
    """Connect by an app password, where the network has such."""
    row = await service.connect_by_password(
        session, actor, tools, attempts, network=wish.network, handle=wish.handle, password=wish.password
    )
    return profile_shown(row)


@router.get(
    "/profiles/return/{network}/{instance}",
    status_code=303,
    response_class=RedirectResponse,
    responses=problems(NetworkUnknown),
)
async def finish_connection(
    request: Request,
    session: Tx,
    found: MaybeSignedIn,
    tools: Toolbox,
    network: Annotated[str, Path(max_length=40)],
    instance: Annotated[str, Path(max_length=300)],
) -> RedirectResponse:
    """Where the network sends the browser back to; goes on to the page that asked, saying how it went."""
    if found is None or found.actor is None:
        return _go(PROFILES_PAGE, problem=ConnectionLapsed.type)
    try:
        page, outcome = await service.finish_connection(
            session, found.actor, tools, network=network, instance=instance, callback=dict(request.query_params)
        )
    except ConnectionLapsed as lapsed:
        return _go(PROFILES_PAGE, problem=lapsed.type)
    if isinstance(outcome, AppError):
        return _go(page, problem=outcome.type)
    if isinstance(outcome, UUID):
        return _go(page, choice=str(outcome))
    return _go(page, profile=str(outcome.id))


@router.get("/profiles/choices/{choice_id}", responses=problems(Unauthenticated, ChoiceNotFound))
async def read_choice(session: Tx, actor: CurrentActor, tools: Toolbox, choice_id: ChoiceId) -> Choice:
    """The pages that my consent opened, to choose from for ten minutes."""
    return await service.read_choice(session, actor, tools, choice_id)


@router.post(
    "/profiles/choices/{choice_id}",
    status_code=201,
    responses=problems(Unauthenticated, Forbidden, ChoiceNotFound, PageUnknown, NetworkUnreachable),
)
async def choose_pages(
    session: Tx, actor: CurrentActor, tools: Toolbox, choice_id: ChoiceId, chosen: ChosenPages
) -> ShownAll:
    """Connect the chosen pages; the others are forgotten."""
    rows = await service.choose_pages(session, actor, tools, choice_id, subjects=chosen.subjects)
    return profiles_shown(rows)


@router.post("/profiles/{profile_id}/renew", responses=problems(*BY_CONSENT, ProfileNotFound))
async def renew_profile(
    session: Tx, actor: CurrentActor, tools: Toolbox, attempts: CountedAttempts, profile_id: ProfileId, wish: Renew
) -> Authorize:
    """Ask for consent again."""
    url = await service.renew_profile(session, actor, tools, attempts, profile_id, return_to=wish.return_to)
    return Authorize(authorize_url=url)


def _go(path: str, **query: str) -> RedirectResponse:
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}{urlencode(query)}", 303)
