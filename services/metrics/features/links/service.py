"""Finding a link's target without asking the database twice, and without letting random codes wear it out."""

import asyncio
import re
import time
from collections import OrderedDict

from kernel.kit.db import Reader
from metrics.features.links.queries import target_of
from metrics.features.links.schemas import Target

CODE = re.compile("[A-Za-z0-9_-]{8,32}")
KNOWN, UNKNOWN = 200_000, 20_000
"""How many links, and how many codes that are none, are remembered: about 60 MB and 3 MB."""
UNKNOWN_FOR = 10.0
"""Seconds for which a code that is none is remembered."""


class Finder:
    """A bounded memory of links in front of the database; one question per code at a time."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.known: OrderedDict[str, Target] = OrderedDict()
        self.unknown: OrderedDict[str, float] = OrderedDict()
        self.asked: dict[str, asyncio.Task[Target | None]] = {}

    def remembered(self, code: str) -> Target | None:
        """The target, if it is in memory."""
        return self.known.get(code)

    async def find(self, code: str) -> Target | None:
        """The target, or None where there is no such link. Raises psycopg's errors when the database is away."""
        if not CODE.fullmatch(code) or self.unknown.get(code, 0.0) > time.monotonic():
            return None
        task = self.asked.get(code)
        if task is None:
            task = self.asked[code] = asyncio.create_task(self._ask(code))
            task.add_done_callback(lambda _: self.asked.pop(code, None))
        return await asyncio.shield(task)

    async def _ask(self, code: str) -> Target | None:
        target = await target_of(self.reader, code)
        if target is None:
            self.unknown[code] = time.monotonic() + UNKNOWN_FOR
            if len(self.unknown) > UNKNOWN:
                self.unknown.popitem(last=False)
        else:
            self.known[code] = target
            if len(self.known) > KNOWN:
                self.known.popitem(last=False)
        return target
