"""Whose a connection is: the person's id is that of the OpenID answer, or of the basic profile where there is no OpenID."""

from dataclasses import replace
from typing import Any

from kernel.kit.clock import now
from kernel.kit.egress import Egress
from networks.answers import read_address, read_text
from networks.errors import Kind, NetworkError
from networks.grants import Connection, Probe, Profile
from networks.linkedin.client import read, send, usable
from networks.linkedin.refusals import SITE, classify
from networks.linkedin.rights import OPEN_ID, caps_of
from networks.linkedin.surroundings import Surroundings
from networks.rules import LIMITS

PERSON, PAGE = "urn:li:person:", "urn:li:organization:"


async def identify(egress: Egress, around: Surroundings, connection: Connection) -> Connection:
    """The connection with the name of the person whose token it holds."""
    subject, profile = await fetch_person(egress, around, connection)
    return replace(
        connection,
        subject=subject,
        handle=profile.handle,
        display_name=profile.display_name,
        avatar=profile.avatar,
        url=profile.url,
    )


async def look(egress: Egress, around: Surroundings, connection: Connection) -> Probe:
    """Ask whether the connection still stands, and for whom."""
    if connection.kind == "page":
        number = connection.subject.removeprefix(PAGE)
        profile = page_profile(await read(egress, around, connection, f"organizations/{number}"), connection)
    else:
        subject, profile = await fetch_person(egress, around, connection)
        if subject != connection.subject:
            raise NetworkError(Kind.REAUTH, "The connection belongs to another account now; connect again.")
    caps = caps_of(connection)
    rules = LIMITS["linkedin"]
    limits = replace(rules, pictures=replace(rules.pictures, count=caps.images), checked=now().date())
    return Probe(caps=caps, limits=limits, profile=profile)


async def fetch_person(egress: Egress, around: Surroundings, connection: Connection) -> tuple[str, Profile]:
    """Read who the token stands for: their URN, and how they present themselves."""
    if OPEN_ID in connection.scopes:
        said = await _ask(egress, around, connection, "userinfo")
        number, name, vanity = said.get("sub"), read_text(said.get("name"), limit=200), None
        avatar = read_address(said.get("picture"))
    else:
        said = await _ask(egress, around, connection, "me")
        names = (read_text(said.get(field), limit=100) for field in ("localizedFirstName", "localizedLastName"))
        number, name = said.get("id"), " ".join(filter(None, names))
        vanity, avatar = read_text(said.get("vanityName"), limit=100), None
    if not read_text(number, limit=100):
        raise NetworkError(Kind.TRANSIENT, "LinkedIn does not say who you are.")
    shown = name or connection.display_name or "LinkedIn"
    url = f"{SITE}/in/{vanity}" if vanity else None
    return f"{PERSON}{number}", Profile(handle=vanity or shown, display_name=shown, avatar=avatar, url=url)


def page_profile(said: dict[str, Any], connection: Connection) -> Profile:
    """How a page presents itself."""
    name = read_text(said.get("localizedName"), limit=200) or connection.display_name
    vanity = read_text(said.get("vanityName"), limit=100)
    url = f"{SITE}/company/{vanity}" if vanity else None
    return Profile(handle=vanity or name, display_name=name, avatar=None, url=url)


async def _ask(egress: Egress, around: Surroundings, connection: Connection, name: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {connection.access_token}"}
    answer = await send(egress, "GET", f"{around.api}/v2/{name}", headers=headers)
    if not answer.ok:
        raise classify(answer, "read", now(), connection.access_token)
    return usable(answer, "read", connection.access_token)
