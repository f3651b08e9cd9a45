"""Listing profiles, keeping those that were connected, noting those that are shared to by hand, giving them up."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.actor import Actor
from api.features.apps import service as apps
from api.features.audit import service as audit
from api.features.profiles import errors, queries
from api.features.profiles.policy import GIVEN_UP, hand_of, need_profiles, network_here, ways_of
from api.features.profiles.schemas import Can, ProfileLimits, Way
from api.features.profiles.schemas import Profile as Shown
from api.features.profiles.schemas import Profiles as ShownAll
from api.web.tools import Tools
from kernel.jobs.collection import ReadProfile
from kernel.jobs.connections import ProbeProfile, RevokeProfile
from kernel.jobs.enqueue import enqueue, remind
from kernel.kit.clock import now
from kernel.lifecycles.profiles import profiles
from kernel.tables.profiles import Profile
from networks.contract import Network, Publishes
from networks.drafts import Caps, Limits, State
from networks.grants import Connection, Probe
from networks.registry import API_NETWORKS, NETWORKS
from networks.stored import from_json, to_json
from networks.vault import store_connection

PROBED_AGAIN = timedelta(days=1)
RENEWABLE = ("connected", "expiring", "needs_reconnect")


def profile_shown(row: Profile) -> Shown:
    """A profile as its owner sees it."""
    caps, limits = from_json(Caps, row.capabilities), from_json(Limits, row.limits)
    return Shown(
        id=row.id,
        network=row.network,
        instance=row.instance or None,
        kind=row.kind,  # pyright: ignore[reportArgumentType]
        handle=row.handle,
        display_name=row.display_name,
        avatar_url=row.avatar_url,
        state=row.state,  # pyright: ignore[reportArgumentType]
        state_reason=row.state_reason,
        expires_at=row.expires_at,
        renewable=row.state in RENEWABLE and row.network in API_NETWORKS,
        can=Can(text=caps.text, images=caps.images, metrics=list(caps.metrics), followers=caps.followers),
        limits=ProfileLimits(
            max_text=limits.max_text,
            unit=limits.unit,
            url_cost=limits.url_units,
            images=limits.pictures.count,
            alt_max=limits.alt_max,
        ),
        instance_rules=row.instance_rules,
        connected_at=row.created_at,
    )


def profiles_shown(rows: list[Profile]) -> ShownAll:
    """Profiles as their owner sees them."""
    return ShownAll(items=[profile_shown(row) for row in rows], next=None)


async def list_networks(session: AsyncSession, actor: Actor) -> list[tuple[Network, list[Way]]]:
    """Every network as the organisation can use it, and by which ways one comes to a profile there."""
    registered = await apps.registered_networks(session, actor.organisation_id)
    ways = {key: ways_of(key, registered) for key in NETWORKS}
    return [(network_here(key, ways[key]), ways[key]) for key in NETWORKS]


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
    redirect = apps.redirect_uri(tools, network)
    documents = adapter.documents(public_url=tools.public_url, redirect_uri=redirect, client_name=apps.CLIENT_NAME)
    if name not in documents:
        raise errors.DocumentNotFound
    return documents[name]


async def keep_connection(
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
    profile.service, profile.kind = connection.service_url, connection.kind
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


async def declare_profile(session: AsyncSession, actor: Actor, *, network: str, handle: str | None) -> Profile:
    """Note a profile that is shared to by hand; the one of that network, if there is one already.

    Raises NetworkUnknown, and NotThisWay where nobody need post by hand.
    """
    need_profiles(actor)
    by_hand = hand_of(network)
    await queries.hold_profiles(session, actor.person_id)
    profile = await queries.same_account(session, actor.organisation_id, actor.person_id, network, "", "")
    if profile is None:
        profile = Profile(
            organisation_id=actor.organisation_id, person_id=actor.person_id, network=network, state="declared"
        )
        profile.capabilities, profile.limits = to_json(by_hand.caps), to_json(by_hand.limits)
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


async def _note(session: AsyncSession, actor: Actor, verb: str, profile: Profile) -> None:
    await audit.record(
        session, actor, verb, subject_kind="profile", subject_id=profile.id, about_person_id=actor.person_id,
        detail={"network": profile.network},
    )  # fmt: skip
