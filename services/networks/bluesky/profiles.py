"""Who a connection stands for, as the public sees it, and what it can do."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_address, read_text
from networks.bluesky.client import ask, call, usable
from networks.bluesky.identity import Identity
from networks.bluesky.limits import caps_of
from networks.bluesky.surroundings import Surroundings
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe, Profile
from networks.rules import LIMITS

APP = "https://bsky.app"
UNNAMED = "handle.invalid"


async def connection_of(
    egress: Egress,
    around: Surroundings,
    person: Identity,
    *,
    scopes: tuple[str, ...],
    access_token: str,
    refresh_token: str | None,
    expires_at: datetime,
    refresh_expires_at: datetime,
    secrets: dict[str, str],
) -> Connection:
    """Make the connection of an account, named as the public sees it."""
    profile = await fetch_profile(egress, around, person.did, person.handle)
    return Connection(
        network="bluesky",
        instance="",
        subject=person.did,
        handle=profile.handle,
        display_name=profile.display_name,
        avatar=profile.avatar,
        url=profile.url,
        scopes=scopes,
        access_token=access_token,
        refresh_token=refresh_token,
        expires_at=expires_at,
        refresh_expires_at=refresh_expires_at,
        service_url=person.pds,
        secrets=secrets,
    )


async def fetch_profile(egress: Egress, around: Surroundings, did: str, handle: str) -> Profile:
    """Read the public profile. One that is not known (yet), or cannot be read now, is named by its handle."""
    said: dict[str, Any] = {}
    with suppress(NetworkError):
        said = await ask(egress, around.appview, "app.bsky.actor.getProfile", [("actor", did)])
    shown = handle or UNNAMED
    return Profile(
        handle=f"@{shown}",
        display_name=read_text(said.get("displayName"), limit=200) or shown,
        avatar=read_address(said.get("avatar")),
        url=f"{APP}/profile/{did}",
    )


async def look(egress: Egress, around: Surroundings, connection: Connection) -> Probe:
    """Ask the person's own server whether the connection still stands, and for whom."""
    answer = await call(egress, around, connection, "GET", "com.atproto.server.getSession")
    session = usable(answer, "read", connection.access_token)
    if session.get("did") != connection.subject:
        raise NetworkError(Kind.REAUTH, "The connection belongs to another account now; connect again.")
    if session.get("active") is False:
        status = read_text(session.get("status"), limit=50) or "inactive"
        kind = Kind.REAUTH if status == "deactivated" else Kind.POLICY
        raise NetworkError(kind, f"Bluesky says that the account is {status}.")
    handle = read_text(session.get("handle"), limit=253) or connection.handle.removeprefix("@")
    limits = replace(LIMITS["bluesky"], checked=now().date())
    return Probe(
        caps=caps_of(connection.scopes, limits),
        limits=limits,
        profile=await fetch_profile(egress, around, connection.subject, handle),
    )
