"""Connecting, listing and giving up profiles."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.auth.throttle import Attempts, Limit
from api.features.audit import service as audit
from api.features.profiles import errors, queries
from api.features.profiles.policy import GIVEN_UP, adapter_of, check_return, host_to_ask, need_profiles
from api.web.tools import Tools
from kernel.jobs.collection import ReadProfile
from kernel.jobs.connections import ProbeProfile, RevokeProfile
from kernel.jobs.enqueue import enqueue, remind
from kernel.kit.clock import now
from kernel.kit.errors import AppError
from kernel.kit.ids import new_id
from kernel.kit.secrets import Place, digest
from kernel.lifecycles.profiles import profiles
from kernel.tables.profiles import Connecting, NetworkApp, Profile
from networks.contract import ApiNetwork, Publishes, SignsIn
from networks.drafts import State
from networks.errors import AppForgotten, ConsentRefused, InvalidInstance, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection, Probe
from networks.registry import API_NETWORKS, NETWORKS
from networks.stored import from_json, to_json
from networks.vault import open_app, seal_app, store_connection

TEN_MINUTES = timedelta(minutes=10)
PROBED_AGAIN = timedelta(days=1)
PATIENCE = 20.0
"""Seconds for all calls of one request together: the database's patience with an idle transaction is 30."""
CLIENT_NAME = "Fortaler"
CONNECTS = Limit("connecting profiles", 30)


async def list_profiles(session: AsyncSession, actor: Actor) -> list[Profile]:
    """The person's own."""
    return await queries.profiles_of(session, actor.organisation_id, actor.person_id)


async def find_profile(session: AsyncSession, actor: Actor, profile_id: UUID) -> Profile:
    """One of the person's own. Raises ProfileNotFound."""
    found = await queries.own_profile(session, actor.organisation_id, actor.person_id, profile_id)
    if found is None:
        raise errors.ProfileNotFound
    return found


def find_document(tools: Tools, *, network: str, name: str) -> State:
    """What a network reads about us. Raises DocumentNotFound."""
    adapter = API_NETWORKS.get(network)
    if not isinstance(adapter, Publishes):
        raise errors.DocumentNotFound
    redirect = _redirect_uri(tools, network, "")
    documents = adapter.documents(public_url=tools.public_url, redirect_uri=redirect, client_name=CLIENT_NAME)
    if name not in documents:
        raise errors.DocumentNotFound
    return documents[name]


async def start_connection(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str, instance: str | None,
    handle: str | None, return_to: str, renewed: Profile | None = None,
) -> str:  # fmt: skip
    """Begin a connection and return the address of the network's consent page.

    Raises NetworkUnknown, NotThisWay, InstanceUnknown, NetworkUnreachable, ReturnElsewhere, TooMany.
    """
    need_profiles(actor)
    adapter, path = adapter_of(network), check_return(return_to)
    host = host_to_ask(network, instance=instance, handle=handle)
    await attempts.spend(CONNECTS, str(actor.person_id))
    async with _calling("instance" if host else "handle"):
        app = await _app(session, actor, tools, adapter, host)
        started = await adapter.authorize(tools.egress, app, handle=handle)
    await _keep_started(session, actor, tools, app, started, path, renewed)
    return started.url


async def renew_profile(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, profile_id: UUID, *, return_to: str
) -> str:
    """Ask for consent again to a profile that was connected. Raises like start_connection, and ProfileNotFound."""
    profile = await find_profile(session, actor, profile_id)
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
        await queries.forget_app(session, actor.organisation_id, app.network, app.instance)
        return held.return_to, errors.NetworkUnreachable(str(error))
    except ConsentRefused as error:
        return held.return_to, errors.ConsentDeclined(str(error))
    except (errors.NetworkUnreachable, errors.InstanceUnknown, errors.AccountDiffers, errors.ProfileNotFound) as error:
        return held.return_to, error
    return held.return_to, await _keep_connection(session, actor, tools, connection, probe)


async def connect_by_password(
    session: AsyncSession, actor: Actor, tools: Tools, attempts: Attempts, *, network: str, handle: str, password: str
) -> Profile:
    """Connect by an app password, which is not kept.

    Raises NetworkUnknown, NotThisWay, InstanceUnknown, AppPasswordWrong, NetworkUnreachable, TooMany.
    """
    need_profiles(actor)
    adapter = adapter_of(network)
    if not isinstance(adapter, SignsIn):
        raise errors.NotThisWay("This network has no app passwords", field="network")
    await attempts.spend(CONNECTS, str(actor.person_id))
    try:
        async with _calling("handle"):
            connection = await adapter.sign_in(tools.egress, handle=handle, password=password)
            probe = await adapter.probe(tools.egress, connection)
            with suppress(NetworkError):
                await _app(session, actor, tools, adapter, connection.instance)
    except ConsentRefused:
        raise errors.AppPasswordWrong(field="password") from None
    return await _keep_connection(session, actor, tools, connection, probe)


async def declare_profile(session: AsyncSession, actor: Actor, *, network: str, handle: str | None) -> Profile:
    """Note a profile that is shared to by hand; the one of that network, if there is one already. Raises NotThisWay."""
    need_profiles(actor)
    if network not in NETWORKS:
        raise errors.NetworkUnknown(field="network")
    if network in API_NETWORKS:
        raise errors.NotThisWay("Connect this network instead: then Fortaler can publish for you", field="network")
    await queries.hold_profiles(session, actor.person_id)
    profile = await queries.same_account(session, actor.organisation_id, actor.person_id, network, "", "")
    if profile is None:
        profile = Profile(
            organisation_id=actor.organisation_id, person_id=actor.person_id, network=network, state="declared"
        )
        profile.capabilities, profile.limits = to_json(NETWORKS[network].caps), to_json(NETWORKS[network].limits)
        await _note(session, actor, "profile.declared", profile)
    if handle:
        profile.handle = handle.removeprefix("@")
    session.add(profile)
    await session.flush()
    return profile


async def disconnect_profile(session: AsyncSession, actor: Actor, profile_id: UUID) -> None:
    """Give the profile up: its waiting posts are cancelled, its token goes back to the network. Raises ProfileNotFound."""
    profile = await queries.own_profile(session, actor.organisation_id, actor.person_id, profile_id, lock=True)
    if profile is None:
        raise errors.ProfileNotFound
    connected = profile.state != "declared"
    profiles.move(profile, "revoked")
    profile.disconnected_at = now()
    await session.flush()
    await queries.cancel_posts(session, profile, GIVEN_UP, "profile-disconnected")
    if connected:
        await enqueue(session, actor.organisation_id, RevokeProfile(profile_id=profile.id))
    await _note(session, actor, "profile.disconnected", profile)


async def _keep_connection(
    session: AsyncSession, actor: Actor, tools: Tools, connection: Connection, probe: Probe
) -> Profile:
    """Write what was connected: the profile, its sealed token, and that its numbers shall be read."""
    await queries.hold_profiles(session, actor.person_id)
    where = (actor.organisation_id, actor.person_id, connection.network, connection.instance, connection.subject)
    profile = await queries.same_account(session, *where)
    if profile is None:
        profile = Profile(
            organisation_id=actor.organisation_id, person_id=actor.person_id, network=connection.network,
            instance=connection.instance, external_id=connection.subject, state="connected",
        )  # fmt: skip
    elif profile.state != "connected":
        profiles.move(profile, "connected")
        await queries.resume_posts(session, profile)
        remind(session, "publisher")
    profile.state_reason = None
    profile.service = connection.service_url
    profile.handle, profile.display_name = probe.profile.handle, probe.profile.display_name
    profile.avatar_url, profile.instance_rules = probe.profile.avatar, list(probe.rules)
    profile.scopes, profile.expires_at = list(connection.scopes), connection.refresh_expires_at or connection.expires_at
    profile.capabilities, profile.limits = to_json(probe.caps), to_json(probe.limits)
    session.add(profile)
    await session.flush()
    await store_connection(session, tools.sealer, profile.organisation_id, profile.id, connection)
    key = str(profile.id)
    await enqueue(session, actor.organisation_id, ReadProfile(profile_id=profile.id), key=key)
    probe_again = ProbeProfile(profile_id=profile.id)
    await enqueue(session, actor.organisation_id, probe_again, due_at=now() + PROBED_AGAIN, key=key)
    await _note(session, actor, "profile.connected", profile)
    return profile


async def _check_account(
    session: AsyncSession, actor: Actor, tools: Tools, adapter: ApiNetwork, app: AppCredentials, connection: Connection,
    renewed: UUID | None,
) -> None:  # fmt: skip
    """Raise AccountDiffers, having given the token back, where another profile than this account was to be renewed."""
    profile = await find_profile(session, actor, renewed) if renewed else None
    if profile is not None and profile.external_id != connection.subject:
        with suppress(NetworkError):
            await adapter.revoke(tools.egress, app, connection)
        raise errors.AccountDiffers


async def _app(session: AsyncSession, actor: Actor, tools: Tools, adapter: ApiNetwork, instance: str) -> AppCredentials:
    """The organisation's registration with the network or server, made now if there is none for our present address."""
    held = await queries.network_app(session, actor.organisation_id, adapter.key, instance)
    if held is not None:
        app = open_app(tools.secrets, actor.organisation_id, held.sealed, network=held.network, instance=held.instance)
        if app.redirect_uri == _redirect_uri(tools, app.network, app.instance):
            return app
    redirect = _redirect_uri(tools, adapter.key, instance)
    app = await adapter.register_app(
        tools.egress, instance=instance, client_name=CLIENT_NAME, redirect_uri=redirect, website=tools.public_url
    )
    sealed = seal_app(tools.secrets, actor.organisation_id, app)
    row = NetworkApp(
        organisation_id=actor.organisation_id, network=app.network, instance=app.instance, client_id=app.client_id,
        sealed=sealed, scopes=list(app.scopes),
    )  # fmt: skip
    await queries.keep_app(session, row)
    return app


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


async def _note(session: AsyncSession, actor: Actor, verb: str, profile: Profile) -> None:
    await audit.record(
        session, actor, verb, subject_kind="profile", subject_id=profile.id, about_person_id=actor.person_id,
        detail={"network": profile.network},
    )  # fmt: skip


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


def _redirect_uri(tools: Tools, network: str, instance: str) -> str:
    return f"{tools.public_url}/api/v1/profiles/return/{network}/{instance or '-'}"


def _place(actor: Actor, number: UUID) -> Place:
    return Place("connecting", "sealed", str(actor.organisation_id), str(number))
