"""The HTTP door of profiles and networks."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.auth.actor import CurrentActor, MaybeSignedIn
from api.auth.throttle import CountedAttempts
from api.features.profiles import service
from api.features.profiles.errors import (
    AppPasswordWrong,
    ConnectionLapsed,
    DocumentNotFound,
    InstanceUnknown,
    NetworkUnknown,
    NetworkUnreachable,
    NotThisWay,
    ProfileNotFound,
    ReturnElsewhere,
)
from api.features.profiles.policy import CARDS, NAMES, link_place, opens, ways_of
from api.features.profiles.schemas import (
    AppPassword,
    Authorize,
    Can,
    Connect,
    Declare,
    Fold,
    NetworkInfo,
    NetworkRules,
    Networks,
    Practice,
    Profile,
    ProfileLimits,
    Profiles,
    Renew,
)
from api.web.problems import problems
from api.web.tools import Toolbox, Tools
from api.web.transaction import Route, Tx
from kernel.kit.errors import AppError, Forbidden, TooMany, Unauthenticated
from kernel.tables.profiles import Profile as ProfileRow
from networks.contract import Network
from networks.drafts import Caps, Limits, State
from networks.registry import NETWORKS
from networks.stored import from_json

router = APIRouter(tags=["profiles"], route_class=Route)

CONNECTING = (Unauthenticated, Forbidden, NetworkUnknown, NotThisWay, InstanceUnknown, NetworkUnreachable, TooMany)
PROFILES_PAGE = "/you/profiles"
ProfileId = Annotated[UUID, Path()]


def to_profile(row: ProfileRow) -> Profile:
    """A profile as its owner sees it."""
    caps, limits = from_json(Caps, row.capabilities), from_json(Limits, row.limits)
    return Profile(
        id=row.id,
        network=row.network,
        instance=row.instance or None,
        kind=row.kind,  # pyright: ignore[reportArgumentType]
        handle=row.handle,
        display_name=row.display_name,
        avatar_url=row.avatar_url,
        state=row.state,  # pyright: ignore[reportArgumentType]
        state_reason=row.state_reason,
        expires_at=row.expires_at,
        can=Can(text=caps.text, images=caps.images, metrics=list(caps.metrics), followers=caps.followers),
        limits=ProfileLimits(
            max_text=limits.max_text,
            unit=limits.unit,
            url_cost=limits.url_units,
            images=limits.pictures.count,
            alt_max=limits.alt_max,
        ),
        instance_rules=row.instance_rules,
        connected_at=row.created_at,
    )


def to_network(network: Network, tools: Tools) -> NetworkInfo:
    """A network as everybody sees it."""
    limits, mode = network.limits, network.caps.mode
    host = urlsplit(tools.practice_url).netloc
    practice = Practice(instance=host, url=tools.practice_url) if host and network.key == "mastodon" else None
    return NetworkInfo(
        key=network.key,
        name=NAMES[network.key],
        ways=ways_of(network.key),
        mode=mode,
        rules=NetworkRules(
            unit=limits.unit,
            max_text=limits.max_text,
            url_cost=limits.url_units,
            link=link_place(network.key),
            fold=Fold(characters=limits.fold) if limits.fold else None,
            card=CARDS[limits.card],
            images=limits.pictures.count,
            alt_max=limits.alt_max,
            checked_on=limits.checked,
        ),
        rewards_allowed=network.caps.rewards_allowed,
        practice=practice,
        opens=opens(network.key, mode),
    )


@router.get("/networks", responses=problems(Unauthenticated))
async def list_networks(actor: CurrentActor, tools: Toolbox) -> Networks:
    """What can be done at each network."""
    del actor
    return Networks(items=[to_network(network, tools) for network in NETWORKS.values()], next=None)


@router.get("/networks/{network}/{name}", response_class=JSONResponse, responses=problems(DocumentNotFound))
async def read_document(
    tools: Toolbox, network: Annotated[str, Path(max_length=40)], name: Annotated[str, Path(max_length=100)]
) -> State:
    """What a network reads about us before it asks a person for consent."""
    return service.find_document(tools, network=network, name=name)


@router.get("/profiles", responses=problems(Unauthenticated))
async def list_profiles(session: Tx, actor: CurrentActor) -> Profiles:
    """My own profiles."""
    return Profiles(items=[to_profile(row) for row in await service.list_profiles(session, actor)], next=None)


@router.post("/profiles/connect", responses=problems(*CONNECTING, ReturnElsewhere))
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
    )
    return Authorize(authorize_url=url)


@router.post("/profiles/app-password", status_code=201, responses=problems(*CONNECTING, AppPasswordWrong))
async def connect_app_password(
    session: Tx, actor: CurrentActor, tools: Toolbox, attempts: CountedAttempts, wish: AppPassword
) -> Profile:
    """Connect by an app password, where the network has such."""
    row = await service.connect_by_password(
        session, actor, tools, attempts, network=wish.network, handle=wish.handle, password=wish.password
    )
    return to_profile(row)


@router.post(
    "/profiles/declare", status_code=201, responses=problems(Unauthenticated, Forbidden, NetworkUnknown, NotThisWay)
)
async def declare_profile(session: Tx, actor: CurrentActor, wish: Declare) -> Profile:
    """Note a profile that is shared to by hand."""
    return to_profile(await service.declare_profile(session, actor, network=wish.network, handle=wish.handle))


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
    return _go(page, profile=str(outcome.id))


@router.post("/profiles/{profile_id}/renew", responses=problems(*CONNECTING, ProfileNotFound, ReturnElsewhere))
async def renew_profile(
    session: Tx, actor: CurrentActor, tools: Toolbox, attempts: CountedAttempts, profile_id: ProfileId, wish: Renew
) -> Authorize:
    """Ask for consent again."""
    url = await service.renew_profile(session, actor, tools, attempts, profile_id, return_to=wish.return_to)
    return Authorize(authorize_url=url)


@router.delete("/profiles/{profile_id}", status_code=204, responses=problems(Unauthenticated, ProfileNotFound))
async def disconnect_profile(session: Tx, actor: CurrentActor, profile_id: ProfileId) -> Response:
    """Give a profile up."""
    await service.disconnect_profile(session, actor, profile_id)
    return Response(status_code=204)


def _go(path: str, **query: str) -> RedirectResponse:
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}{urlencode(query)}", 303)
