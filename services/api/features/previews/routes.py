"""Pages over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from api.auth.actor import CurrentActor
from api.auth.throttle import CountedAttempts
from api.features.previews import service
from api.features.previews.errors import AddressNotAPage, AddressRefused, AddressTooLarge, AddressUnreachable
from api.features.previews.schemas import AddressIn, AddressRead
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, TooMany, Unauthenticated

router = APIRouter(tags=["previews"], route_class=Route)


@router.post(
    "/programmes/{programme_id}/address",
    responses=problems(
        Unauthenticated,
        Forbidden,
        NotFound,
        AddressUnreachable,
        AddressRefused,
        AddressTooLarge,
        AddressNotAPage,
        TooMany,
    ),
)
async def read_address(
    session: Tx, actor: CurrentActor, attempts: CountedAttempts, tools: Toolbox, programme_id: UUID, body: AddressIn
) -> AddressRead:
    """Read what a page says of itself, and keep its picture for a story."""
    return await service.read_address(session, actor, attempts, tools, programme_id, url=body.url)
