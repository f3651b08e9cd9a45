"""Lies told around a create, in a network's own words."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Protocol

from starlette.responses import PlainTextResponse, Response

from practice.door.drop import Dropped
from practice.door.lies import STORES, Door, Lie, Telling


class Words(Protocol):
    """How a network words the answers that a lie needs."""

    def broken(self) -> Response:
        """Say that something went wrong inside."""
        ...

    def limited(self, telling: Telling) -> Response:
        """Say that it was too much."""
        ...

    def unavailable(self, telling: Telling) -> Response:
        """Say that the network is away for `telling.retry_after` seconds."""
        ...

    def refused(self, telling: Telling) -> Response:
        """Say that the words are not taken, and `telling.message` why."""
        ...


async def lied_about(door: Door, who: str, words: Words, store: Callable[[], Awaitable[Response]]) -> Response:
    """Create as `store` does, or not, and answer as the next lie has it. What `store` itself refuses is answered so."""
    telling = door.draw(who)
    door.seen["creates"] += 1
    if telling and telling.lie is Lie.SLOW:
        await asyncio.sleep(telling.seconds)
    if telling and telling.lie not in STORES:
        return _unstored(telling, words)
    answer = await store()
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        return answer
    door.seen["stored"] += 1
    match telling.lie if telling else None:
        case Lie.STORE_THEN_500:
            return words.broken()
        case Lie.STORE_THEN_DROP:
            return Dropped(reset=bool(telling and telling.reset))
        case Lie.STORE_THEN_GARBAGE:
            return PlainTextResponse("OK")
        case Lie.STORE_THEN_SLOW:
            await asyncio.sleep(telling.seconds if telling else 0)
        case _:
            pass
    return answer


def _unstored(telling: Telling, words: Words) -> Response:
    match telling.lie:
        case Lie.DROP:
            return Dropped(reset=telling.reset)
        case Lie.RATE_LIMITED:
            return words.limited(telling)
        case Lie.UNAVAILABLE:
            return words.unavailable(telling)
        case Lie.REFUSE_TEXT:
            return words.refused(telling)
        case _:
            return words.broken()
