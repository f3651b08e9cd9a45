"""Pages over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from api.auth.actor import ActingBefore, CurrentActor
from api.auth.throttle import CountedAttempts
from api.features.previews import service
from api.features.previews.errors import AddressNotAPage, AddressRefused, AddressTooLarge, AddressUnreachable
from api.features.previews.schemas import AddressIn, AddressRead
from api.web.problems import problems
from api.web.tools import Toolbox
from api.web.transaction import Route, Tx
from kernel.kit.errors import Forbidden, NotFound, TooMany, Unauthenticated

router = APIRouter(tags=["previews"], route_class=Route)


async def find_page(
    before: ActingBefore, attempts: CountedAttempts, tools: Toolbox, programme_id: UUID, body: AddressIn
) -> service.Found:
    """Fetch the page for somebody who may, before the request's own transaction begins."""
    async with before.acting() as (session, actor):
        await service.need_reader(session, actor, attempts, programme_id)
    return await service.find_page(tools, url=body.url)


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
    found: Annotated[service.Found, Depends(find_page)],
    session: Tx,
    actor: CurrentActor,
    tools: Toolbox,
    programme_id: UUID,
) -> AddressRead:
    """Read what a page says of itself, and keep its picture for a story."""
    return await service.read_address(session, actor, tools, programme_id, found=found)
