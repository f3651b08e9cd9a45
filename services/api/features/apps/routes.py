"""The HTTP door of registered apps."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.auth.actor import CurrentActor
from api.auth.throttle import CountedAttempts
from api.features.apps import service
from api.features.apps.errors import AppHasNoCosts, AppIncomplete, AppModeUnknown, AppNotFound, NetworkTakesNoApp
from api.features.apps.schemas import AppEntry, Apps, AppTest, NetworkApps
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, TooMany, Unauthenticated

router = APIRouter(tags=["apps"], route_class=Route)

OWNERS = (Unauthenticated, Forbidden, NetworkTakesNoApp)
AtNetwork = Annotated[str, Path(max_length=40)]


@router.get("/apps", responses=problems(Unauthenticated, Forbidden))
async def list_apps(session: Tx, actor: CurrentActor, tools: Toolbox) -> Apps:
    """What to enter at each network that wants an app of yours, and what is registered."""
    return Apps(items=await service.list_apps(session, actor, tools), next=None)


@router.put("/apps/{network}", responses=problems(*OWNERS, AppIncomplete, AppModeUnknown, AppHasNoCosts))
async def register_app(
    session: Tx, actor: CurrentActor, tools: Toolbox, network: AtNetwork, entry: AppEntry
) -> NetworkApps:
    """Register the organisation's app, or change it; what is connected already stays so."""
    return await service.register_app(
        session, actor, tools, network=network, client_id=entry.client_id, client_secret=entry.client_secret,
        mode=entry.mode, cap=entry.monthly_cap_cents,
    )  # fmt: skip


@router.delete("/apps/{network}", status_code=204, responses=problems(*OWNERS, AppNotFound))
async def remove_app(session: Tx, actor: CurrentActor, network: AtNetwork) -> Response:
    """Forget the app: nobody connects there any more, and what is connected ends when its token does."""
    await service.remove_app(session, actor, network=network)
    return Response(status_code=204)


@router.post("/apps/{network}/test", responses=problems(*OWNERS, AppNotFound, TooMany))
async def test_app(
    session: Tx, actor: CurrentActor, tools: Toolbox, attempts: CountedAttempts, network: AtNetwork
) -> AppTest:
    """Ask the network whether it accepts the app, as far as that shows before anybody consents."""
    return await service.test_app(session, actor, tools, attempts, network=network)
