"""Every statement about registered apps."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col, select

from kernel.tables.profiles import NetworkApp, Profile

NETWORK_APP = SQLModel.metadata.tables["network_app"]
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('apps ' || :organisation, 0))")
CONNECTED = ("connected", "expiring", "needs_reconnect")


async def hold_apps(session: AsyncSession, organisation_id: UUID) -> None:
    """Until the transaction ends, nobody else registers an app for this organisation: a missing row cannot be locked."""
    await session.execute(_ONE_AT_A_TIME, {"organisation": str(organisation_id)})


async def apps_at(session: AsyncSession, organisation_id: UUID, networks: Collection[str]) -> dict[str, NetworkApp]:
    """The organisation's apps at these networks, by network."""
    found = await session.scalars(
        select(NetworkApp).where(
            col(NetworkApp.organisation_id) == organisation_id,
            col(NetworkApp.network).in_(networks),
            col(NetworkApp.instance) == "",
        )
    )
    return {app.network: app for app in found}


async def app_at(
    session: AsyncSession, organisation_id: UUID, network: str, instance: str = "", *, lock: bool = False
) -> NetworkApp | None:
    """The organisation's app at this network, or at one server of it."""
    query = select(NetworkApp).where(
        col(NetworkApp.organisation_id) == organisation_id,
        col(NetworkApp.network) == network,
        col(NetworkApp.instance) == instance,
    )
    return await session.scalar(query.with_for_update() if lock else query)


async def touch_app(session: AsyncSession, organisation_id: UUID, network: str, instance: str, at: datetime) -> None:
    """Note when a consent last came through the app."""
    await session.execute(
        update(NetworkApp)
        .where(
            col(NetworkApp.organisation_id) == organisation_id,
            col(NetworkApp.network) == network,
            col(NetworkApp.instance) == instance,
        )
        .values(used_at=at)
    )


async def keep_app(session: AsyncSession, app: NetworkApp) -> None:
    """Write the organisation's app, instead of one that was there."""
    values = app.model_dump(exclude={"metadata_"}) | {"metadata": app.metadata_}
    row = insert(NETWORK_APP).values(**values)
    await session.execute(
        row.on_conflict_do_update(
            index_elements=["organisation_id", "network", "instance"],
            set_={name: row.excluded[name] for name in ("id", "client_id", "sealed", "scopes", "metadata")},
        )
    )


async def forget_app(session: AsyncSession, organisation_id: UUID, network: str, instance: str) -> None:
    """Delete the organisation's app: its server no longer knows it."""
    await session.execute(
        delete(NetworkApp).where(
            col(NetworkApp.organisation_id) == organisation_id,
            col(NetworkApp.network) == network,
            col(NetworkApp.instance) == instance,
        )
    )


async def connected_at(session: AsyncSession, organisation_id: UUID, networks: Collection[str]) -> dict[str, int]:
    """How many profiles are connected at each of these networks."""
    found = await session.execute(
        select(col(Profile.network), func.count())
        .where(
            col(Profile.organisation_id) == organisation_id,
            col(Profile.network).in_(networks),
            col(Profile.state).in_(CONNECTED),
        )
        .group_by(col(Profile.network))
    )
    return dict(found.all())
