"""Opening a profile's connection, renewed first where it is about to end.

A network that rotates its tokens ends the whole connection when a used one comes again. So one renewal runs at a time
(a row lock, across processes), what it brought is committed before anybody uses it, and nothing that gives up waiting
can cut it short.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.kit.clock import now
from kernel.kit.db import enter, transaction_on
from kernel.kit.egress import Egress
from kernel.kit.secrets import AppSecrets, Opener, Place
from networks.contract import ApiNetwork
from networks.errors import NetworkError
from networks.grants import AppCredentials, Connection
from networks.registry import API_NETWORKS
from networks.stored import from_json
from networks.vault import NoConnection, load_connection, store_connection
from publisher.features.connections import queries
from publisher.features.deliveries.service import hold_profile

MARGIN = timedelta(minutes=5)
"""A token that ends within this is renewed first: it must outlive the call it is for."""


def ends_soon(connection: Connection) -> bool:
    """Whether the access token has to be renewed before it is used."""
    return connection.expires_at is not None and connection.expires_at < now() + MARGIN


@dataclass(frozen=True, slots=True)
class Connections:
    """Everybody's connections. One for the process: within it, those who wait for the same renewal share it."""

    engine: AsyncEngine
    egress: Egress
    opener: Opener
    secrets: AppSecrets
    adapters: Mapping[str, ApiNetwork] = field(default_factory=lambda: API_NETWORKS)
    renewing: dict[UUID, asyncio.Task[Connection]] = field(default_factory=dict[UUID, asyncio.Task[Connection]])

    async def fresh_connection(self, organisation_id: UUID, profile_id: UUID) -> Connection:
        """The profile's connection, good for the next minutes, in transactions of its own.

        Raises NoConnection, or NetworkError where renewing failed; of class D when the network has ended the
        connection: then the profile and its posts are already held.
        """
        async with transaction_on(self.engine) as session:
            await enter(session, organisation_id)
            connection = await load_connection(session, self.opener, organisation_id, profile_id)
        return await self.renewed(organisation_id, profile_id, connection)

    async def renewed(self, organisation_id: UUID, profile_id: UUID, connection: Connection) -> Connection:
        """`connection` itself while it is good, else a renewed one. Raises like `fresh_connection`."""
        if not ends_soon(connection):
            return connection
        task = self.renewing.get(profile_id)
        if task is None:
            task = asyncio.create_task(self._renew(organisation_id, profile_id))
            self.renewing[profile_id] = task
            task.add_done_callback(lambda _: self.renewing.pop(profile_id))
        return await asyncio.shield(task)

    async def load_app(
        self, session: AsyncSession, organisation_id: UUID, network: str, instance: str
    ) -> AppCredentials:
        """Our registration where the connection was made. Raises NoConnection when there is none (any more)."""
        sealed = await queries.sealed_app(session, organisation_id, network, instance)
        if sealed is None:
            raise NoConnection
        place = Place("network_app", "sealed", str(organisation_id), f"{network}|{instance}")
        return from_json(AppCredentials, json.loads(self.secrets.open(sealed, place)))

    async def _renew(self, organisation_id: UUID, profile_id: UUID) -> Connection:
        async with transaction_on(self.engine) as session:
            await enter(session, organisation_id)
            await queries.be_patient(session)
            held = await load_connection(session, self.opener, organisation_id, profile_id, lock=True)
            if not ends_soon(held):
                return held
            app = await self.load_app(session, organisation_id, held.network, held.instance)
            try:
                renewed = await self.adapters[held.network].refresh(self.egress, app, held)
            except NetworkError as error:
                if error.retry_class != "D":
                    raise
                await hold_profile(session, organisation_id, profile_id, error.reason)
                lost = error
            else:
                await store_connection(session, self.opener, organisation_id, profile_id, renewed)
                ends = renewed.refresh_expires_at or renewed.expires_at
                await queries.move_expiry(session, organisation_id, profile_id, ends)
                return renewed
        raise lost
