"""Connections and registrations at rest: sealed into the row they belong to, so that all services agree on how."""

import json
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from kernel.kit.secrets import AppSecrets, Opener, Place, Sealer
from kernel.tables.profiles import ProfileToken
from networks.grants import AppCredentials, Connection
from networks.stored import from_json, to_json


class NoConnection(Exception):
    """The profile has no token: it was never connected, or has been disconnected."""


def place_of(organisation_id: UUID, profile_id: UUID) -> Place:
    """Where a profile's token lies; sealed for there, it opens nowhere else."""
    return Place("profile_token", "sealed", str(organisation_id), str(profile_id))


async def store_connection(
    session: AsyncSession, sealer: Sealer, organisation_id: UUID, profile_id: UUID, connection: Connection
) -> None:
    """Seal and write the connection, instead of what was there. Needs no right to read it."""
    plain = json.dumps(to_json(connection)).encode()
    sealed = sealer.seal(plain, place_of(organisation_id, profile_id))
    row = {"organisation_id": organisation_id, "profile_id": profile_id, "sealed": sealed, "key_id": sealer.key_id}
    await session.execute(
        insert(ProfileToken)
        .values(**row)
        .on_conflict_do_update(
            index_elements=[col(ProfileToken.organisation_id), col(ProfileToken.profile_id)],
            set_={"sealed": sealed, "key_id": sealer.key_id, "updated_at": func.clock_timestamp()},
        )
    )


async def load_connection(
    session: AsyncSession, opener: Opener, organisation_id: UUID, profile_id: UUID, *, lock: bool = False
) -> Connection:
    """The connection, opened; with `lock` nobody else may renew it until the transaction ends.

    Raises NoConnection, or CannotOpen for another key or a row that was moved.
    """
    query = select(ProfileToken.sealed).where(
        col(ProfileToken.organisation_id) == organisation_id, col(ProfileToken.profile_id) == profile_id
    )
    sealed = await session.scalar(query.with_for_update() if lock else query)
    if sealed is None:
        raise NoConnection
    return open_connection(opener, organisation_id, profile_id, sealed)


def open_connection(opener: Opener, organisation_id: UUID, profile_id: UUID, sealed: bytes) -> Connection:
    """What `load_connection` does with what it has read. Raises CannotOpen."""
    return from_json(Connection, json.loads(opener.open(sealed, place_of(organisation_id, profile_id))))


def place_of_app(organisation_id: UUID, network: str, instance: str) -> Place:
    """Where an organisation's registration with a network, or with one server of it, lies."""
    return Place("network_app", "sealed", str(organisation_id), f"{network}|{instance}")


def seal_app(secrets: AppSecrets, organisation_id: UUID, app: AppCredentials) -> bytes:
    """Our registration as it is stored."""
    return secrets.seal(json.dumps(to_json(app)).encode(), place_of_app(organisation_id, app.network, app.instance))


def open_app(
    secrets: AppSecrets, organisation_id: UUID, sealed: bytes, *, network: str, instance: str
) -> AppCredentials:
    """Our registration, opened. Raises CannotOpen for another key or row."""
    return from_json(AppCredentials, json.loads(secrets.open(sealed, place_of_app(organisation_id, network, instance))))
