"""Reading a page for a curator."""

import asyncio
from datetime import timedelta
from typing import NoReturn
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.assets.errors import PictureTooLarge, PictureType, PictureUnreadable
from api.features.assets.service import Asset, keep_picture, need_curator
from api.features.previews.errors import AddressNotAPage, AddressRefused, AddressTooLarge, AddressUnreachable
from api.features.previews.schemas import AddressRead, Note
from api.web.tools import Tools
from kernel.kit.guard import EgressError, EgressRefused, EgressTooLarge
from kernel.kit.webpages import NotAPage, WebPage, fetch_picture, read_page

PAGES = Limit("addresses", 60, timedelta(hours=1))
"""Per person: nobody writes more stories, and whoever wants to knock at the doors of others must do so elsewhere."""
PATIENCE = 15.0
"""Seconds for the picture; a transaction that waits for others longer than 30 is ended by the database."""
NO_SUCH_PAGE = (200, 404, 410)
"""Statuses of an answer that is not a page: something else is there, or nothing (any more)."""


async def read_address(
    session: AsyncSession, actor: Actor, attempts: Attempts, tools: Tools, programme_id: UUID, *, url: str
) -> AddressRead:
    """What a page says of itself, its picture kept as one of the programme's.

    Raises NotFound, Forbidden, TooMany, and AddressUnreachable, AddressRefused, AddressTooLarge or AddressNotAPage,
    naming the field `url`. A picture that cannot be had is no error but a note.
    """
    await need_curator(session, actor, programme_id)
    await attempts.spend(PAGES, str(actor.person_id))
    try:
        page = await read_page(tools.egress, url)
    except (EgressError, NotAPage) as error:
        _refuse(error)
    notes: list[Note] = []
    if not page.title:
        notes.append(Note(type="title-missing", detail="The page does not say what it is called"))
    image = await _picture(session, actor, tools, programme_id, page, notes)
    return AddressRead(
        url=page.url,
        title=page.title or None,
        description=page.description or None,
        site_name=page.site_name or None,
        language=page.language or None,
        image=image,
        notes=notes,
    )


async def _picture(
    session: AsyncSession, actor: Actor, tools: Tools, programme_id: UUID, page: WebPage, notes: list[Note]
) -> Asset | None:
    if not page.image_url:
        notes.append(Note(type="picture-missing", detail="The page names no picture"))
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            data = await fetch_picture(tools.egress, page.image_url)
            return await keep_picture(
                session, actor, tools, programme_id, data=data, alt="", rights="", source_url=page.image_url
            )
    except (PictureType, PictureTooLarge, PictureUnreadable) as error:
        notes.append(Note(type=error.type, detail=error.detail))
    except EgressTooLarge:
        notes.append(Note(type=PictureTooLarge.type, detail=PictureTooLarge.title))
    except (EgressError, NotAPage, TimeoutError):
        notes.append(Note(type="picture-unreachable", detail="The page's picture could not be fetched"))
    return None


def _refuse(error: EgressError | NotAPage) -> NoReturn:
    if isinstance(error, EgressRefused):
        raise AddressRefused(field="url") from None
    if isinstance(error, EgressTooLarge):
        raise AddressTooLarge(field="url") from None
    if isinstance(error, NotAPage) and error.status in NO_SUCH_PAGE:
        raise AddressNotAPage(field="url") from None
    raise AddressUnreachable(field="url") from None
