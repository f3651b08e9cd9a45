"""Reading a page for a curator."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.assets.errors import PictureTooLarge, PictureType, PictureUnreadable
from api.features.assets.service import keep_checked, need_curator, open_picture
from api.features.previews.errors import AddressNotAPage, AddressRefused, AddressTooLarge, AddressUnreachable
from api.features.previews.schemas import AddressRead, Note
from api.web.tools import Tools
from kernel.kit.guard import EgressError, EgressRefused, EgressTooLarge
from kernel.kit.pictures import CheckedPicture
from kernel.kit.webpages import NotAPage, WebPage, fetch_picture, read_page

PAGES = Limit("addresses", 60, timedelta(hours=1))
"""Per person: nobody writes more stories, and whoever wants to knock at the doors of others must do so elsewhere."""
PATIENCE = 15.0
"""Seconds for the picture: whoever waits for a page wants its words rather."""
NO_SUCH_PAGE = (200, 404, 410)
"""Statuses of an answer that is not a page: something else is there, or nothing (any more)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is behind an address, its picture checked but not kept yet."""

    page: WebPage
    picture: CheckedPicture | None
    notes: list[Note]


async def need_reader(session: AsyncSession, actor: Actor, attempts: Attempts, programme_id: UUID) -> None:
    """Count one reading for somebody who may read. Raises NotFound, Forbidden, TooMany."""
    await need_curator(session, actor, programme_id)
    await attempts.spend(PAGES, str(actor.person_id))


async def find_page(tools: Tools, *, url: str) -> Found:
    """What a page says of itself, and its picture. It may take 23 seconds, so no transaction is open meanwhile.

    Raises AddressUnreachable, AddressRefused, AddressTooLarge or AddressNotAPage, naming the field `url`. A picture that
    cannot be had is no error but a note.
    """
    try:
        page = await read_page(tools.egress, url)
    except (EgressError, NotAPage) as error:
        _refuse(error)
    notes: list[Note] = []
    if not page.title:
        notes.append(Note(type="title-missing", detail="The page does not say what it is called"))
    return Found(page, await _picture(tools, page, notes), notes)


async def read_address(
    session: AsyncSession, actor: Actor, tools: Tools, programme_id: UUID, *, found: Found
) -> AddressRead:
    """What was found, the picture kept as one of the programme's. Raises NotFound, Forbidden."""
    page, image = found.page, None
    if found.picture:
        image = await keep_checked(
            session, actor, tools, programme_id, checked=found.picture, alt="", rights="", source_url=page.image_url
        )
    return AddressRead(
        url=page.url,
        title=page.title or None,
        description=page.description or None,
        site_name=page.site_name or None,
        language=page.language or None,
        image=image,
        notes=found.notes,
    )


async def _picture(tools: Tools, page: WebPage, notes: list[Note]) -> CheckedPicture | None:
    if not page.image_url:
        notes.append(Note(type="picture-missing", detail="The page names no picture"))
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await open_picture(await fetch_picture(tools.egress, page.image_url))
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
