"""Connecting, listing and giving up profiles."""

import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.audit import service as audit
from api.features.profiles import queries
from api.features.profiles.errors import (
    ConnectionLapsed,
    ConsentDeclined,
    InstanceUnknown,
    NetworkUnknown,
    NetworkUnreachable,
    NotThisWay,
    ProfileNotFound,
)
from api.features.profiles.policy import check_return, need_profiles, ways_of
from api.web.tools import Tools
from kernel.jobs.collection import ReadProfile
from kernel.jobs.connections import RevokeProfile
from kernel.jobs.enqueue import enqueue
from kernel.kit.clock import now
from kernel.kit.ids import new_id
from kernel.kit.secrets import Place, digest
from kernel.lifecycles.posts import posts
from kernel.lifecycles.profiles import profiles
from kernel.tables.profiles import Connecting, NetworkApp, Profile
from networks.contract import ApiNetwork
from networks.errors import ConsentRefused, InvalidInstance, NetworkError
from networks.grants import AppCredentials, AuthStart, Connection, Probe
from networks.registry import API_NETWORKS, NETWORKS
from networks.stored import from_json, to_json
from networks.vault import store_connection

TEN_MINUTES = timedelta(minutes=10)
CLIENT_NAME = "Fortaler"


async def list_profiles(session: AsyncSession, actor: Actor) -> list[Profile]:
    """The person's own."""
    return await queries.profiles_of(session, actor.organisation_id, actor.person_id)


async def find_profile(session: AsyncSession, actor: Actor, profile_id: UUID) -> Profile:
    """One of the person's own. Raises ProfileNotFound."""
    found = await queries.own_profile(session, actor.organisation_id, actor.person_id, profile_id)
    if found is None:
        raise ProfileNotFound
    return found


async def connect_profile(
    session: AsyncSession, actor: Actor, tools: Tools, *, network: str, instance: str | None, handle: str | None,
    return_to: str,
) -> str:  # fmt: skip
    """Begin a connection and return the address of the network's consent page.

    Raises NetworkUnknown, NotThisWay, InstanceUnknown, NetworkUnreachable, ReturnElsewhere.
    """
    need_profiles(actor)
    adapter, where = _adapter(network), _host(instance, network)
    field = "handle" if "handle" in ways_of(network) else "instance"
    if field == "handle" and not handle:
        raise NotThisWay("Say the handle of your profile, such as asta.bsky.social", field="handle")
    path = check_return(return_to)
    try:
        app = await _app(session, actor, tools, adapter, where)
        started = await adapter.authorize(tools.egress, app, handle=handle)
    except InvalidInstance as error:
        raise InstanceUnknown(str(error), field=field) from error
    except NetworkError as error:
        raise NetworkUnreachable(error.reason, field=field) from error
    await _keep_started(session, actor, tools, app, started, path)
    return started.url


async def renew_profile(session: AsyncSession, actor: Actor, tools: Tools, profile_id: UUID, *, return_to: str) -> str:
    """Ask for consent again to a profile that was connected. Raises like connect_profile, and ProfileNotFound."""
    profile = await find_profile(session, actor, profile_id)
    return await connect_profile(
        session, actor, tools, network=profile.network, instance=profile.instance or None,
        handle=profile.handle or None, return_to=return_to,
    )  # fmt: skip


async def finish_connecting(
    session: AsyncSession, actor: Actor, tools: Tools, *, network: str, callback: Mapping[str, str]
) -> tuple[Profile, str]:
    """Turn a callback into a connected profile; also the page to go back to.

    Raises ConnectionLapsed, ConsentDeclined, NetworkUnreachable.
    """
    held = await queries.take_connecting(
        session, actor.organisation_id, actor.session_id, digest(callback.get("state", ""))
    )
    if held is None or held.network != network:
        raise ConnectionLapsed
    place = _place("connecting", actor.organisation_id, str(held.id))
    stored = json.loads(tools.secrets.open(held.sealed, place))
    app, started = from_json(AppCredentials, stored["app"]), from_json(AuthStart, stored["started"])
    adapter = _adapter(network)
    try:
        connection = await adapter.complete(tools.egress, app, started, callback)
        probe = await adapter.probe(tools.egress, connection)
    except NetworkError as error:
        raise NetworkUnreachable(error.reason) from error
    except ConsentRefused as error:
        raise ConsentDeclined from error
    async with session.begin_nested():
        return await keep_connection(session, actor, tools, connection, probe), held.return_to


async def keep_connection(
    session: AsyncSession, actor: Actor, tools: Tools, connection: Connection, probe: Probe
) -> Profile:
    """Write what was connected: the profile, its sealed token, and that its numbers shall be read."""
    where = (actor.organisation_id, actor.person_id, connection.network, connection.instance, connection.subject)
    profile = await queries.same_account(session, *where)
    if profile is None:
        profile = Profile(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            network=connection.network,
            instance=connection.instance,
            external_id=connection.subject,
            state="connected",
        )
    elif profile.state != "connected":
        profiles.move(profile, "connected")
        waited = tuple(s for s in posts.before("scheduled") if s == "needs_reconnect")
        await queries.move_waiting_posts(session, profile, waited, "scheduled", None, at=now())
    profile.state_reason = None
    profile.service = connection.service_url
    profile.handle, profile.display_name = probe.profile.handle, probe.profile.display_name
    profile.scopes, profile.expires_at = list(connection.scopes), connection.refresh_expires_at or connection.expires_at
    profile.capabilities, profile.limits = to_json(probe.caps), to_json(probe.limits)
    session.add(profile)
    await session.flush()
    await store_connection(session, tools.sealer, profile.organisation_id, profile.id, connection)
    await enqueue(session, actor.organisation_id, ReadProfile(profile_id=profile.id), key=str(profile.id))
    await _note(session, actor, "profile.connected", profile)
    return profile


async def declare_profile(session: AsyncSession, actor: Actor, *, network: str, handle: str | None) -> Profile:
    """Note a profile that is shared to by hand; the one of that network, if there is one already. Raises NotThisWay."""
    need_profiles(actor)
    if network not in NETWORKS:
        raise NetworkUnknown(field="network")
    if network in API_NETWORKS:
        raise NotThisWay("Connect this network instead: then Fortaler can publish for you", field="network")
    profile = await queries.same_account(session, actor.organisation_id, actor.person_id, network, "", "")
    if profile is None:
        profile = Profile(
            organisation_id=actor.organisation_id, person_id=actor.person_id, network=network, state="declared"
        )
        profile.capabilities, profile.limits = to_json(NETWORKS[network].caps), to_json(NETWORKS[network].limits)
    if handle:
        profile.handle = handle.removeprefix("@")
    session.add(profile)
    await session.flush()
    return profile


async def disconnect_profile(session: AsyncSession, actor: Actor, profile_id: UUID) -> None:
    """Give the profile up: its waiting posts are cancelled, its token goes back to the network. Raises ProfileNotFound."""
    profile = await queries.own_profile(session, actor.organisation_id, actor.person_id, profile_id, lock=True)
    if profile is None:
        raise ProfileNotFound
    connected = profile.state != "declared"
    profiles.move(profile, "revoked")
    profile.disconnected_at = now()
    session.add(profile)
    waiting = posts.before("cancelled")
    await queries.move_waiting_posts(session, profile, waiting, "cancelled", "profile-disconnected", at=now())
    if connected:
        await enqueue(session, actor.organisation_id, RevokeProfile(profile_id=profile.id))
    await _note(session, actor, "profile.disconnected", profile)


async def _app(session: AsyncSession, actor: Actor, tools: Tools, adapter: ApiNetwork, instance: str) -> AppCredentials:
    redirect = f"{tools.public_url}/api/v1/profiles/return/{adapter.key}/{instance or '-'}"
    place = _place("network_app", actor.organisation_id, f"{adapter.key}|{instance}")
    held = await queries.network_app(session, actor.organisation_id, adapter.key, instance)
    if held is not None:
        app = from_json(AppCredentials, json.loads(tools.secrets.open(held.sealed, place)))
        if app.redirect_uri == redirect:
            return app
    app = await adapter.register_app(
        tools.egress, instance=instance, client_name=CLIENT_NAME, redirect_uri=redirect, website=tools.public_url
    )
    row = NetworkApp(
        organisation_id=actor.organisation_id, network=adapter.key, instance=instance, client_id=app.client_id,
        sealed=tools.secrets.seal(json.dumps(to_json(app)).encode(), place), scopes=list(app.scopes),
    )  # fmt: skip
    await queries.keep_app(session, row)
    return app


async def _keep_started(
    session: AsyncSession, actor: Actor, tools: Tools, app: AppCredentials, started: AuthStart, return_to: str
) -> None:
    number = new_id()
    stored = json.dumps({"app": to_json(app), "started": to_json(started)}).encode()
    session.add(
        Connecting(
            organisation_id=actor.organisation_id,
            id=number,
            person_id=actor.person_id,
            session_id=actor.session_id,
            network=app.network,
            instance=app.instance,
            state_hash=digest(started.state),
            return_to=return_to,
            sealed=tools.secrets.seal(stored, _place("connecting", actor.organisation_id, str(number))),
            expires_at=now() + TEN_MINUTES,
        )
    )
    await session.flush()


async def _note(session: AsyncSession, actor: Actor, verb: str, profile: Profile) -> None:
    await audit.record(
        session, actor, verb, subject_kind="profile", subject_id=profile.id, about_person_id=actor.person_id,
        detail={"network": profile.network},
    )  # fmt: skip


def _adapter(network: str) -> ApiNetwork:
    if network not in NETWORKS:
        raise NetworkUnknown(field="network")
    if network not in API_NETWORKS:
        raise NotThisWay("This network lets nobody post for you: note your profile there instead", field="network")
    return API_NETWORKS[network]


def _host(instance: str | None, network: str) -> str:
    if "instance" not in ways_of(network):
        return ""
    if not instance:
        raise NotThisWay("Say which server your profile is on, such as mastodon.social", field="instance")
    typed = instance.strip().lower()
    host = urlsplit(typed if "//" in typed else f"//{typed.rsplit('@', 1)[-1]}").netloc
    return host.rstrip(".")


def _place(table: str, organisation_id: UUID, row: str) -> Place:
    return Place(table, "sealed", str(organisation_id), row)
