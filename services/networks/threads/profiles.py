"""Who somebody is on Threads, what their connection can do, and how their profile grows."""

from dataclasses import replace

from kernel.kit.egress import Egress
from networks.answers import read_address, read_text
from networks.drafts import Counts
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe, Profile
from networks.graph.client import call
from networks.graph.dialect import Surroundings
from networks.graph.insights import numbers_of
from networks.threads.dialect import THREADS, caps_of, limits_here

SITE = "https://www.threads.com"


async def identify(egress: Egress, at: Surroundings, connection: Connection) -> Connection:
    """The connection with the person it stands for."""
    subject, profile = await _fetch(egress, at, connection)
    return replace(
        connection,
        subject=subject,
        handle=profile.handle,
        display_name=profile.display_name,
        avatar=profile.avatar,
        url=profile.url,
    )


async def look(egress: Egress, at: Surroundings, connection: Connection) -> Probe:
    """Read who the connection stands for now; what it can do follows from its rights and from where we are."""
    _, profile = await _fetch(egress, at, connection)
    pictures = at.pictures_reachable(egress)
    return Probe(
        caps=caps_of(connection.scopes, pictures=pictures), limits=limits_here(pictures=pictures), profile=profile
    )


async def read_account(egress: Egress, at: Surroundings, connection: Connection) -> Counts:
    """Read the followers; Threads tells no more. None where the right to read numbers was not granted."""
    if THREADS.reading not in connection.scopes:
        return {"followers": None}
    path, params = f"{connection.subject}/threads_insights", [("metric", "followers_count")]
    said = await call(egress, at, THREADS, connection, "GET", path, params=params)
    return {"followers": numbers_of(said).get("followers_count")}


async def _fetch(egress: Egress, at: Surroundings, connection: Connection) -> tuple[str, Profile]:
    params = [("fields", "id,username,name,threads_profile_picture_url")]
    said = await call(egress, at, THREADS, connection, "GET", "me", params=params)
    subject, username = read_text(said.get("id"), limit=100), read_text(said.get("username"), limit=100)
    if not subject or not username:
        raise NetworkError(Kind.TRANSIENT, "Threads does not say who you are.")
    return subject, Profile(
        handle=f"@{username}",
        display_name=read_text(said.get("name"), limit=200) or username,
        avatar=read_address(said.get("threads_profile_picture_url")),
        url=f"{SITE}/@{username}",
    )
