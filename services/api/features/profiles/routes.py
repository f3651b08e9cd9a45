"""The HTTP door of profiles and networks."""

from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Path, Response
from fastapi.responses import JSONResponse

from api.auth.actor import CurrentActor
from api.features.profiles import service
from api.features.profiles.errors import DocumentNotFound, NetworkUnknown, NotThisWay, ProfileNotFound
from api.features.profiles.policy import CARDS, connects, link_place, opens, takes_app
from api.features.profiles.schemas import (
    Declare,
    Fold,
    NetworkInfo,
    NetworkRules,
    Networks,
    Practice,
    Profile,
    Profiles,
    Way,
)
from api.features.profiles.service import profile_shown, profiles_shown
from api.web.problems import problems
from api.web.tools import Toolbox, Tools
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, Unauthenticated
from networks.contract import Network
from networks.drafts import State
from networks.registry import NAMES

router = APIRouter(tags=["profiles"], route_class=Route)

ProfileId = Annotated[UUID, Path()]


def to_network(network: Network, ways: list[Way], tools: Tools) -> NetworkInfo:
    """A network as everybody in the organisation sees it."""
    limits, mode = network.limits, network.caps.mode
    host = urlsplit(tools.practice_url).netloc
    practice = Practice(instance=host, url=tools.practice_url) if host and network.key == "mastodon" else None
    return NetworkInfo(
        key=network.key,
        name=NAMES[network.key],
        ways=ways,
        mode=mode,
        rules=NetworkRules(
            unit=limits.unit,
            max_text=limits.max_text,
            url_cost=limits.url_units,
            link=link_place(network.key, mode),
            fold=Fold(characters=limits.fold) if limits.fold else None,
            card=CARDS[limits.card],
            images=limits.pictures.count,
            alt_max=limits.alt_max,
            checked_on=limits.checked,
        ),
        rewards_allowed=network.caps.rewards_allowed,
        practice=practice,
        opens=opens(network.key, mode),
        connects=connects(network.key, ways),
        app_missing=takes_app(network.key) and "consent" not in ways,
    )


@router.get("/networks", responses=problems(Unauthenticated))
async def list_networks(session: Tx, actor: CurrentActor, tools: Toolbox) -> Networks:
    """What can be done at each network, here in the organisation."""
    found = await service.list_networks(session, actor)
    return Networks(items=[to_network(network, ways, tools) for network, ways in found], next=None)


@router.get("/networks/{network}/{name}", response_class=JSONResponse, responses=problems(DocumentNotFound))
async def read_document(
    tools: Toolbox, network: Annotated[str, Path(max_length=40)], name: Annotated[str, Path(max_length=100)]
) -> State:
    """What a network reads about us before it asks a person for consent."""
    return service.find_document(tools, network=network, name=name)


@router.get("/profiles", responses=problems(Unauthenticated))
async def list_profiles(session: Tx, actor: CurrentActor) -> Profiles:
    """My own profiles."""
    return profiles_shown(await service.list_profiles(session, actor))


@router.post(
    "/profiles/declare", status_code=201, responses=problems(Unauthenticated, Forbidden, NetworkUnknown, NotThisWay)
)
async def declare_profile(session: Tx, actor: CurrentActor, wish: Declare) -> Profile:
    """Note a profile that is shared to by hand."""
    return profile_shown(await service.declare_profile(session, actor, network=wish.network, handle=wish.handle))


@router.delete("/profiles/{profile_id}", status_code=204, responses=problems(Unauthenticated, ProfileNotFound))
async def disconnect_profile(session: Tx, actor: CurrentActor, profile_id: ProfileId) -> Response:
    """Give a profile up."""
    await service.disconnect_profile(session, actor, profile_id)
    return Response(status_code=204)
