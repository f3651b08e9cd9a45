"""Who somebody is on Instagram, what their connection can do, and how their profile grows."""

from dataclasses import replace
from typing import Any

from kernel.kit.egress import Egress
from networks.answers import read_address, read_count, read_text
from networks.drafts import Counts
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe, Profile
from networks.graph.client import call
from networks.graph.dialect import Surroundings
from networks.instagram.dialect import INSTAGRAM, caps_of, limits_here

SITE = "https://www.instagram.com"


async def identify(egress: Egress, at: Surroundings, connection: Connection) -> Connection:
    """The connection with the account it stands for."""
    said = await _fetch(egress, at, connection, "id,user_id,username,name,profile_picture_url")
    # `id` is another for every app; `user_id` is the account's own, by which it is posted to.
    subject, profile = read_text(said.get("user_id"), limit=100), _profile(said)
    if not subject:
        raise NetworkError(Kind.TRANSIENT, "Instagram does not say which account this is.")
    return replace(
        connection,
        secrets={"granted_by": read_text(said.get("id"), limit=100) or ""},
        subject=subject,
        handle=profile.handle,
        display_name=profile.display_name,
        avatar=profile.avatar,
        url=profile.url,
    )


async def look(egress: Egress, at: Surroundings, connection: Connection, *, hashtags: int) -> Probe:
    """Read which account it is now; what can be done follows from its rights and from where we are."""
    said = await _fetch(egress, at, connection, "username,name,profile_picture_url")
    pictures = at.pictures_reachable(egress)
    return Probe(
        caps=caps_of(connection.scopes, pictures=pictures),
        limits=limits_here(pictures=pictures, hashtags=hashtags),
        profile=_profile(said),
    )


async def read_account(egress: Egress, at: Surroundings, connection: Connection) -> Counts:
    """Read the followers and the posts."""
    said = await _fetch(egress, at, connection, "followers_count,media_count")
    return {"followers": read_count(said.get("followers_count")), "posts": read_count(said.get("media_count"))}


async def _fetch(egress: Egress, at: Surroundings, connection: Connection, fields: str) -> dict[str, Any]:
    return await call(egress, at, INSTAGRAM, connection, "GET", "me", params=[("fields", fields)])


def _profile(said: dict[str, Any]) -> Profile:
    username = read_text(said.get("username"), limit=100)
    if not username:
        raise NetworkError(Kind.TRANSIENT, "Instagram does not say whose account this is.")
    return Profile(
        handle=f"@{username}",
        display_name=read_text(said.get("name"), limit=200) or username,
        avatar=read_address(said.get("profile_picture_url")),
        url=f"{SITE}/{username}/",
    )
