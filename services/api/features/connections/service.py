"""Beginning a connection at a network, and finishing it with what came back."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.apps import service as apps
from api.features.connections import errors, queries
from api.features.connections.policy import adapter_of, check_return, host_to_ask, need_right
from api.features.profiles import service as profiles
from api.features.profiles.errors import NotThisWay, ProfileNotFound
from api.web.tools import Tools
from kernel.kit.clock import now
from kernel.kit.errors import AppError
from kernel.kit.ids import new_id
from kernel.kit.secrets import Place, digest
from kernel.tables.profiles import Connecting, Profile
from networks.contract import ApiNetwork, SignsIn
from networks.errors import AppForgotten, ConsentRefused, InvalidInstance, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection
from networks.stored import from_json, to_json

TEN_MINUTES = timedelta(minutes=10)
PATIENCE = 20.0
"""Seconds for all calls of one request together: the database's patience with an idle transaction is 30."""
CONNECTS = Limit("connecting profiles", 30)


async def start_connection(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str, instance: str | None,
    handle: str | None, return_to: str, renewed: Profile | None = None,
) -> str:  # fmt: skip
    """Begin a connection and return the address of the network's consent page.

    Raises NetworkUnknown, NotThisWay, AppMissing, InstanceUnknown, NetworkUnreachable, ReturnElsewhere, TooMany.
    """
    need_right(actor)
    adapter, path = adapter_of(network), check_return(return_to)
    host = host_to_ask(network, instance=instance, handle=handle)
    await attempts.spend(CONNECTS, str(actor.person_id))
    async with _calling("instance" if host else "handle"):
        app = await apps.find_app(session, actor.organisation_id, tools, adapter, host)
        started = await adapter.authorize(tools.egress, app, handle=handle)
    await _keep_started(session, actor, tools, app, started, path, renewed)
    return started.url


async def renew_profile(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, profile_id: UUID, *, return_to: str
) -> str:
    """Ask for consent again to a profile that was connected. Raises like start_connection, and ProfileNotFound."""
    profile = await profiles.find_profile(session, actor, profile_id)
    return await start_connection(
        session, actor, tools, attempts, network=profile.network, instance=profile.instance or None,
        handle=profile.handle.removeprefix("@") or None, return_to=return_to, renewed=profile,
    )  # fmt: skip


async def finish_connection(
    session: AsyncSession, actor: Actor, tools: Tools, *, network: str, instance: str, callback: Mapping[str, str]
) -> tuple[str, Profile | AppError]:
    """Turn a callback into a connected profile, or say why there is none; first the page to go back to.

    Raises ConnectionLapsed where nothing is known of it. A state that came back counts as used, whatever follows.
    """
    state = digest(callback.get("state", ""))
    held = await queries.take_connecting(session, actor.organisation_id, actor.session_id, state)
    if held is None or (held.network, held.instance or "-") != (network, instance):
        raise errors.ConnectionLapsed
    stored = json.loads(tools.secrets.open(held.sealed, _place(actor, held.id)))
    app, started = from_json(AppCredentials, stored["app"]), from_json(AuthStart, stored["started"])
    adapter = adapter_of(network)
    try:
        async with _calling(None):
            connection = await adapter.complete(tools.egress, app, started, callback)
            await _check_account(session, actor, tools, adapter, app, connection, held.profile_id)
            probe = await adapter.probe(tools.egress, connection)
    except AppForgotten as error:
        await apps.forget_app(session, actor.organisation_id, app)
        return held.return_to, errors.NetworkUnreachable(str(error))
    except ConsentRefused as error:
        return held.return_to, errors.ConsentDeclined(str(error))
    except (errors.NetworkUnreachable, errors.InstanceUnknown, errors.AccountDiffers, ProfileNotFound) as error:
        return held.return_to, error
    await apps.note_use(session, actor.organisation_id, app)
    return held.return_to, await profiles.keep_connection(session, actor, tools, connection, probe)


async def connect_by_password(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str, handle: str, password: str
) -> Profile:
    """Connect by an app password, which is not kept.

    Raises NetworkUnknown, NotThisWay, InstanceUnknown, AppPasswordWrong, NetworkUnreachable, TooMany.
    """
    need_right(actor)
    adapter = adapter_of(network)
    if not isinstance(adapter, SignsIn):
        raise NotThisWay("This network has no app passwords", field="network")
    await attempts.spend(CONNECTS, str(actor.person_id))
    try:
        async with _calling("handle"):
            connection = await adapter.sign_in(tools.egress, handle=handle, password=password)
            probe = await adapter.probe(tools.egress, connection)
            with suppress(NetworkError):
                await apps.find_app(session, actor.organisation_id, tools, adapter, connection.instance)
    except ConsentRefused:
        raise errors.AppPasswordWrong(field="password") from None
    return await profiles.keep_connection(session, actor, tools, connection, probe)


async def _check_account(
    session: AsyncSession, actor: Actor, tools: Tools, adapter: ApiNetwork, app: AppCredentials, connection: Connection,
    renewed: UUID | None,
) -> None:  # fmt: skip
    """Raise AccountDiffers, having given the token back, where another profile than this account was to be renewed."""
    profile = await profiles.find_profile(session, actor, renewed) if renewed else None
    if profile is not None and profile.external_id != connection.subject:
        with suppress(NetworkError):
            await adapter.revoke(tools.egress, app, connection)
        raise errors.AccountDiffers


async def _keep_started(
    session: AsyncSession, actor: Actor, tools: Tools, app: AppCredentials, started: AuthStart, return_to: str,
    renewed: Profile | None,
) -> None:  # fmt: skip
    number = new_id()
    stored = json.dumps({"app": to_json(app), "started": to_json(started)}).encode()
    await queries.forget_lapsed(session, actor.organisation_id, actor.person_id)
    session.add(
        Connecting(
            organisation_id=actor.organisation_id, id=number, person_id=actor.person_id, session_id=actor.session_id,
            profile_id=renewed.id if renewed else None, network=app.network, instance=app.instance,
            state_hash=digest(started.state), return_to=return_to, expires_at=now() + TEN_MINUTES,
            sealed=tools.secrets.seal(stored, _place(actor, number)),
        )
    )  # fmt: skip
    await session.flush()


@asynccontextmanager
async def _calling(field: str | None) -> AsyncGenerator[None]:
    """Around calls to a network: what goes wrong there as errors of ours, naming the field; an end to our patience."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except InvalidInstance as error:
        raise errors.InstanceUnknown(field=field) from error
    except NetworkError as error:
        raise errors.NetworkUnreachable(error.reason, field=field) from error
    except TimeoutError:
        raise errors.NetworkUnreachable(field=field) from None


def _place(actor: Actor, number: UUID) -> Place:
    return Place("connecting", "sealed", str(actor.organisation_id), str(number))
