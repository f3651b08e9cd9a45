"""How often something may be tried. Each try is counted in a transaction of its own, on a pool of its own.

A refused request rolls everything back; were the count part of it, a wrong guess would cost nothing.
"""

import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.kit.db import transaction_on
from kernel.kit.errors import TooMany
from kernel.kit.ids import new_id
from kernel.kit.secrets import AppSecrets

_SPEND = text(
    "INSERT INTO throttle AS t (id, key, window_ends_at, count, reason)"
    " VALUES (:id, :key, clock_timestamp() + make_interval(secs => :window), 1, :reason)"
    " ON CONFLICT (key) DO UPDATE SET updated_at = clock_timestamp(),"
    " count = CASE WHEN t.window_ends_at <= clock_timestamp() THEN 1 ELSE t.count + 1 END,"
    " window_ends_at = CASE WHEN t.window_ends_at <= clock_timestamp() THEN excluded.window_ends_at"
    " ELSE t.window_ends_at END"
    " RETURNING count AS tries, ceil(extract(epoch FROM window_ends_at - clock_timestamp())) AS seconds"
)
_FORGIVE = text("UPDATE throttle SET count = greatest(count - 1, 0) WHERE key = :key")
_CLEAR = text("DELETE FROM throttle WHERE window_ends_at < clock_timestamp() - interval '1 hour'")
CLEARED_ONCE_IN = 500


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries in `window`; `name` says of what."""

    name: str
    most: int
    window: timedelta = timedelta(minutes=15)


class Attempts:
    """Counts tries by a keyed digest of what they are about: no address is kept."""

    def __init__(self, engine: AsyncEngine, secrets: AppSecrets, network: str) -> None:
        self.engine, self.secrets, self.network = engine, secrets, network

    @asynccontextmanager
    async def apart(self) -> AsyncGenerator[AsyncSession]:
        """A transaction of its own, for what must stay when the request is refused."""
        async with transaction_on(self.engine) as session:
            yield session

    def _key(self, limit: Limit, value: str) -> bytes:
        return self.secrets.keyed_digest(f"throttle {limit.name}", value)

    async def spend(self, limit: Limit, value: str | None = None) -> None:
        """Count one try for `value`, or for the network the request came from. Raises TooMany with the seconds to wait."""
        key = self._key(limit, self.network if value is None else value)
        window = limit.window.total_seconds()
        async with self.apart() as session:
            where = {"id": new_id(), "key": key, "window": window, "reason": limit.name}
            row = (await session.execute(_SPEND, where)).one()
            if random.randrange(CLEARED_ONCE_IN) == 0:  # noqa: S311  (housekeeping, not a secret)
                await session.execute(_CLEAR)
        if row.tries > limit.most:
            raise TooMany(retry_after=max(1, int(row.seconds)))

    async def forgive(self, limit: Limit, value: str | None = None) -> None:
        """Take one try back: it was right."""
        async with self.apart() as session:
            await session.execute(_FORGIVE, {"key": self._key(limit, self.network if value is None else value)})


def network_of(host: str) -> str:
    """What counts as one caller: an IPv4 address, or the /64 that an IPv6 connection is usually given whole."""
    try:
        address = ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return host


def attempts(request: Request) -> Attempts:
    """The counter for this request."""
    state = request.app.state
    return Attempts(state.counting, state.secrets, network_of(request.client.host if request.client else ""))


CountedAttempts = Annotated[Attempts, Depends(attempts)]
