"""The HTTP door of profiles and networks."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.auth.actor import CurrentActor
from api.features.profiles import service
from api.features.profiles.errors import (
    ConnectionLapsed,
    ConsentDeclined,
    InstanceUnknown,
    NetworkUnknown,
    NetworkUnreachable,
    NotThisWay,
    ProfileNotFound,
    ReturnElsewhere,
)
from api.features.profiles.policy import NAMES, link_place, opens, ways_of
from api.features.profiles.schemas import (
    Authorization,
    Connect,
    Declare,
    NetworkInfo,
    NetworkRules,
    Networks,
    Practice,
    Profile,
    ProfileAbilities,
    ProfileLimits,
    Profiles,
    Renew,
)
from api.web.problems import problems
from api.web.tools import Toolbox, Tools
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, Unauthenticated
from kernel.tables.profiles import Profile as ProfileRow
from networks.contract import Network
from networks.drafts import Caps, Limits
from networks.registry import NETWORKS
from networks.stored import from_json

router = APIRouter(tags=["profiles"], route_class=Route)

CONNECTING = (NetworkUnknown, NotThisWay, InstanceUnknown, NetworkUnreachable, ReturnElsewhere)
ProfileId = Annotated[UUID, Path()]


def _practice(tools: Tools) -> str:
    return urlsplit(tools.practice_url).netloc


def to_profile(row: ProfileRow, practice: str) -> Profile:
    """A profile as its owner sees it."""
    caps, limits = from_json(Caps, row.capabilities), from_json(Limits, row.limits)
    return Profile(
        id=row.id,
        network=row.network,
        instance=row.instance or None,
        kind=row.kind,
        handle=row.handle,
        display_name=row.display_name,
        practice=bool(practice) and row.instance == practice,
        mode=caps.mode,
        state=row.state,
        state_reason=row.state_reason,
        expires_at=row.expires_at,
        can=ProfileAbilities(text=caps.text, images=caps.images, metrics=list(caps.metrics), followers=caps.followers),
        limits=ProfileLimits(
            max_text=limits.max_text,
            unit=limits.unit,
            url_units=limits.url_units,
            images=limits.pictures.count,
            alt_max=limits.alt_max,
        ),
        connected_at=row.created_at,
    )


def to_network(network: Network, tools: Tools) -> NetworkInfo:
    """A network as everybody sees it."""
    limits, mode = network.limits, network.caps.mode
    host = _practice(tools)
    practice = Practice(instance=host, url=tools.practice_url) if host and network.key == "mastodon" else None
    return NetworkInfo(
        key=network.key,
        name=NAMES[network.key],
        mode=mode,
        ways=ways_of(network.key),
        opens=opens(network.key, mode),
        rules=NetworkRules(
            max_text=limits.max_text,
            unit=limits.unit,
            max_bytes=limits.max_bytes,
            url_units=limits.url_units,
            max_links=limits.max_links,
            max_hashtags=limits.max_hashtags,
            images=limits.pictures.count,
            alt_max=limits.alt_max,
            fold=limits.fold,
            card=limits.card,
            link=link_place(network.key),
            checked_on=limits.checked,
        ),
        rewards_allowed=network.caps.rewards_allowed,
        practice=practice,
    )


@router.get("/networks", responses=problems(Unauthenticated))
async def list_networks(actor: CurrentActor, tools: Toolbox) -> Networks:
    """What can be done at each network."""
    del actor
    return Networks(items=[to_network(network, tools) for network in NETWORKS.values()])


@router.get("/profiles", responses=problems(Unauthenticated))
async def list_profiles(session: Tx, actor: CurrentActor, tools: Toolbox) -> Profiles:
    """My own profiles."""
    rows = await service.list_profiles(session, actor)
    return Profiles(items=[to_profile(row, _practice(tools)) for row in rows])


@router.post("/profiles/connect", responses=problems(Unauthenticated, Forbidden, *CONNECTING))
async def connect_profile(session: Tx, actor: CurrentActor, tools: Toolbox, wish: Connect) -> Authorization:
    """Begin a connection: send the person to the address in the answer."""
    url = await service.connect_profile(
        session,
        actor,
        tools,
        network=wish.network,
        instance=wish.instance,
        handle=wish.handle,
        return_to=wish.return_to,
    )
    return Authorization(authorize_url=url)


@router.post(
    "/profiles/declare", status_code=201, responses=problems(Unauthenticated, Forbidden, NetworkUnknown, NotThisWay)
)
async def declare_profile(session: Tx, actor: CurrentActor, tools: Toolbox, wish: Declare) -> Profile:
    """Note a profile that is shared to by hand."""
    row = await service.declare_profile(session, actor, network=wish.network, handle=wish.handle)
    return to_profile(row, _practice(tools))


@router.get(
    "/profiles/return/{network}/{instance}",
    status_code=303,
    response_class=RedirectResponse,
    responses=problems(Unauthenticated),
)
async def finish_connecting(
    request: Request,
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    network: Annotated[str, Path(max_length=40)],
    instance: Annotated[str, Path(max_length=255)],
) -> RedirectResponse:
    """Where the network sends the person back to; goes on to the page that asked, saying how it went."""
    del instance
    try:
        profile, back = await service.finish_connecting(
            session, actor, tools, network=network, callback=dict(request.query_params)
        )
    except (ConnectionLapsed, ConsentDeclined, NetworkUnreachable, NetworkUnknown, NotThisWay) as error:
        return RedirectResponse(_with("/you/profiles", problem=error.type), 303)
    return RedirectResponse(_with(back, profile=str(profile.id)), 303)


@router.post(
    "/profiles/{profile_id}/renew", responses=problems(Unauthenticated, Forbidden, ProfileNotFound, *CONNECTING)
)
async def renew_profile(
    session: Tx, actor: CurrentActor, tools: Toolbox, profile_id: ProfileId, wish: Renew
) -> Authorization:
    """Ask for consent again."""
    url = await service.renew_profile(session, actor, tools, profile_id, return_to=wish.return_to)
    return Authorization(authorize_url=url)


@router.delete("/profiles/{profile_id}", status_code=204, responses=problems(Unauthenticated, ProfileNotFound))
async def disconnect_profile(session: Tx, actor: CurrentActor, profile_id: ProfileId) -> Response:
    """Give a profile up."""
    await service.disconnect_profile(session, actor, profile_id)
    return Response(status_code=204)


def _with(path: str, **query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}"
